/** Telling another program over HTTP: one request, and nothing is taken from its answer but whether it took it. */

/** Why something could not be told; the message never holds the address, in which there may be a secret. */
export class WebhookFailure extends Error {}

/** Tells one thing. @throws WebhookFailure */
export type Tell = (body: object) => Promise<void>;

/** The whole request may not take longer. */
const usualLimitMs = 10_000;

/** Opens the way to an address of the settings; nothing is sent before there is something to tell. */
export function openWebhook(url: string, limitMs: number = usualLimitMs): Tell {
  return async (body) => {
    const answer = await request(url, JSON.stringify(body), limitMs);
    // What it says is of no interest, and would be waited for.
    await answer.body?.cancel();
    if (answer.status < 200 || answer.status > 299) {
      throw new WebhookFailure(`it answered with status ${answer.status}`);
    }
  };
}

async function request(url: string, body: string, limitMs: number): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'lvs-console' },
      body,
      // Where to is said in the settings, and by nobody else.
      redirect: 'manual',
      signal: AbortSignal.timeout(limitMs),
    });
  } catch (error) {
    throw new WebhookFailure(reasonOf(error, limitMs), { cause: error });
  }
}

function reasonOf(error: unknown, limitMs: number): string {
  const { cause, name } = error as Error & { readonly cause?: { readonly code?: unknown } };
  if (name === 'TimeoutError') return `it did not answer within ${limitMs / 1000} seconds`;
  return typeof cause?.code === 'string' ? `it cannot be reached (${cause.code})` : 'it cannot be reached';
}
