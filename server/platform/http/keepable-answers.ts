import { z } from 'zod';
import type { Endpoint } from '../../../contract/endpoint.ts';
import { answeredId, moment } from '../../../contract/values.ts';

/**
 * Whether an answer may be kept for a repeated request as it is: it holds ids, counts, moments and words of a fixed list,
 * nothing of anybody (docs/architecture.md, Idempotency). Secrets are never kept.
 */
export function isKeepable({ output, secrets = [] }: Pick<Endpoint, 'output' | 'secrets'>): boolean {
  return output === undefined || tellsNothing(output, secrets);
}

function tellsNothing(schema: unknown, secrets: readonly string[]): boolean {
  if (schema === answeredId || schema === moment) return true;
  if (schema instanceof z.ZodNumber || schema instanceof z.ZodBoolean || schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral)
    return true;
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) return tellsNothing(schema.unwrap(), secrets);
  if (schema instanceof z.ZodArray) return tellsNothing(schema.element, secrets);
  if (schema instanceof z.ZodUnion) return schema.options.every((option) => tellsNothing(option, secrets));
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).every(([field, inner]) => secrets.includes(field) || tellsNothing(inner, secrets));
  return false;
}

const id = /^[1-9][0-9]*$/;

/** What an act hands over for its answer to be read: null where that is nothing. Throws where it is more than ids and secrets. */
export function requireIds(done: unknown, secrets: readonly string[] = []): unknown {
  const fields =
    typeof done === 'object' && done !== null ? Object.entries(done).filter(([field]) => !secrets.includes(field)) : [['', done]];
  for (const [, value] of fields) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (one !== undefined && (typeof one !== 'string' || !id.test(one)))
        throw new Error('An act hands over ids alone to what reads its answer');
    }
  }
  return done ?? null;
}
