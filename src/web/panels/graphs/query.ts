import { z } from 'zod';
import { type Measure, measures, type Side, type SpanName } from '../../../core/live/series.js';

/** What somebody wants to see. */
export interface GraphsQuery {
  /** A service as the kernel names it; blank for all. */
  readonly virtual: string;
  /** A server of it, as the kernel names it; blank for the service and all of them. */
  readonly server: string;
  readonly measure: Measure;
  readonly span: SpanName;
  readonly router: Side;
  readonly as: 'picture' | 'table';
  /** Which part of many graphs, from 1. */
  readonly part: number;
  /** Which part of the rows of a table, from 1. */
  readonly rows: number;
}

const count = z.coerce.number().int().min(1).max(100_000).catch(1);
const name = z.string().max(300).catch('');

const shape = z.object({
  virtual: name,
  server: name,
  measure: z.enum(measures).catch('active'),
  span: z.enum(['hour', 'day']).catch('hour'),
  router: z.enum(['here', 'there']).catch('here'),
  as: z.enum(['picture', 'table']).catch('picture'),
  part: count,
  rows: count,
});

/** Reads an address; what makes no sense there is as if it were left out. */
export function readGraphsQuery(query: unknown): GraphsQuery {
  const read = shape.parse(query);
  // Servers are those of a service.
  return read.virtual === '' ? { ...read, server: '' } : read;
}

const usual = readGraphsQuery({});

/** The words of an address that ask for this; what is usual is left out, so that one page has one address. */
export function graphsAddress(asked: GraphsQuery, path = '/secure/graphs'): string {
  const given = Object.entries(asked).filter(([key, value]) => value !== usual[key as keyof GraphsQuery]);
  const text = new URLSearchParams(
    given.map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();
  return text === '' ? path : `${path}?${text}`;
}
