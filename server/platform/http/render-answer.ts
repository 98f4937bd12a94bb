import { deepStrictEqual } from 'node:assert';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Endpoint } from '../../../contract/endpoint.ts';
import { isStaff } from './check-input.ts';
import { JsonText } from '../json-text.ts';
import { Answer } from './handlers.ts';

export interface Rendered {
  readonly status: number;
  readonly output: unknown;
}

/**
 * Turns what a handler returned into status and answer, stripped of what the contract does not name for the caller's role. What
 * the database wrote goes out as it is; with `verifies` it is read, and has to be what the contract says.
 */
export function renderer(endpoint: Endpoint, verifies: boolean): (request: FastifyRequest, returned: unknown) => Rendered {
  const usual = endpoint.status ?? 200;
  const { output: forAll, forStaff } = endpoint;
  return (request, returned) => {
    const schema = isStaff(request) ? (forStaff?.output ?? forAll) : forAll;
    const [status, output] = returned instanceof Answer ? [returned.status, returned.output as unknown] : [usual, returned];
    if (output instanceof JsonText) {
      if (verifies) verify(schema, output.text);
      return { status, output };
    }
    return { status, output: schema === undefined ? undefined : schema.parse(output) };
  };
}

/** Throws where a text of JSON is not what the contract says, or is more. */
function verify(schema: Endpoint['output'], text: string): void {
  const written: unknown = JSON.parse(text);
  deepStrictEqual(written, schema?.parse(written));
}

/** Sets status and headers on the reply and returns what is sent. */
export function answerWith(reply: FastifyReply, { status, output }: Rendered): string | undefined {
  reply.code(status).header('cache-control', 'no-store');
  if (output === undefined) return undefined;
  reply.type('application/json; charset=utf-8');
  return output instanceof JsonText ? output.text : JSON.stringify(output);
}
