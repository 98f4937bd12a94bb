import fc from 'fast-check';
import { z } from 'zod';
import type { Endpoint } from '../../contract/endpoint.ts';

/** One request to throw at an operation. */
export interface BadRequest {
  readonly url: string;
  /** JSON text, or nearly; undefined for none. */
  readonly body: string | undefined;
  readonly key: string | undefined;
}

/** Texts that have broken programs before. */
const naughtyTexts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udc00y',
  '\u202ereversed',
  '﷽'.repeat(50),
  '👩‍👩‍👧‍👦',
  "'; drop table users; --",
  '%00',
  '%',
  '_',
  '\\',
  '=1+1',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '${7*7}',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  '-0',
  '1e309',
  '9223372036854775808',
  '99999999999999999999999',
  '0000-00-00',
  '2026-02-30',
  '9999999-01-01',
  '+62',
  'x'.repeat(5_000),
];

/** Values as JSON text, so that what no JavaScript value can say is said too. */
const naughtyValue: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...naughtyTexts).map((text) => JSON.stringify(text)) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'null',
      'true',
      'false',
      '0',
      '-1',
      '1.5',
      '1e309',
      '-1e309',
      '9007199254740993',
      '1e-400',
      '[]',
      '{}',
      '[[]]',
      '[null]',
      '{"a":{}}',
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }).map((text) => JSON.stringify(text)) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)) },
);

const hugeValue: fc.Arbitrary<string> = fc.constantFrom(
  `[${'1,'.repeat(200_000)}1]`,
  `[${'"1",'.repeat(20_000)}"1"]`,
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  JSON.stringify('x'.repeat(500_000)),
);

interface Shape {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly format?: string;
  readonly pattern?: string;
}

/** Ids that exist in a test's database, mostly. */
const plausibleId = fc.constantFrom('1', '2', '3', '4', '5', '999999');

/** A value that may well be right, so that the act behind it is reached. */
function plausible(shape: Shape): fc.Arbitrary<string> {
  if (shape.anyOf !== undefined) return fc.oneof(...shape.anyOf.map(plausible));
  if (shape.const !== undefined) return fc.constant(JSON.stringify(shape.const));
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum).map((value) => JSON.stringify(value));
  switch (shape.type) {
    case 'string':
      if (shape.format === 'email') return fc.constant('"rina@example.com"');
      if (shape.pattern !== undefined && shape.format === undefined) return fc.nat({ max: 999_999 }).map((number) => `"rina${number}"`);
      if (shape.format === 'date') return fc.constantFrom('"2026-11-21"', '"1900-01-01"', '"2999-12-31"');
      return fc
        .oneof(plausibleId, fc.constantFrom('nama', 'rina@example.com', '0812 3456 7890', 'a long password'))
        .map((text) => JSON.stringify(text));
    case 'integer':
    case 'number':
      return fc.integer({ min: 0, max: 200 }).map(String);
    case 'boolean':
      return fc.boolean().map(String);
    case 'array':
      return fc.array(plausible(shape.items ?? {}), { maxLength: 4 }).map((items) => `[${items.join(',')}]`);
    case 'object':
      return objectLike(shape, (property) => plausible(property));
    default:
      return naughtyValue;
  }
}

function objectLike(shape: Shape, valueOf: (property: Shape) => fc.Arbitrary<string>): fc.Arbitrary<string> {
  const fields = Object.entries(shape.properties ?? {}).map(([name, property]) =>
    fc.option(
      valueOf(property).map((value) => `${JSON.stringify(name)}:${value}`),
      { freq: 8, nil: undefined },
    ),
  );
  return fc.tuple(...fields).map((parts) => `{${parts.filter((part) => part !== undefined).join(',')}}`);
}

/** Bodies: right in shape with some fields spoilt, with unknown fields, or nothing like the shape. */
function bodies(schema: z.ZodType): fc.Arbitrary<string> {
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
  const shapes = shape.anyOf ?? [shape];
  const spoilt = fc.oneof(
    ...shapes.map((one) =>
      objectLike(one, (property) => fc.oneof({ weight: 3, arbitrary: plausible(property) }, { weight: 2, arbitrary: naughtyValue })),
    ),
  );
  return fc.oneof(
    { weight: 12, arbitrary: spoilt },
    { weight: 8, arbitrary: fc.oneof(...shapes.map(plausible)) },
    { weight: 2, arbitrary: spoilt.map((text) => text.replace('{', '{"unknown":1,').replace(',}', '}')) },
    { weight: 2, arbitrary: naughtyValue },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', '{', '{"a":', '[1,', '\u0000', '{"__proto__":{"a":1}}', '{"constructor":{"prototype":{}}}'),
    },
    { weight: 1, arbitrary: objectLike(shapes[0] ?? {}, () => fc.oneof(naughtyValue, hugeValue)) },
  );
}

const queryText = fc.oneof(fc.constantFrom(...naughtyTexts), plausibleId, fc.string({ unit: 'binary', maxLength: 20 }));

function queries(schema: z.ZodObject | undefined): fc.Arbitrary<string> {
  const shape = schema === undefined ? {} : (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape);
  const fields = Object.entries({ ...shape.properties, unknown: {} }).map(([name, property]) => {
    const right = (property as Shape).enum;
    const value = right === undefined ? queryText : fc.oneof(queryText, fc.constantFrom(...right).map(String));
    const given = value.map((text) => `${name}=${encodeURIComponent(text.toWellFormed())}`);
    return fc.oneof({ weight: name === 'unknown' ? 20 : 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: given });
  });
  const wrong = fc.constantFrom(
    'page=0',
    'page=1e9',
    'pageSize=501',
    'page=1&page=2',
    '%',
    '%zz=1',
    '__proto__=1',
    'sort=%00',
    'q=%ED%A0%80',
  );
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant('') },
    {
      weight: schema === undefined ? 1 : 12,
      arbitrary: fc.tuple(...fields).map((parts) => parts.filter((part) => part !== undefined).join('&')),
    },
    { weight: 1, arbitrary: wrong },
  );
}

const pathPart = fc.oneof(
  { weight: 3, arbitrary: plausibleId },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '0',
      '-1',
      '1.5',
      '00',
      '%00',
      '%20',
      '%2e%2e',
      '%zz',
      '9223372036854775807',
      '9223372036854775808',
      'x'.repeat(300),
      '%F0%9F%92%A9',
      'null',
    ),
  },
);

/** Requests to throw at an operation: the same for the same seed. */
export function badRequests(endpoint: Endpoint, count: number, seed: number): BadRequest[] {
  const names = [...endpoint.path.matchAll(/:(\w+)/g)].map((match) => match[0]);
  const body = endpoint.body === undefined ? fc.constantFrom(undefined, '{}', 'null', '[1]', '{"unknown":1}', '{') : bodies(endpoint.body);
  const request = fc.record({
    parts: fc.tuple(...names.map(() => pathPart)),
    query: queries(endpoint.query),
    body,
    key: fc.option(fc.string({ unit: 'grapheme-ascii', maxLength: 230 }), { freq: 1, nil: undefined }),
  });
  return fc.sample(request, { numRuns: count, seed }).map(({ parts, query, body: text, key }) => {
    const path = names.reduce((whole, name, index) => whole.replace(name, parts[index] ?? ''), endpoint.path);
    return { url: `/api${path}${query === '' ? '' : `?${query}`}`, body: text, key: key?.trim() };
  });
}
