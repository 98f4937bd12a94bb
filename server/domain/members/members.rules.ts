import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { invisibleCharacters } from '../../../contract/invisible-characters.ts';

/** A customer key longer than this is no username: some other text slipped into the column. */
const customerKeyCharacters = 200;

/** What a spreadsheet shows where a formula failed: the name of nobody. */
const sheetErrors: ReadonlySet<string> = new Set(['#n/a', '#ref!', '#value!', '#name?', '#div/0!', '#null!', '#num!', '#spill!', '#calc!']);

/** A cell longer than this holds no phone, whatever else it holds. */
const phoneCharacters = 300;

/**
 * The key by which a customer is known within a product: trimmed, inner white space collapsed, case-folded, one
 * spelling of equal-looking letters (composed, full-width as plain). Null where nothing is left, where it is too long,
 * and where a failed formula of a spreadsheet stands (#N/A).
 * Rule: docs/domain.md §Customers.
 */
export function normalizeCustomerKey(text: string): string | null {
  const key = isPlain(text) ? text.toLowerCase() : composeKey(text);
  return key === '' || key.length > customerKeyCharacters || sheetErrors.has(key) ? null : key;
}

/** Most usernames are ASCII without superfluous spaces, and need nothing but small letters. */
function isPlain(text: string): boolean {
  return /^[!-~]+(?: [!-~]+)*$/.test(text);
}

function composeKey(text: string): string {
  return text
    .toWellFormed()
    .replace(invisibleCharacters, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .normalize('NFC')
    .replace(/[\uFF01-\uFF5E]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFC');
}

/** What a member is known by. */
export interface Spellings {
  readonly key: string;
  readonly names: readonly string[];
  /** In E.164; none where the phone is somebody else's, too. */
  readonly phones: readonly string[];
}

/** Whether a text, however it is written, is a member's Customer ID, name or phone. */
export function isSpellingOf({ key, names, phones }: Spellings, text: string): boolean {
  const phone = normalizePhone(text).phone;
  const plain = normalizeCustomerKey(text);
  if (plain !== null && (plain === key || names.some((name) => normalizeCustomerKey(name) === plain))) return true;
  return phone !== null && phones.includes(phone);
}

export interface PhoneReading {
  /** E.164, or null where there is none to be sure of. */
  phone: string | null;
  /** Why there is no phone; `scientific`: a spreadsheet has rounded it (6.28123E+11) and the digits are lost. */
  reason: 'empty' | 'unreadable' | 'scientific' | null;
}

/**
 * Reads a phone number as Indonesians write it: `0812…`, `62812…`, `+62 812-…`, `812…`, `0062…`, `62812345678.0`,
 * `'0812…`, `wa.me/62812…`; other countries with `+` or `00`. An extension is dropped, since E.164 has none. Two
 * numbers in one cell are unreadable, because nobody knows which of them is the customer's; so is anything that would
 * have to be guessed. Rule: docs/domain.md §Phones.
 */
export function normalizePhone(text: string): PhoneReading {
  const quick = quickMobile(text);
  if (quick !== null) return { phone: quick, reason: null };
  if (text.length > phoneCharacters) return { phone: null, reason: text.trim() === '' ? 'empty' : 'unreadable' };
  const written = text.normalize('NFKC').replace(invisibleCharacters, '').trim();
  if (!/[\p{L}\p{N}]/u.test(written)) return { phone: null, reason: 'empty' };
  const bare = unwrap(written);
  if (/^[+-]?\d+(?:[.,]\d+)?e\+?\d+$/i.test(bare.replace(/\s/g, ''))) return { phone: null, reason: 'scientific' };
  const number = dropExtension(bare.replace(/^(\+?\d{8,})[.,]0+$/, '$1'));
  const phone = holdsSeveral(number) ? null : parse(number);
  return { phone, reason: phone === null ? 'unreadable' : null };
}

/**
 * Most lists hold Indonesian mobile numbers in plain digits, or with single spaces or dashes between them. For those this
 * is the library's own rule (a test compares the two), at a tenth of the time. A dot may be what a spreadsheet put there.
 */
function quickMobile(text: string): string | null {
  const match = /^(?:\+?62|0)?[ -]?(8[1-35-9](?:[ -]?\d){7,10})$/.exec(text);
  return match?.[1] === undefined ? null : `+62${match[1].replace(/[ -]/g, '')}`;
}

/** Takes off what people and spreadsheets put around a number. */
function unwrap(text: string): string {
  return text
    .replace(/^=?"(.*)"$/s, '$1')
    .replace(/^['’‘`]+/, '')
    .replace(
      /^(?:https?:\/\/)?(?:www\.)?(?:wa\.me\/|api\.whatsapp\.com\/send\/?\?phone=|whatsapp:\/\/send\/?\?phone=)([^?&#/]*).*$/is,
      '$1',
    )
    .replace(/^(?:tel|telp|telepon|telpon|phone|hp|wa|whatsapp|no|nomor|mobile)\b[\s.:]*(?:hp|wa|telp|telepon)?\b[\s.:]*/i, '')
    .trim();
}

function dropExtension(text: string): string {
  return text.replace(/^(.*\d.*?)[\s,;]*(?:x|ext|extn|extension|ekst|ekstensi|#)[\s.:]*\d{1,7}$/is, '$1');
}

/** Two pieces that could each be a number of their own. */
function holdsSeveral(text: string): boolean {
  const pieces = text.split(/[/\\;,|&\n\r]|\s(?:atau|or|dan|and)\s|\s{3,}|\s(?=\+)|(?<=\d)\s+(?=0\d{8})/i);
  return pieces.filter((piece) => piece.replace(/\D/g, '').length >= 7).length > 1;
}

/** What may stand between the digits of one number. */
const separators = /[\s()[\]./\-‐-―−~_·•]/gu;

/**
 * The library takes `62812…` without its plus for a number of the area 62…, and says it is valid: a leading 62 or 00 is
 * mended first, and the plain reading is tried only where that gives no valid number.
 */
function parse(text: string): string | null {
  const digits = text.replace(separators, '');
  if (!/^\+?\d+$/.test(digits)) return null;
  if (/^\+0[1-9]/.test(digits)) return valid(digits.slice(1));
  if (digits.startsWith('+')) return valid(digits);
  // Toll-free numbers of Indonesia that begin like an international call.
  if (/^00[17]803/.test(digits)) return null;
  if (digits.startsWith('00')) return valid(`+${digits.slice(2)}`);
  if (digits.startsWith('62')) return valid(`+${digits}`) ?? valid(digits);
  return valid(digits);
}

function valid(digits: string): string | null {
  const number = parsePhoneNumberFromString(digits, { defaultCountry: 'ID', extract: false });
  return number?.isValid() === true ? number.number : null;
}
