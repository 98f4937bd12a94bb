import { z } from 'zod';
import type { Endpoint } from '../../contract/endpoint.ts';
import { endpoints } from '../../contract/endpoints.ts';

/** A list of the interface, and the fields its items show. */
export interface ShownList {
  readonly path: string;
  readonly searched: boolean;
  readonly sorts: readonly string[];
  /** Fields of an item that a search, or an order, goes by. */
  readonly fieldsOf: (asked: string) => readonly string[];
}

function itemOf({ output }: Endpoint): z.ZodObject | undefined {
  const rows: unknown = output instanceof z.ZodUnion ? output.options[0] : output;
  const items: unknown = rows instanceof z.ZodObject ? rows.shape['items'] : undefined;
  return items instanceof z.ZodArray && items.element instanceof z.ZodObject ? items.element : undefined;
}

/** Fields that hold a text of any kind: no word of a fixed list, no number. */
function textsOf(item: z.ZodObject): ReadonlySet<string> {
  const bare = (schema: unknown): unknown => (schema instanceof z.ZodNullable ? bare(schema.unwrap()) : schema);
  return new Set(Object.entries(item.shape).flatMap(([name, schema]) => (bare(schema) instanceof z.ZodString ? [name] : [])));
}

function describe(endpoint: Endpoint): ShownList[] {
  const item = itemOf(endpoint);
  if (endpoint.method !== 'GET' || endpoint.query === undefined || item === undefined || endpoint.path.includes(':')) return [];
  const texts = textsOf(item);
  const sort: unknown = endpoint.query.shape['sort'];
  const columns: unknown = sort instanceof z.ZodDefault ? sort.unwrap() : sort;
  const fieldsOf = (asked: string) => (endpoint.goesBy?.[asked] ?? [asked]).filter((field) => texts.has(field));
  return [
    {
      path: endpoint.path,
      searched: 'q' in endpoint.query.shape,
      sorts: columns instanceof z.ZodEnum ? columns.options.map(String).filter((name) => fieldsOf(name.replace('-', '')).length > 0) : [],
      fieldsOf,
    },
  ];
}

/** Every list there is, as the contract has it. */
export const shownLists: readonly ShownList[] = endpoints.flatMap(describe);
