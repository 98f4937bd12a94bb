import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { actsOf, factsChangedBy, type Shown } from '../../contract/facts.ts';
import { call, newIdempotencyKey } from './client.ts';
import type { ActKey, InputOf, OutputOf, ReadKey } from './interface.ts';
import { readChanged } from './page-rereads.ts';
import { Problem } from './problem.ts';
import type { Changed } from './rereads.ts';

/**
 * Query options of a reading endpoint; the key is the endpoint and its input, so equal reads share one answer. Where only a part of
 * it is shown, what changes the rest does not have it read again.
 */
export function read<K extends ReadKey>(key: K, input: InputOf<K>, shown?: Shown) {
  return queryOptions({
    queryKey: [key, input, shown] as const,
    queryFn: ({ signal }): Promise<OutputOf<K>> => call(key, input, { signal }),
  });
}

interface ActOptions<K extends ActKey> {
  readonly onSuccess?: (output: OutputOf<K>, input: InputOf<K>) => void;
  readonly onError?: (error: Error, input: InputOf<K>) => void;
  /** Leave what is on screen as it is; the caller mends the cache itself. */
  readonly keepCache?: boolean;
}

/** Every act says what it does, or this does not compile. */
const acts: { readonly [K in ActKey]: readonly string[] } = actsOf;

function changedBy(key: ActKey): Changed {
  const facts = acts[key].map((act) => factsChangedBy(act));
  return facts.some((some) => some === undefined) ? undefined : facts.flatMap((some) => some ?? []);
}

/** Not there (any more), or not in the state that the act is for. */
const outdated: ReadonlySet<number> = new Set([404, 409]);

/**
 * An act of the contract as a mutation. The idempotency key belongs to the intent: repeating the same input after a failure sends
 * the same key, so an act whose answer was lost happens once; a success ends the intent. Afterwards what
 * it has changed is read again where it is on screen, and everything after a refusal that shows that the screen was out of date.
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
      if (options.keepCache !== true) await readChanged(client, changedBy(key));
    },
    onError: (error, input) => {
      options.onError?.(error, input);
      // Refused because things are no longer as they are shown: whoever was quicker, show what they did.
      if (options.keepCache !== true && error instanceof Problem && outdated.has(error.status)) void readChanged(client, undefined);
    },
  });
}
