import type { Calendar } from './calendar.ts';
import { inventMember, type Member } from './invent-members.ts';
import { Random, seedOf } from './random.ts';

/** A list as somebody sends it: rows about members of a product, with the faults that such lists have. */
export interface ListToWrite {
  readonly product: string;
  readonly kind: 'withdrawals' | 'registrations' | 'bonus';
  /** Members by number, from the first. */
  readonly first: number;
  readonly rows: number;
  /** Share of rows about members of earlier lists, counted down from the first. */
  readonly known: number;
  readonly separator: ',' | ';' | '\t';
}

interface Row {
  readonly member: Member;
  readonly number: number;
  readonly random: Random;
  readonly calendar: Calendar;
}

type Column = readonly [header: string, cell: (row: Row) => string];

const rupiah = (amount: number): string => String(amount).replace(/\B(?=(\d{3})+$)/g, '.');
const username: Column['1'] = ({ member, random }) =>
  random.chance(0.03) ? '' : random.chance(0.05) ? ` ${member.username} ` : member.username;
const past =
  (least: number, most: number): Column['1'] =>
  ({ calendar, random }) =>
    calendar.slashed(random.between(least, most));

/** The same number as different people write it; now and then one that nobody can read. */
function writtenPhone({ member: { phone }, random }: Row): string {
  const [one, two, three] = [phone.slice(0, 4), phone.slice(4, 8), phone.slice(8)];
  if (random.chance(0.012))
    return random.pick([`${one}-${two}/${three}`, '6.28123E+11', `${one}xxxx${three}`, '-', 'tidak ada', `${one}0000`]);
  return random.pick([
    phone,
    phone,
    `${one}-${two}-${three}`,
    `62${phone.slice(1)}`,
    `+62 ${phone.slice(1, 4)}-${two}-${three}`,
    phone.slice(1),
  ]);
}

const layouts: { readonly [kind in ListToWrite['kind']]: readonly Column[] } = {
  withdrawals: [
    ['Username', username],
    ['Nama', ({ member }) => member.name],
    ['No HP', writtenPhone],
    ['Bank', ({ member }) => member.bank],
    ['Kota', ({ member }) => member.city],
    ['Tanggal Daftar', past(90, 900)],
    ['Deposit Terakhir', past(20, 80)],
    ['Total WD', ({ random }) => rupiah(random.between(1, 400) * 25_000)],
  ],
  registrations: [
    ['Nama Lengkap', ({ member }) => member.name],
    ['No WhatsApp', writtenPhone],
    ['Kota', ({ member }) => member.city],
    ['Tanggal Daftar', past(30, 120)],
    ['Sumber', ({ random }) => random.pick(['Instagram', 'Facebook', 'TikTok', 'Teman', 'Brosur', 'Google'])],
  ],
  bonus: [
    ['ID Member', username],
    ['Nama', ({ member }) => member.name],
    ['Telepon', writtenPhone],
    ['Tingkat', ({ random }) => random.pick(['Perunggu', 'Perak', 'Perak', 'Emas', 'Platinum'])],
    ['Poin', ({ random }) => rupiah(random.between(1, 900) * 10)],
    ['Pernah Deposit', ({ random }) => (random.chance(0.7) ? 'ya' : 'tidak')],
    ['Deposit Terakhir', past(15, 200)],
    ['Kota', ({ member }) => member.city],
  ],
};

const quoted = (cell: string, separator: string): string =>
  cell.includes(separator) || cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell;

/** The file's bytes: header, rows, some of them twice, some about known members, one with nothing to know anybody by. */
export function writeList(seed: number, calendar: Calendar, list: ListToWrite): Buffer {
  const { product, kind, first, rows, known, separator } = list;
  const random = new Random(seedOf(seed, `${product} ${kind} ${first} ${rows}`));
  const columns = layouts[kind];
  const lines = [columns.map(([header]) => header)];
  for (let index = 0; index < rows; index += 1) {
    const number = first > 0 && random.chance(known) ? random.between(0, first - 1) : first + index;
    const member = inventMember(seed, product, number);
    const cells = columns.map(([, cell]) => cell({ member, number, random, calendar }));
    lines.push(cells);
    if (random.chance(0.008)) lines.push(cells);
  }
  lines.push(columns.map(([header]) => (header === 'Kota' ? 'Solo' : '')));
  return Buffer.from(lines.map((cells) => cells.map((cell) => quoted(cell, separator)).join(separator)).join('\r\n'));
}
