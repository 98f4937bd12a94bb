import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { call, newIdempotencyKey } from './client.ts';
import type { ActKey, InputOf, OutputOf, ReadKey } from './interface.ts';
import { Problem } from './problem.ts';

/** Query options of a reading endpoint; the key is the endpoint and its input, so equal reads share one answer. */
export function read<K extends ReadKey>(key: K, input: InputOf<K>) {
  return queryOptions({
    queryKey: [key, input] as const,
    queryFn: ({ signal }): Promise<OutputOf<K>> => call(key, input, { signal }),
  });
}

interface ActOptions<K extends ActKey> {
  readonly onSuccess?: (output: OutputOf<K>, input: InputOf<K>) => void;
  readonly onError?: (error: Error, input: InputOf<K>) => void;
  /** Leave what is on screen as it is; the caller mends the cache itself. */
  readonly keepCache?: boolean;
}

/** Not there (any more), or not in the state that the act is for. */
const outdated: ReadonlySet<number> = new Set([404, 409]);

/**
 * An act of the contract as a mutation. The idempotency key belongs to the intent: repeating the same input after a failure sends
 * the same key, so an act whose answer was lost happens once; a success ends the intent. Afterwards
 * everything on screen is read again, since an act may move figures anywhere; so it is after a refusal that shows that the
 * screen was out of date.
 */
export function useAct<K extends ActKey>(key: K, options: ActOptions<K> = {}) {
  const client = useQueryClient();
  const intents = useRef(new Map<string, string>());
  return useMutation<OutputOf<K>, Error, InputOf<K>>({
    mutationFn: (input) => {
      const intent = JSON.stringify(input);
      const known = intents.current.get(intent) ?? newIdempotencyKey();
      intents.current.set(intent, known);
      return call(key, input, { idempotencyKey: known });
    },
    onSuccess: async (output, input) => {
      intents.current.delete(JSON.stringify(input));
      options.onSuccess?.(output, input);
      if (options.keepCache !== true) await client.invalidateQueries();
    },
    onError: (error, input) => {
      options.onError?.(error, input);
      // Refused because things are no longer as they are shown: whoever was quicker, show what they did.
      if (options.keepCache !== true && error instanceof Problem && outdated.has(error.status)) void client.invalidateQueries();
    },
  });
}
