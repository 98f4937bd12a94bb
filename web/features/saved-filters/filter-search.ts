/** Parts of a page's address that say where one looks, not what for. */
const passing: ReadonlySet<string> = new Set(['page', 'panel']);

/** The filter in a page's address, in one spelling, so that equal filters are equal texts. */
export function filterOf(search: string, leftOut: readonly string[] = []): string {
  const kept = [...new URLSearchParams(search)].filter(([name, value]) => value !== '' && !passing.has(name) && !leftOut.includes(name));
  return new URLSearchParams(kept.toSorted(([one], [other]) => (one < other ? -1 : 1))).toString();
}

/** The page's search once a filter is applied: the filter, and of what was there only the parts that are none. */
export function applyFilter(
  before: Readonly<Record<string, unknown>>,
  filter: string,
  leftOut: readonly string[] = [],
): Record<string, unknown> {
  const kept = Object.entries(before).filter(([name]) => leftOut.includes(name));
  return { ...Object.fromEntries(kept), ...Object.fromEntries(new URLSearchParams(filter)) };
}
