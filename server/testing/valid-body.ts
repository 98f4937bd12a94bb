import { z } from 'zod';
import type { Endpoint } from '../../contract/endpoint.ts';

interface Shape {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly format?: string;
  readonly minLength?: number;
  readonly minimum?: number;
}

/** What no schema says: that one of several fields has to be there. */
const beyondTheSchema: Readonly<Record<string, object>> = {
  'PUT /settings': { timeZone: 'Asia/Jakarta' },
  'POST /uploads/:id/check': { mapping: { customerKey: 'Username' } },
  'POST /databases': { mapping: { customerKey: 'Username' } },
  'PATCH /records/:id': { note: 'x' },
  'POST /records/recall': { recordIds: ['1'] },
  'POST /records/transfer': { recordIds: ['1'] },
};

/** The smallest body that an operation takes; throws where an operation needs an entry above. */
export function validBody(endpoint: Endpoint): unknown {
  if (endpoint.body === undefined) return {};
  const shape = z.toJSONSchema(endpoint.body, { io: 'input', unrepresentable: 'any' }) as Shape;
  const name = `${endpoint.method} ${endpoint.path}`;
  const body = smallest(shape);
  const whole = typeof body === 'object' ? { ...body, ...beyondTheSchema[name] } : body;
  const checked = endpoint.body.safeParse(whole);
  if (!checked.success) throw new Error(`No valid body is known for ${name}: ${checked.error.message}`);
  return whole;
}

function smallest(shape: Shape): unknown {
  if (shape.const !== undefined) return shape.const;
  if (shape.enum !== undefined) return shape.enum[0];
  if (shape.anyOf !== undefined) return smallest(shape.anyOf[0] ?? {});
  switch (shape.type) {
    case 'object':
      return Object.fromEntries((shape.required ?? []).map((name) => [name, smallest(shape.properties?.[name] ?? {})]));
    case 'array':
      return [smallest(shape.items ?? {})];
    case 'string':
      return shape.format === 'date' ? '2026-01-31' : 'a'.repeat(Math.max(shape.minLength ?? 1, 1));
    case 'boolean':
      return true;
    default:
      return shape.minimum ?? 1;
  }
}
