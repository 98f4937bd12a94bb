/** How the numbers of a cell style are to be written. */
export type NumberStyle =
  | { kind: 'plain' }
  | { kind: 'date' | 'time' | 'datetime' | 'duration' }
  | { kind: 'digits'; pattern: DigitPattern };

/** A format made of digit places and literal text, such as `00000`, `"0"#` or `0000-0000-0000`. */
type DigitPattern = { literal: string; place: '0' | '#' | null }[];

/** Spreadsheet programs know no longer format. */
const codeCharacters = 255;
/** A stored number longer than this is none. */
const numberCharacters = 400;

/** Formats that have a number of their own and no code in the file. Those not listed here are plain. */
const builtInDates: Record<number, 'date' | 'time' | 'datetime' | 'duration'> = {
  ...Object.fromEntries(
    [14, 15, 16, 17, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58].map((id) => [id, 'date' as const]),
  ),
  ...Object.fromEntries([18, 19, 20, 21, 32, 33, 45, 47].map((id) => [id, 'time' as const])),
  22: 'datetime',
  46: 'duration',
};

/** The style of a number format by its number and, where the file defines one, its code. */
export function numberStyle(formatId: number, code: string | undefined): NumberStyle {
  if (code === undefined) {
    const kind = builtInDates[formatId];
    return kind === undefined ? { kind: 'plain' } : { kind };
  }
  if (code.length > codeCharacters) return { kind: 'plain' };
  const section = firstSection(code);
  return dateStyle(section) ?? digitStyle(section) ?? { kind: 'plain' };
}

/** A format has up to four sections; the first is the one for positive numbers. */
function firstSection(code: string): string {
  return /^(?:"[^"]*"|\\[\s\S]|\[[^\]]*\]|[^;"\\[])*/.exec(code)?.[0] ?? '';
}

function dateStyle(section: string): NumberStyle | null {
  const bare = section.replace(/"[^"]*"|[\\_*][\s\S]/g, '');
  if (/\[(?:h+|m+|s+)\]/i.test(bare)) return { kind: 'duration' };
  const letters = bare
    .replace(/\[[^\]]*\]/g, '')
    .replace(/general|standard|AM\/PM|A\/P/gi, '')
    .toLowerCase();
  const time = /[hs]/.test(letters);
  const date = /[yd]/.test(letters) || (/m/.test(letters) && !time);
  if (date) return { kind: time ? 'datetime' : 'date' };
  return time ? { kind: 'time' } : null;
}

/** Only patterns that show more than the number itself: at least two digit places, or a literal digit. */
function digitStyle(section: string): NumberStyle | null {
  const pattern: DigitPattern = [];
  for (const [token] of section.replace(/\[(?:[a-z]+\d*|\$[^\]]*)\]/gi, '').matchAll(/"[^"]*"|\\[\s\S]|_[\s\S]|\*[\s\S]|[\s\S]/g)) {
    if (token === '0' || token === '#') pattern.push({ literal: '', place: token });
    else if (token.startsWith('"')) pattern.push({ literal: token.slice(1, -1), place: null });
    else if (token.startsWith('\\')) pattern.push({ literal: token.slice(1), place: null });
    else if (/^[-+()/: 1-9]$/.test(token)) pattern.push({ literal: token, place: null });
    else if (!token.startsWith('_') || token.length < 2) return null;
  }
  const zeros = pattern.filter(({ place }) => place === '0').length;
  const hasPlace = pattern.some(({ place }) => place !== null);
  const literalDigits = pattern.some(({ literal }) => /\d/.test(literal));
  return hasPlace && (zeros > 1 || literalDigits) ? { kind: 'digits', pattern } : null;
}

