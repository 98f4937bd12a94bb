import { z } from 'zod';
import type { Endpoint } from '../../../contract/endpoint.ts';

interface Shape {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly format?: string;
  readonly maxLength?: number;
  readonly maxItems?: number;
}

/** Bytes that one character of a text can take in JSON: `\u00e9`. */
const bytesOfCharacter = 6;
/** Bytes of a number, a word of a few, and of what stands around a value: comma, colon, quotes, some white space. */
const bytesOfNumber = 24;
const bytesAround = 8;
/** Characters of a text whose format says how long it is: a day, a moment. */
const longestFormat = 40;
/** What is left for white space: the same may be written in many ways. */
const slack = 1_024;
/** Nothing we take is larger: ten thousand ids are half of it. */
const most = 512 * 1024;

/** Bytes that the body of an endpoint can have at most, told from its schema: what is larger is refused before it is read to its end. */
export function largestBody({ body }: Endpoint): number {
  if (body === undefined) return slack;
  const bytes = slack + bytesOf(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) as Shape);
  return Math.min(bytes, most);
}

function bytesOf(shape: Shape): number {
  if (shape.const !== undefined || shape.enum !== undefined) return Math.max(...(shape.enum ?? [shape.const]).map(bytesOfValue));
  if (shape.anyOf !== undefined) return Math.max(...shape.anyOf.map(bytesOf));
  switch (shape.type) {
    case 'object':
      return Object.entries(shape.properties ?? {}).reduce(
        (sum, [name, property]) => sum + bytesOfValue(name) + bytesOf(property) + bytesAround,
        bytesAround,
      );
    case 'array':
      return (shape.maxItems ?? Infinity) * (bytesOf(shape.items ?? {}) + bytesAround);
    case 'string':
      return (shape.maxLength ?? (shape.format === undefined ? Infinity : longestFormat)) * bytesOfCharacter + bytesAround;
    case 'integer':
    case 'number':
    case 'boolean':
    case 'null':
      return bytesOfNumber;
    default:
      return Infinity;
  }
}

const bytesOfValue = (value: unknown): number => JSON.stringify(value).length * bytesOfCharacter;
