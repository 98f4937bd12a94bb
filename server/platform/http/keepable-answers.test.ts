import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endpoints } from '../../../contract/endpoints.ts';
import { answeredId, count, moment } from '../../../contract/values.ts';
import { isKeepable, requireIds } from './keepable-answers.ts';

describe('an answer that is kept as it is', () => {
  it.each([
    ['nothing', undefined],
    [
      'ids, counts, moments and words of a list',
      z.object({ id: answeredId.nullable(), at: moment, counts: z.array(z.object({ count })), state: z.enum(['a']) }),
    ],
    ['a secret, which is left out', z.object({ link: z.string().optional() })],
  ])('holds %s', (_, output) => {
    expect(isKeepable({ ...(output === undefined ? {} : { output }), secrets: ['link'] })).toBe(true);
  });

  it.each([
    ['a text', z.object({ name: z.string() })],
    ['a text deep inside', z.object({ items: z.array(z.union([z.object({ count }), z.object({ note: z.string().nullable() })])) })],
    ['fields of any name', z.object({ data: z.record(z.string(), z.unknown()) })],
    ['whatever there is', z.unknown()],
  ])('does not hold %s', (_, output) => {
    expect(isKeepable({ output, secrets: ['link'] })).toBe(false);
  });

  it('tells a record, a reservation and a user apart from a count, in the contract itself', () => {
    const acts = endpoints.filter(({ method, output }) => method !== 'GET' && output !== undefined);
    const reread = acts.filter((endpoint) => !isKeepable(endpoint)).map(({ method, path }) => `${method} ${path}`);
    expect(reread).toEqual(expect.arrayContaining(['PATCH /records/:id', 'POST /reservations', 'POST /users', 'PATCH /batches/:id']));
    expect(reread).not.toContain('POST /records/verdict');
    expect(reread).not.toContain('POST /replacements');
  });
});

describe('what an act hands over to what reads its answer', () => {
  it.each([[undefined], ['17'], [{ id: '17', conflicts: ['1', '2'] }], [{ userId: '1', invitationUrl: 'https://x' }]])(
    'may be %j',
    (done) => {
      expect(requireIds(done, ['invitationUrl'])).toEqual(done ?? null);
    },
  );

  it.each([['Siti'], [{ id: '17', name: 'Siti' }], [{ keys: ['1', 'siti'] }], [{ customer: { name: 'Siti' } }]])(
    'may not be %j',
    (done) => {
      expect(() => requireIds(done)).toThrow('ids alone');
    },
  );
});
