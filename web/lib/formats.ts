/** Numbers, days and times as people here write them: `Intl` in id-ID (or English), in the business's zone. */
const locales = { id: 'id-ID', en: 'en-GB' } as const;
export type Language = keyof typeof locales;

interface Formatters {
  readonly number: Intl.NumberFormat;
  readonly day: Intl.DateTimeFormat;
  readonly weekday: Intl.DateTimeFormat;
  readonly time: Intl.DateTimeFormat;
  readonly isoDay: Intl.DateTimeFormat;
  readonly zoneName: string;
}

/** `WIB`, `WITA`, `WIT`, elsewhere `GMT+8`: the same in every language, since it is a name. */
function zoneNameOf(zone: string): string {
  const parts = new Intl.DateTimeFormat('id-ID', { timeZone: zone, timeZoneName: 'short' }).formatToParts(new Date());
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

const formatters = (language: Language, zone: string): Formatters => ({
  number: new Intl.NumberFormat(locales[language], { maximumFractionDigits: 0 }),
  day: new Intl.DateTimeFormat(locales[language], { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone }),
  weekday: new Intl.DateTimeFormat(locales[language], {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    // A business day is a date without a zone.
    timeZone: 'UTC',
  }),
  time: new Intl.DateTimeFormat(locales[language], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }),
  isoDay: new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone }),
  zoneName: zoneNameOf(zone),
});

let chosen: { readonly language: Language; readonly zone: string } = { language: 'id', zone: 'Asia/Jakarta' };
let current = formatters(chosen.language, chosen.zone);
let decimal = ',';

/** Writes every moment in the business's zone (docs/domain.md, Settings); true where it was another one before. */
export function setFormatZone(zone: string): boolean {
  if (zone === chosen.zone) return false;
  chosen = { ...chosen, zone };
  current = formatters(chosen.language, zone);
  return true;
}

/** Switches every format to a language. */
export function setFormatLanguage(language: Language): void {
  chosen = { ...chosen, language };
  current = formatters(language, chosen.zone);
  decimal = language === 'id' ? ',' : '.';
}

/** A whole number: `2.418`. */
export const formatNumber = (value: number) => current.number.format(value);

/** Whole rupiah, on one line: `Rp 1.250.000`, `-Rp 40.000`. */
export const formatRupiah = (amount: number) => `${amount < 0 ? '-' : ''}Rp\u00A0${formatNumber(Math.abs(amount))}`;

/** A share as a percentage with one decimal, rounded down, so that 100% means all of them: `99,5%`. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return '–';
  if (part === 0) return '0%';
  const tenths = Math.floor((part * 1000) / whole);
  return tenths === 1000 ? '100%' : `${Math.floor(tenths / 10)}${decimal}${tenths % 10}%`;
}

/** A moment's day: `18 Nov 2026`. */
export const formatDay = (moment: string) => current.day.format(new Date(moment));

/** A business day with its weekday: `Sab, 21 Nov 2026`. */
export const formatBusinessDay = (day: string) => current.weekday.format(new Date(day));

/** A moment's time: `09.12 WIB`. */
export const formatTime = (moment: string) => `${current.time.format(new Date(moment))} ${current.zoneName}`;

/** Day and time: `18 Nov 2026 09.12 WIB`. */
export const formatMoment = (moment: string) => `${formatDay(moment)} ${formatTime(moment)}`;

/** Today (or a moment's day) in the business's zone, `YYYY-MM-DD`. */
export function businessDay(moment: Date = new Date()): string {
  return current.isoDay.format(moment);
}

/** The business day so many days after today, `YYYY-MM-DD`. */
export function businessDayAfter(days: number, from: Date = new Date()): string {
  // Counted on the calendar: where clocks change, a day is not always 24 hours.
  const day = new Date(businessDay(from));
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

/** `today` as a short time, an earlier day as its date. */
export const formatWhen = (moment: string) => (businessDay(new Date(moment)) === businessDay() ? formatTime(moment) : formatDay(moment));

const groupsOfFour = (digits: string) => digits.replace(/^(\d{4})(\d{4})(\d+)$/, '$1-$2-$3');

/** A phone as people here dial it: `0812-0000-4417` for Indonesian numbers, E.164 in groups for others. */
export function formatPhone(e164: string): string {
  if (e164.startsWith('+628')) return groupsOfFour(`0${e164.slice(3)}`);
  if (e164.startsWith('+62')) return `0${e164.slice(3)}`;
  return e164;
}

/** The WhatsApp address of a phone in E.164. */
export const whatsAppAddress = (e164: string) => `https://wa.me/${e164.replace(/\D/g, '')}`;

/** The dialling address of a phone in E.164. */
export const dialAddress = (e164: string) => `tel:${e164}`;

/** A file's size: `1,4 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  const text = power === 0 || value >= 100 ? Math.round(value).toString() : value.toFixed(1).replace('.', decimal);
  return `${text} ${units[power] ?? 'B'}`;
}

/** Two letters that stand for a name: `Lina Pratama` → `LP`. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.charAt(0) ?? '';
  const last = words.length > 1 ? (words.at(-1)?.charAt(0) ?? '') : '';
  return `${first}${last}`.toUpperCase();
}
