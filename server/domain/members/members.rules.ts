import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { invisibleCharacters } from '../../../contract/invisible-characters.ts';
import { readMemberSearch } from '../../../contract/search.ts';

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
  /** As a list wrote Customer ID and phone: what they were taken for then need not be what they are taken for now. */
  readonly texts: readonly string[];
}

/** Whether a text, however it is written, is a member's Customer ID, name or phone. */
export function isSpellingOf({ key, names, phones, texts }: Spellings, text: string): boolean {
  const written = text.trim();
  if (written !== '' && texts.some((known) => known.trim() === written)) return true;
  const phone = normalizePhone(text).phone;
  const plain = normalizeCustomerKey(text);
  // A key of before may hold what is no part of a key any more.
  if (plain !== null && (plain === key || [key, ...names].some((name) => normalizeCustomerKey(name) === plain))) return true;
  return phone !== null && phones.includes(phone);
}

/** Whether a search is for a member: by a spelling of theirs, or by their phone among other words. */
export function looksFor(member: Spellings, search: string): boolean {
  const pieces = (readMemberSearch(search) ?? []).flat(2).filter(({ phones }) => phones.length > 0);
  return isSpellingOf(member, search) || pieces.some(({ text }) => isSpellingOf({ ...member, names: [] }, text));
}

export interface PhoneReading {
  /** E.164, or null where there is none to be sure of. */
  phone: string | null;
  /** Why there is no phone; `scientific`: a spreadsheet has rounded it (6.28123E+11) and the digits are lost. */
  reason: 'empty' | 'unreadable' | 'scientific' | null;
}

/**
 * Reads a phone number as Indonesians write it: `0812…`, `62812…`, `+62 812-…`, `812…`, `0062…`, `62812345678.0`,
 * `'0812…`, `wa.me/62812…`, with a label before or behind it; other countries with `+` or `00`. An extension is dropped,
 * since E.164 has none. Two numbers in one cell are unreadable, because nobody knows which of them is the customer's; so is
 * anything that would have to be guessed. Rule: docs/domain.md §Phones.
 */
export function normalizePhone(text: string): PhoneReading {
  const quick = quickMobile(text);
  if (quick !== null) return { phone: quick, reason: null };
  if (text.length > phoneCharacters) return { phone: null, reason: text.trim() === '' ? 'empty' : 'unreadable' };
  const written = text.normalize('NFKC').replace(invisibleCharacters, '').trim();
  if (!/[\p{L}\p{N}]/u.test(written)) return { phone: null, reason: 'empty' };
  const bare = unwrap(written);
  if (/^[+-]?\d+(?:[.,]\d+)?e\+?\d+$/i.test(bare.replace(/\s/g, ''))) return { phone: null, reason: 'scientific' };
  const whole = bare.replace(/^(\+?\d{8,})[.,]0+$/, '$1');
  const number = dropExtension(whole);
  const phone = holdsSeveral(number) ? null : parse(number, number !== whole);
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

/** What people call a phone beside its number. None of these words says that it is somebody else's. */
const labels = 'tel|telp|tlp|telepon|telpon|phone|hp|handphone|ponsel|wa|whatsapp|mobile|no|nomor|kontak';
const labelBefore = new RegExp(`^\\(?(?:${labels})\\b(?:[\\s.:/&,()-]*\\b(?:${labels})\\b)*[\\s.:)=-]*`, 'i');
const labelWordsBehind = `(?:${labels}|sms|call|chat|telegram|rumah|kantor|kerja|pribadi|utama|aktif|saja|only|home|work|office)`;
const labelBehind = new RegExp(`(?<=\\d[)\\]]?)[\\s.,:;/&([-]*${labelWordsBehind}(?:[\\s.,:/&+-]+${labelWordsBehind})*[\\s.)\\]]*$`, 'i');

/** Takes off what people and spreadsheets put around a number. */
function unwrap(text: string): string {
  const unquoted = text.replace(/^=?"(.*)"$/s, '$1').replace(/^['’‘`]+/, '');
  return /[a-z]/i.test(unquoted) ? takeOffWords(unquoted) : unquoted.trim();
}

function takeOffWords(text: string): string {
  return text
    .replace(
      /^(?:https?:\/\/)?(?:www\.)?(?:wa\.me\/|api\.whatsapp\.com\/send\/?\?phone=|whatsapp:\/\/send\/?\?phone=)([^?&#/]*).*$/is,
      '$1',
    )
    .replace(labelBefore, '')
    .replace(labelBehind, '')
    .trim();
}

const extension = /(?:x|ext|extn|extension|ekst|ekstensi|#)[\s.:]*\d{1,7}$/i;

/** In steps that each look once at every letter: a cell of commas would keep a worker busy for as long as a thousand others. */
function dropExtension(text: string): string {
  const at = text.search(extension);
  const number = text.slice(0, Math.max(0, at));
  return /\d/.test(number) ? number.replace(/[\s,;]+$/, '') : text;
}

/** Two pieces that could each be a number of their own. */
function holdsSeveral(text: string): boolean {
  const pieces = text.split(/[/\\;,|&\n\r]|\s(?:atau|or|dan|and)\s|\s{3,}|\s(?=\+)|(?<=\d)\s+(?=0\d{8})/i);
  return pieces.filter((piece) => piece.replace(/\D/g, '').length >= 7).length > 1;
}

/** What may stand between the digits of one number. */
const separators = /[\s()[\]./\-‐-―−~_·•]/gu;

/**
 * The library takes digits without a plus for a number of the country it is told, whatever they are: `628123…` for one of
 * the area 62…, a number of another country for one of an Indonesian town. So it is only ever given whole numbers, and which
 * digits are one is decided here.
 */
function parse(text: string, hadExtension: boolean): string | null {
  const digits = text.replace(separators, '');
  if (!/^\+?\d+$/.test(digits)) return null;
  if (/^\+?0[1-9]/.test(digits)) return valid(`+62${digits.replace(/^\+?0/, '')}`);
  if (digits.startsWith('+')) return valid(digits);
  // Toll-free numbers of Indonesia that begin like an international call.
  if (/^00[17]803/.test(digits)) return null;
  if (digits.startsWith('00')) return valid(`+${digits.slice(2)}`);
  if (digits.startsWith('62')) {
    const phone = valid(`+${digits}`);
    // Before an area code, nobody parts 62 behind its third digit: 626-503-5928 is a number of another country.
    return /^\(?62\d(?!\d)/.test(text) && phone !== null && quickMobile(phone) === null ? null : phone;
  }
  // The zero is left out before mobile numbers alone, which have neither an area in brackets nor an extension.
  return hadExtension || /[()[\]]/.test(text) ? null : quickMobile(digits);
}

/** A mobile number behind a second 62, which would pass for one of eight digits in the areas 0628…, where none has so many. */
const twiceIndonesian = /^\+62628[1-35-9]\d{7,}$/;

function valid(international: string): string | null {
  const number = parsePhoneNumberFromString(international, { extract: false });
  return number?.isValid() === true && !twiceIndonesian.test(number.number) ? number.number : null;
}
