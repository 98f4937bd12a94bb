import { normalizePhone } from '../members/members.rules.ts';

/** Which column of a file holds what; the values are header texts as the inspection names them. */
export interface ColumnMapping {
  customerKey?: string | undefined;
  name?: string | undefined;
  phone?: string | undefined;
  depositedBefore?: string | undefined;
}

/** Headers by what they mean, the surest first; compared in lower case, punctuation read as a space. */
const customerKeyHeaders = [
  'customer id',
  'id customer',
  'id pelanggan',
  'kode pelanggan',
  'pelanggan id',
  'username',
  'user name',
  'nama user',
  'nama pengguna',
  'user id',
  'userid',
  'id user',
  'id pengguna',
  'id member',
  'member id',
  'memberid',
  'kode member',
  'no member',
  'nomor member',
  'account id',
  'id akun',
  'akun id',
  'nama akun',
  'no akun',
  'player id',
  'id player',
  'login',
  'user',
  'akun',
  'account',
  'customer',
  'pelanggan',
  'member',
  'identifier',
  'id',
];
const nameHeaders = [
  'nama lengkap',
  'full name',
  'fullname',
  'nama',
  'name',
  'nama member',
  'nama pelanggan',
  'nama customer',
  'nama nasabah',
  'customer name',
  'member name',
  'nama panggilan',
  'first name',
  'firstname',
  'nama depan',
  'contact name',
  'nama kontak',
  'last name',
  'lastname',
  'nama belakang',
];
const phoneHeaders = [
  'no hp',
  'nomor hp',
  'nohp',
  'no handphone',
  'nomor handphone',
  'no wa',
  'nomor wa',
  'no whatsapp',
  'nomor whatsapp',
  'whatsapp',
  'wa',
  'hp',
  'handphone',
  'no telepon',
  'nomor telepon',
  'no telp',
  'nomor telp',
  'no tlp',
  'no telpon',
  'telepon',
  'telp',
  'tlp',
  'telpon',
  'ponsel',
  'no ponsel',
  'nomor ponsel',
  'phone number',
  'phone no',
  'phone',
  'mobile phone',
  'mobile number',
  'mobile',
  'phone mobile',
  'phone 1',
  'telepon 1',
  'hp 1',
  'no hp 1',
  'cell',
  'cell phone',
  'phone work',
  'phone home',
  'phone other',
  'phone 2',
  'telepon 2',
  'hp 2',
  'no kontak',
  'nomor kontak',
  'kontak',
  'contact',
  'contact number',
  'msisdn',
  'nomor',
];
const depositedBeforeHeaders = [
  'sudah pernah depo',
  'pernah depo',
  'sudah depo',
  'sudah deposit',
  'pernah deposit',
  'status depo',
  'status deposit',
  'deposited before',
  'has deposited',
  'deposited',
  'first deposit',
  'depo pertama',
  'deposit pertama',
  'ftd',
  'depo',
  'deposit',
];

/** Half of the filled cells must be readable before a column without a telling header is taken for the phone. */
const phoneShare = 0.5;

/** A first guess of the mapping from headers and sample rows; what it does not know it leaves out. */
export function guessMapping(columns: readonly string[], sample: readonly (readonly string[])[]): ColumnMapping {
  const values = columns.map((_, index) => sample.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== ''));
  const phone = guessPhone(columns, values);
  const taken = new Set(phone === undefined ? [] : [phone]);
  const pick = (headers: readonly string[], fits: (cells: readonly string[]) => boolean): string | undefined => {
    const found = bestHeader(columns, headers).find((index) => !taken.has(index) && fits(values[index] ?? []));
    if (found !== undefined) taken.add(found);
    return found === undefined ? undefined : columns[found];
  };
  const guess: ColumnMapping = {
    customerKey: pick(customerKeyHeaders, (cells) => cells.length > 0 || sample.length === 0),
    name: pick(nameHeaders, () => true),
    phone: phone === undefined ? undefined : columns[phone],
    depositedBefore: pick(depositedBeforeHeaders, (cells) => cells.every(isYesOrNo)),
  };
  return Object.fromEntries(Object.entries(guess).filter(([, column]) => column !== undefined));
}

/** Indices of the columns whose header is in the list, in the order of the list. */
function bestHeader(columns: readonly string[], headers: readonly string[]): number[] {
  const words = columns.map(simplify);
  return headers.flatMap((header) => words.flatMap((word, index) => (word === header ? [index] : [])));
}

function simplify(header: string): string {
  return header
    .toLowerCase()
    .replace(/\(\d+\)$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** By header, but a column that holds something before one that is empty; without a header, by what the cells are. */
function guessPhone(columns: readonly string[], values: readonly (readonly string[])[]): number | undefined {
  const named = bestHeader(columns, phoneHeaders);
  const filled = named.filter((index) => (values[index] ?? []).some((cell) => /\d{4}/.test(cell.replace(/\D/g, ''))));
  if (named.length > 0) return filled[0] ?? named[0];
  const shares = values.map((cells) =>
    cells.length === 0 ? 0 : cells.filter((cell) => normalizePhone(cell).phone !== null).length / cells.length,
  );
  const best = Math.max(0, ...shares);
  return best >= phoneShare ? shares.indexOf(best) : undefined;
}

const yes = new Set([
  'ya',
  'iya',
  'y',
  'yes',
  '1',
  'true',
  'benar',
  'sudah',
  'pernah',
  'sudah pernah',
  'sudah depo',
  'pernah depo',
  'sudah pernah depo',
  'sudah deposit',
  'pernah deposit',
  'depo',
  'deposit',
  'deposited',
  'x',
  'v',
  '✓',
  '✔',
  '✅',
]);
const no = new Set([
  'tidak',
  'tdk',
  'no',
  'n',
  '0',
  'false',
  'salah',
  'belum',
  'belum pernah',
  'belum depo',
  'belum deposit',
  '-',
  'never',
  'none',
]);

/**
 * Whether a cell of the first-deposit column says that the customer has deposited before: a yes in Indonesian or
 * English, a tick, the date of that deposit, or a count or an amount above zero.
 */
export function isDepositedBefore(text: string): boolean {
  const word = simplifyWord(text);
  return (
    yes.has(word) ||
    /^\d{4}-\d{1,2}-\d{1,2}|^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b/.test(word) ||
    /^(?:rp\.? ?)?(?=[\d.,]*[1-9])\d[\d.,]*$/.test(word)
  );
}

function isYesOrNo(text: string): boolean {
  const word = simplifyWord(text);
  return yes.has(word) || no.has(word);
}

function simplifyWord(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\uFE0F/g, '')
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ');
}
