import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Language, languages, wordsFor } from '../text/index.js';

const oneYearSeconds = 365 * 24 * 60 * 60;

/**
 * The language of a request: the cookie of the switch, else the browser's preference, else English.
 * Source: RFC 9110, section 12.5.4 (Accept-Language).
 */
export function languageOf(request: FastifyRequest): Language {
  const chosen = /(?:^|;)\s*lang=(\w+)\s*(?:;|$)/.exec(request.headers.cookie ?? '')?.[1];
  return languages.find((language) => language === chosen) ?? preferred(request.headers['accept-language']);
}

function preferred(header: string | undefined): Language {
  const wishes = (header ?? '').split(',').map((item) => {
    const [range = '', ...parameters] = item.trim().toLowerCase().split(';');
    const quality = parameters.map((text) => /^\s*q\s*=\s*([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean);
    return { language: range.trim().split('-')[0], quality: quality === undefined ? 1 : Number(quality) };
  });
  let best: { language: Language; quality: number } = { language: languages[0], quality: 0 };
  for (const wish of wishes) {
    const language = languages.find((known) => known === wish.language);
    if (language !== undefined && wish.quality > best.quality) best = { language, quality: wish.quality };
  }
  return best.language;
}

/** The address itself if it is a path on this console, otherwise the welcome page. */
export function localAddress(address: string): string {
  // A second slash or a backslash would name another host.
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(address)) return '/';
  return address;
}

const wish = z.object({ to: z.enum(languages), back: z.string().optional() });

/** The language switch: a link that sets the one cookie there is and goes back to the page. */
export function languageSwitch(scope: FastifyInstance): void {
  scope.get('/language', async (request, reply) => {
    const { data } = wish.safeParse(request.query);
    if (data === undefined) return reply.redirect('/', 303);
    const secure = request.protocol === 'https' ? '; Secure' : '';
    const cookie = `lang=${data.to}; Path=/; Max-Age=${oneYearSeconds}; SameSite=Strict; HttpOnly${secure}`;
    return reply.header('set-cookie', cookie).redirect(localAddress(data.back ?? '/'), 303);
  });
}

/** Gives every request its `language` and `words`. */
export function speakLanguages(app: FastifyInstance): void {
  app.decorateRequest('language', {
    getter(this: FastifyRequest) {
      return languageOf(this);
    },
  });
  app.decorateRequest('words', {
    getter(this: FastifyRequest) {
      return wordsFor(languageOf(this));
    },
  });
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The language this request is answered in. */
    readonly language: Language;
    /** Every sentence, in that language. */
    readonly words: ReturnType<typeof wordsFor>;
  }
}
