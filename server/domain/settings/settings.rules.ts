/**
 * Names of zones that PostgreSQL takes for abbreviations of one offset all year round, and the zones that the tz database has
 * had them stand for since 2024b.
 */
const takenForAbbreviations: ReadonlyMap<string, string> = new Map([
  ['cet', 'Europe/Brussels'],
  ['met', 'Europe/Brussels'],
  ['eet', 'Europe/Athens'],
  ['wet', 'Europe/Lisbon'],
]);

/**
 * The name by which the database knows a time zone that this program knows: the same, in the database's letters, else another
 * name of the same zone, since one of the two may have given up an old name or not know a new one yet. Undefined where there is none.
 * Rule: docs/domain.md §Settings.
 */
export function zoneAmong(known: readonly string[], asked: string): string | undefined {
  const wanted = takenForAbbreviations.get(asked.toLowerCase()) ?? asked;
  const same = known.filter((name) => name.toLowerCase() === wanted.toLowerCase());
  if (same.length > 0) return same.find((name) => name === wanted) ?? same[0];
  const zone = firstNameOf(wanted);
  if (zone === undefined || known.includes(zone)) return zone;
  return known.toSorted().find((name) => firstNameOf(name) === zone && !takenForAbbreviations.has(name.toLowerCase()));
}

/** One name for all names of a zone; undefined where this program does not know it. */
function firstNameOf(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
