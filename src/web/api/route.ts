/** What a route of the JSON interface is. The running server and its OpenAPI document are made of the same table. */

import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { AuditAction } from '../../core/audit/record.js';

/** A shape with the name that the document gives it. */
export interface NamedShape<Shape extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly shape: Shape;
}

/** What one request asks. */
export interface ApiCall<Query = unknown, Body = unknown> {
  readonly request: FastifyRequest;
  /** The parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  /** Of a route that takes a text, the byte string. */
  readonly body: Body;
}

/** What is answered: JSON, or a text. */
export interface ApiAnswer {
  /** 200 without it. */
  readonly status?: number;
  readonly json?: unknown;
  /** A byte string. */
  readonly text?: string;
  readonly etag?: string;
  /** The address of what was made, below the interface. */
  readonly location?: string;
}

/** Methods of the interface. */
export type ApiMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A route, as the table has it. */
export interface ApiRoute {
  readonly method: ApiMethod;
  /** Below the interface, its parameters in braces: `/virtual-servers/{virtual}`. */
  readonly path: string;
  /** Groups routes in the document. */
  readonly tag: string;
  /** One line, in English. */
  readonly summary: string;
  /** More than that, where it takes more. */
  readonly detail?: string;
  /** What may stand behind the question mark; anything else is refused. */
  readonly query?: z.ZodObject;
  /** What is sent: a JSON object of this shape, or a text. */
  readonly body?: NamedShape | 'text';
  /** What comes back when all is well: of this shape, or a text. */
  readonly answers: NamedShape | 'text';
  /** Its status when all is well; 200 without it. */
  readonly status?: number;
  /** `wanted`: refused without `If-Match`; `possible`: looked at when it is there. */
  readonly ifMatch?: 'wanted' | 'possible';
  /** A GET that is for administrators only; changes always are. */
  readonly adminOnly?: true;
  /** It changes nothing, though its method says so: there is nothing to record. */
  readonly isLook?: true;
  /** What a change is called in the audit log; without it, a save of `lvs.cf`. */
  readonly audit?: AuditAction;
  /** Bytes; without it as much as a form of the pages. */
  readonly bodyLimit?: number;
  readonly answer: (call: ApiCall) => Promise<ApiAnswer>;
}

/** A route with the types that follow from its shapes. */
export type TypedApiRoute<Query extends z.ZodObject, Body extends z.ZodType> = Omit<
  ApiRoute,
  'query' | 'body' | 'answer'
> & {
  readonly query?: Query;
  readonly body?: NamedShape<Body> | 'text';
  readonly answer: (call: ApiCall<z.output<Query>, z.output<Body>>) => Promise<ApiAnswer>;
};

/** Nothing may stand behind the question mark. */
type NoQuery = z.ZodObject<Record<never, never>>;

/** A route for the table: its `answer` sees what its shapes let through. */
export function apiRoute<Query extends z.ZodObject = NoQuery, Body extends z.ZodType = z.ZodType>(
  route: TypedApiRoute<Query, Body>,
): ApiRoute {
  return route as unknown as ApiRoute;
}

/** Where the interface is. */
export const apiPrefix = '/api/v1';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A route of the JSON interface: no form is sent to it, and it takes nothing that a form could send. */
    api?: { readonly takes: 'json' | 'text' | 'nothing' };
    /** Not for the role viewer, though it changes nothing. */
    adminOnly?: boolean;
  }
}