/** The text of a stored number under a style. Throws nothing: what is no number stays as it is. */
export function formatNumber(stored: string, style: NumberStyle, date1904: boolean): string {
  if (stored.length > numberCharacters) return stored;
  const plain = /^\d{1,15}$/.test(stored) ? stored.replace(/^0+(?=\d)/, '') : plainDecimal(stored);
  if (style.kind === 'plain') return plain;
  if (style.kind === 'digits') return /^\d+$/.test(plain) ? fillPattern(plain, style.pattern) : plain;
  return formatSerial(Number(stored), style.kind, date1904) ?? plain;
}

/**
 * A number in full, without exponent. Whole numbers keep every digit the file has; others have the 15 significant
 * digits that spreadsheet programs calculate with (3.1400000000000001 is 3.14).
 */
function plainDecimal(stored: string): string {
  const match = /^\s*([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d{1,3}))?\s*$/i.exec(stored);
  if (match === null || `${match[2]}${match[3]}` === '') return stored;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const significant = `${whole}${fraction}`.replace(/^0+|0+$/g, '').length;
  const isWhole = fraction === '' && match[4] === undefined;
  if (significant > 15 && !isWhole) return plainDecimal(Number(stored).toPrecision(15));
  const digits = `${whole}${fraction}`;
  const point = whole.length + Number(exponent);
  const integer =
    point <= 0
      ? '0'
      : digits
          .slice(0, point)
          .padEnd(point, '0')
          .replace(/^0+(?=\d)/, '');
  const decimals = (point < 0 ? '0'.repeat(-point) + digits : digits.slice(point)).replace(/0+$/, '');
  const text = decimals === '' ? integer : `${integer}.${decimals}`;
  return sign === '-' && /[1-9]/.test(text) ? `-${text}` : text;
}

function fillPattern(digits: string, pattern: DigitPattern): string {
  let rest = digits;
  let text = '';
  const first = pattern.findIndex(({ place }) => place !== null);
  for (let index = pattern.length - 1; index >= 0; index -= 1) {
    const { literal, place } = pattern[index] ?? { literal: '', place: null };
    if (place === null) text = literal + text;
    else if (index === first) text = (rest === '' && place === '0' ? '0' : rest) + text;
    else if (rest !== '' || place === '0') {
      text = (rest === '' ? '0' : rest.slice(-1)) + text;
      rest = rest.slice(0, -1);
    }
  }
  return text;
}

const secondsPerDay = 86_400;
const lastSerial = 2_958_465;

/** ISO date, date and time, or time of a serial number; null where it is none (negative, beyond the year 9999). */
function formatSerial(serial: number, kind: 'date' | 'time' | 'datetime' | 'duration', date1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial > lastSerial) return null;
  const total = Math.round(serial * secondsPerDay);
  const day = Math.floor(total / secondsPerDay);
  const seconds = total % secondsPerDay;
  if (kind === 'duration') return clock(total);
  if (kind === 'time' && day === 0) return clock(seconds);
  if (day === 0 && !date1904) return seconds === 0 ? null : clock(seconds);
  const date = calendarDay(day, date1904);
  return kind === 'date' && seconds === 0 ? date : `${date} ${clock(seconds)}`;
}

function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

const knownDays = new Map<number, string>();

/** Day 60 of the 1900 system is a 29 February that never was; spreadsheet programs show it, and days after it are one late. */
function calendarDay(day: number, date1904: boolean): string {
  if (!date1904 && day === 60) return '1900-02-29';
  const key = date1904 ? -day - 1 : day;
  const known = knownDays.get(key);
  if (known !== undefined) return known;
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  const text = new Date(epoch + day * secondsPerDay * 1000).toISOString().slice(0, 10);
  if (knownDays.size < 50_000) knownDays.set(key, text);
  return text;
}

/** A date stored as ISO 8601 text, written as other dates are. */
export function formatIsoDate(stored: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z?)?$/.exec(stored);
  if (match === null) return stored;
  return match[2] === undefined || match[2] === '00:00:00' ? (match[1] ?? stored) : `${match[1]} ${match[2]}`;
}
