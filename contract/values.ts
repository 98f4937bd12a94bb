import { z } from 'zod';

const serverId = /^[1-9][0-9]{0,17}$/;

/**
 * An opaque id. A text that no server could have made becomes `0`, which names nothing,
 * so that a malformed id answers like a missing one.
 */
export const id = z
  .string()
  .max(100)
  .overwrite((value) => (serverId.test(value) ? value : '0'));

/** One id or several, separated by commas, in a query string: each once, as `id` reads them. */
export const idList = z
  .string()
  .max(4_000)
  .overwrite((value) => [...new Set(value.split(',').map((one) => (serverId.test(one) ? one : '0')))].join(','));

/** Several ids of one act, each once. */
export const ids = z
  .array(id)
  .min(1)
  .max(10_000)
  .overwrite((values) => [...new Set(values)]);

const storable = (value: string) => value.isWellFormed() && !value.includes('\0');

/** One line of text, trimmed, that a database can hold. */
export const line = (longest: number) => z.string().trim().min(1).max(longest).refine(storable, { message: 'characters_not_allowed' });

/** Free text, trimmed; may be empty. */
export const text = (longest: number) => z.string().trim().max(longest).refine(storable, { message: 'characters_not_allowed' });

/**
 * A text to search a list by. One that is too long for a search finds nothing (`contract/search.ts`); longer than this no address
 * can be.
 */
const searchText = text(16_000);

/** A business day, `YYYY-MM-DD`. */
export const day = z.iso.date().refine((value) => value >= '1900-01-01' && value <= '2999-12-31', {
  message: 'day_out_of_range',
});

/** A moment, RFC 3339 in UTC. */
export const moment = z.iso.datetime({ offset: true });

export const count = z.int().nonnegative();

export const module = z.enum(['normal', 'bonanza', 'memberwd']);
export type Module = z.infer<typeof module>;

const trueOrFalse = z.enum(['true', 'false']).transform((value) => value === 'true');

/** A yes or no in a query string. */
export const flag = trueOrFalse;

/** Query parameters every list understands; `sort` is given by the list. */
export const pageQuery = {
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(500).default(50),
  q: searchText.optional(),
};

/** `sort=-assignedAt`: one of the named columns, a minus before it for descending. */
export function sortBy<const Column extends string>(columns: readonly Column[], standard: Column | `-${Column}`) {
  const directions = columns.flatMap((column): (Column | `-${Column}`)[] => [column, `-${column}`]);
  return z.enum(directions).default(standard as never);
}

/** A field that this reader is not given, whatever there is. */
export const hidden = z.null().catch(null);

/** An answer's page of a list; `total` is exact. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), total: count, page: z.int(), pageSize: z.int() });

/** An id in an answer, which says nothing of what it names: such an answer may be kept for a repeated request. */
export const answeredId = z.string().regex(/^[1-9][0-9]*$/);

export const idParams = z.object({ id });
export const jobStarted = z.object({ jobId: answeredId });

export const exportFormat = z.enum(['xlsx', 'csv']);
export type ExportFormat = z.infer<typeof exportFormat>;

/** Of a file's headers, words and name, for links that carry no header. */
export const fileLanguage = z.enum(['id', 'en']).optional();
