import { call, newIdempotencyKey } from './client.ts';
import type { ActKey, InputOf, OutputOf } from './interface.ts';
import { Problem } from './problem.ts';

/** Milliseconds after which a request that was cut off is sent once more. */
const again = 1_200;

/**
 * Acts where no component waits for it; where the network drops, once more with the same key, so that it happens once even if only the
 * answer was lost. Throws what the server refuses, and `offline` where the second attempt is cut off too.
 */
export async function actSurely<K extends ActKey>(
  key: K,
  input: InputOf<K>,
  idempotencyKey: string = newIdempotencyKey(),
): Promise<OutputOf<K>> {
  const attempt = () => call(key, input, { idempotencyKey });
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'offline') throw error;
    await new Promise((resolve) => setTimeout(resolve, again));
    return attempt();
  }
}
