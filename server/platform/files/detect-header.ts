import { filledWidth, isBlank, type TableRow } from './table.ts';

/** Words that name a column in customer lists, in Indonesian and English; compared without case and punctuation. */
const headerWords = new Set(
  (
    'no nomor nomer id username user member pelanggan customer client akun account nama name lengkap full first last depan belakang ' +
    'phone telepon telp tlp telpon hp handphone ponsel whatsapp wa mobile kontak contact email surel alamat address kota city provinsi ' +
    'tanggal date tgl lahir birth status depo deposit saldo balance bank rekening catatan note notes keterangan company perusahaan ' +
    'jenis kelamin gender sex umur usia age kode code zip type tipe index title tag tags source sumber'
  ).split(' '),
);

/** Text longer than this is neither a header's word nor a number nor an address. */
const wordCharacters = 200;

/** A row with less than this share of the table's usual filled cells may be a title above the header. */
const headerShare = 0.6;

/**
 * Row number of the header among the first rows of a file, or 0 where the first row is already data. Down to the first
 * row as full as the table, the last that has the looks of a header is it; titles and notes may stand above.
 */
export function detectHeaderRow(rows: readonly TableRow[]): number {
  const filled = rows.filter((row) => !isBlank(row.cells));
  const typical = typicalFill(filled);
  const full = filled.findIndex((row) => countFilled(row.cells) >= Math.ceil(typical * headerShare));
  const votes = filled.slice(0, full + 1).map((row, index) => countVotes(row.cells, filled.slice(index + 1)));
  const narrowest = Math.min(2, typical);
  const sure = votes.findLastIndex((vote, index) => vote > 0 && countFilled(filled[index]?.cells ?? []) >= narrowest);
  const header = sure >= 0 ? filled[sure] : (votes[full] ?? -1) >= 0 ? filled[full] : undefined;
  return header?.rowNumber ?? 0;
}

function countFilled(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}

/** The most frequent number of filled cells: titles above a table have fewer than half of it. */
function typicalFill(rows: readonly TableRow[]): number {
  const tally = new Map<number, number>();
  for (const row of rows) {
    const count = countFilled(row.cells);
    tally.set(count, (tally.get(count) ?? 0) + 1);
  }
  let typical = 1;
  let best = 0;
  for (const [count, times] of tally) {
    if (times > best || (times === best && count > typical)) {
      typical = count;
      best = times;
    }
  }
  return typical;
}

/**
 * Each column has a vote: a date, an e-mail address or a long number at the top speaks for data, a word above values
 * of another kind for a header. Without evidence (0) the first full row is a header, because customer lists have one.
 */
function countVotes(cells: readonly string[], below: readonly TableRow[]): number {
  let votes = 0;
  let named = false;
  let numbers = 0;
  for (let column = 0; column < filledWidth(cells); column += 1) {
    const top = (cells[column] ?? '').trim();
    if (top === '') continue;
    const values = below.map((row) => (row.cells[column] ?? '').trim()).filter((cell) => cell !== '');
    const vote = voteOfColumn(top, values);
    named ||= vote === 2;
    if (kindOf(top) === 'number') numbers += vote;
    else votes += vote;
  }
  // Beside a name that only a header has, numbers are headers too: years, days, shelves.
  return votes + (named ? Math.max(numbers, -1) : numbers);
}

function voteOfColumn(top: string, values: readonly string[]): number {
  const kind = kindOf(top);
  if (kind === 'text') {
    // `Bank Mandiri` above `Bank BCA` and `Bank BRI` is one of them.
    if (isHeaderWord(top) && values.filter(isHeaderWord).length <= values.length / 2) return 2;
    if (values.includes(top)) return -1;
    const others = values.filter((value) => kindOf(value) !== 'text').length;
    return values.length > 0 && others > values.length / 2 ? 1 : 0;
  }
  if (kind === 'value') return -2;
  const alike = values.filter((value) => kindOf(value) === 'number').length;
  return alike >= values.length / 2 ? -1 : 0;
}

function isHeaderWord(text: string): boolean {
  if (text.length > wordCharacters) return false;
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .some((word) => headerWords.has(word));
}

/** `value` is what no header says: a date, an address, a phone number; a short number may be a header (a year). */
function kindOf(text: string): 'text' | 'number' | 'value' {
  if (text.length > wordCharacters) return 'text';
  if (/^\d{4}-\d{1,2}-\d{1,2}/.test(text) || /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b/.test(text)) return 'value';
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) || /^https?:\/\//i.test(text)) return 'value';
  if (/^[-+(]?\d[\d\s().,/-]*$/.test(text)) return text.replace(/\D/g, '').length > 4 ? 'value' : 'number';
  return 'text';
}
