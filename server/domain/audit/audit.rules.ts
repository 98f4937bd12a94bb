/** A list's filter as an event keeps it: what was searched for may be a member's name or phone, so only that there was a search. */
export function withoutSearch(filter: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { q, ...rest } = filter;
  return q === undefined || q === '' ? rest : { ...rest, searched: true };
}
