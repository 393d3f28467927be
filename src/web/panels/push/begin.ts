import type { FastifyRequest } from 'fastify';

/** Waits until the push has really begun, and no longer: the page that follows shows how it goes. */
export async function begun(
  start: (onStep: () => void) => Promise<unknown>,
  request: FastifyRequest,
): Promise<void> {
  let onStep = () => {};
  const step = new Promise<void>((resolve) => {
    onStep = resolve;
  });
  const whole = start(onStep);
  whole.catch((error: unknown) => request.log.error({ err: error }, 'a push ended with an error'));
  await Promise.race([whole, step]);
}
