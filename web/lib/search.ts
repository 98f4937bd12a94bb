/** Reading a page's state out of its URL: what does not fit is as good as absent. */
type Search = Readonly<Record<string, unknown>>;

/** A text of the URL; empty ones are absent. */
export function textOf(search: Search, name: string): string | undefined {
  const value = search[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A day, `YYYY-MM-DD`. */
export function dayOf(search: Search, name: string): string | undefined {
  const value = textOf(search, name);
  return value !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
}

/** One of the given words. */
export function oneOf<const Word extends string>(search: Search, name: string, words: readonly Word[]): Word | undefined {
  const value = search[name];
  return words.find((word) => word === value);
}

/** A page number from 2 on; the first page is absent. */
export function pageOf(search: Search): number | undefined {
  const page = Number(search['page']);
  return Number.isInteger(page) && page > 1 ? page : undefined;
}

/** How many rows a page has, where somebody chose. */
export function sizeOf(search: Search): number | undefined {
  const size = Number(search['ukuran']);
  return Number.isInteger(size) && size >= 1 && size <= 500 ? size : undefined;
}

/** Leaves out what is absent, so that it does not appear in the address. */
export function present<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> | undefined } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined> | undefined;
  };
}
