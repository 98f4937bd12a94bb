/** Numbers, days and times as people here write them: `Intl` in id-ID (or English), zone WIB. */
const zone = 'Asia/Jakarta';
const locales = { id: 'id-ID', en: 'en-GB' } as const;
export type Language = keyof typeof locales;

interface Formatters {
  readonly number: Intl.NumberFormat;
  readonly day: Intl.DateTimeFormat;
  readonly weekday: Intl.DateTimeFormat;
  readonly time: Intl.DateTimeFormat;
}

const formatters = (language: Language): Formatters => ({
  number: new Intl.NumberFormat(locales[language], { maximumFractionDigits: 0 }),
  day: new Intl.DateTimeFormat(locales[language], { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone }),
  weekday: new Intl.DateTimeFormat(locales[language], {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: zone,
  }),
  time: new Intl.DateTimeFormat(locales[language], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }),
});

let current = formatters('id');
let decimal = ',';

/** Switches every format to a language. */
export function setFormatLanguage(language: Language): void {
  current = formatters(language);
  decimal = language === 'id' ? ',' : '.';
}

/** A whole number: `2.418`. */
export const formatNumber = (value: number) => current.number.format(value);

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
export const formatBusinessDay = (day: string) => current.weekday.format(new Date(`${day}T00:00:00+07:00`));

/** A moment's time: `09.12 WIB`. */
const formatTime = (moment: string) => `${current.time.format(new Date(moment))} WIB`;

/** Day and time: `18 Nov 2026 09.12 WIB`. */
export const formatMoment = (moment: string) => `${formatDay(moment)} ${formatTime(moment)}`;

/** Today (or a moment's day) in the business's zone, `YYYY-MM-DD`. */
export function businessDay(moment: Date = new Date()): string {
  const parts = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone });
  return parts.format(moment);
}

/** The business day so many days after today, `YYYY-MM-DD`. */
export const businessDayAfter = (days: number, from: Date = new Date()) => businessDay(new Date(from.getTime() + days * 86_400_000));

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
