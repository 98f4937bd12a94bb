/** The zones of Indonesia, from west to east. */
export const indonesianZones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'] as const;

/** A zone's offset and place, as in `GMT+9 · Asia/Tokyo`; the name alone where the browser does not know it. */
export function zoneLabel(zone: string, now: Date = new Date()): string {
  const named = new Intl.DateTimeFormat('id-ID', { timeZone: zone, timeZoneName: 'short' }).formatToParts(now);
  const name = named.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return `${name} · ${zone.replaceAll('_', ' ')}`;
}

/** What weekday and time it is there. */
export function timeIn(zone: string, language: string, now: Date = new Date()): string {
  return new Intl.DateTimeFormat(language, {
    timeZone: zone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(now);
}

/** Every zone the browser knows besides the Indonesian ones, UTC, which it does not list, and the one that is chosen, known or not. */
export function otherZones(chosen: string): readonly string[] {
  const known = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
  const all = known.includes(chosen) ? known : [chosen, ...known];
  return all.filter((zone) => !indonesianZones.some((indonesian) => indonesian === zone));
}
