import { z } from 'zod';
import type { assignRecords as endpoint, PassedOver, previewAssignment } from '../../contract/assignments.ts';
import type { Sentence } from '../../contract/problem-kind.ts';
import { assignRecords } from '../domain/records/assign-records.ts';
import { findAssignment, foreseeAssignment } from '../domain/records/assignments.queries.ts';
import { type Command, Refusal, type Run, type Session, UsageFault } from './command.ts';
import { findDatabaseNamed, findUserNamed, type NamedUser } from './find-named.ts';
import { assignHelp } from './help.ts';
import { readArguments, requireValue } from './read-arguments.ts';
import type { Terminal } from './terminal.ts';

const options = {
  database: { type: 'string' },
  staff: { type: 'string' },
  quantity: { type: 'string' },
  order: { type: 'string' },
  seed: { type: 'string' },
  preview: { type: 'boolean' },
} as const;

interface Order {
  readonly database: string;
  readonly staff: readonly string[];
  readonly quantity: number;
  readonly order: 'random' | 'file' | undefined;
  readonly seed: number | undefined;
  readonly previewOnly: boolean;
}

const name = z.string().trim().min(1).max(200);
const wholeNumber = z.coerce.number();

function readOrder(parameters: readonly string[]): Order {
  const { values } = readArguments(parameters, options);
  const { order } = values;
  if (order !== undefined && order !== 'random' && order !== 'file') {
    throw new UsageFault({ id: '--order: Pilih salah satu: random, file.', en: '--order: Choose one of: random, file.' });
  }
  const staff = requireValue(name, values.staff, '--staff')
    .split(',')
    .map((username) => username.trim());
  return {
    database: requireValue(name, values.database, '--database'),
    staff: staff.filter((username) => username !== ''),
    quantity: requireValue(wholeNumber.pipe(z.int().min(1).max(100_000)), values.quantity, '--quantity'),
    order,
    seed: values.seed === undefined ? undefined : requireValue(wholeNumber.pipe(z.int().min(0).max(2_147_483_647)), values.seed, '--seed'),
    previewOnly: values.preview === true,
  };
}

function passedOverLines(terminal: Terminal, passedOver: PassedOver): (readonly [Sentence, string])[] {
  const names: { readonly [Reason in keyof PassedOver]: Sentence } = {
    reserved: { id: 'Dilewati: direservasi', en: 'Passed over: reserved' },
    doNotContact: { id: 'Dilewati: jangan hubungi', en: 'Passed over: do not contact' },
    held: { id: 'Dilewati: sudah dipegang', en: 'Passed over: held already' },
    archived: { id: 'Dilewati: pernah diarsipkan', en: 'Passed over: archived before' },
    duplicate: { id: 'Dilewati: ganda', en: 'Passed over: duplicate' },
  };
  return Object.entries(names).map(([reason, sentence]) => [sentence, terminal.number(passedOver[reason as keyof PassedOver])] as const);
}

type Foreseen = z.input<typeof previewAssignment.output>;

function showPreview(terminal: Terminal, { available, eligible, passedOver, shares }: Foreseen, wanted: number): void {
  terminal.list([
    [{ id: 'Tersedia', en: 'Available' }, terminal.number(available)],
    [{ id: 'Memenuhi syarat', en: 'May be given' }, terminal.number(eligible)],
    ...passedOverLines(terminal, passedOver),
    [{ id: 'Diminta', en: 'Asked for' }, terminal.number(wanted)],
    [{ id: 'Akan dibagikan', en: 'Would be given' }, terminal.number(shares.reduce((sum, { given }) => sum + given, 0))],
  ]);
}

async function give(session: Session, input: z.output<typeof endpoint.body>, staff: readonly NamedUser[]): Promise<void> {
  const { database, transact, actor, terminal } = session;
  const { assignments, passedOver } = await transact((tx) => assignRecords(tx, actor, input));
  const names = new Map(staff.map(({ id, name: staffName }) => [id, staffName]));
  terminal.table(
    [
      { id: 'Staff', en: 'Staff' },
      { id: 'Diminta', en: 'Asked' },
      { id: 'Diberikan', en: 'Given' },
      { id: 'Kartu', en: 'Card' },
    ],
    assignments.map(({ staffId, asked, given, batchId }) => [names.get(staffId) ?? staffId, asked, given, batchId ?? '-']),
  );
  terminal.list(passedOverLines(terminal, passedOver));
  const [first] = assignments;
  const seed = first === undefined ? null : (await findAssignment(database.db, first.id)).seed;
  if (seed !== null)
    terminal.say({
      id: `Diacak mulai dari ${seed} (--seed ${seed} mengulang urutan ini).`,
      en: `Drawn from ${seed} on (--seed ${seed} repeats the order).`,
    });
  const asked = assignments.reduce((sum, assignment) => sum + assignment.asked, 0);
  const given = assignments.reduce((sum, assignment) => sum + assignment.given, 0);
  if (given < asked) {
    terminal.warn({
      id: `Hanya ${terminal.number(given)} dari ${terminal.number(asked)} record yang memenuhi syarat.`,
      en: `Only ${terminal.number(given)} of ${terminal.number(asked)} records could be given.`,
    });
  }
}

async function assignList(session: Session, order: Order): Promise<void> {
  const { database, actor, terminal } = session;
  const { id: databaseId } = await findDatabaseNamed(database.db, order.database);
  const staff = await Promise.all(order.staff.map((username) => findUserNamed(database.db, username)));
  const staffIds = [...new Set(staff.map(({ id }) => id))];
  const input = { databaseId, staffIds, quantity: order.quantity, order: order.order, seed: order.seed };
  if (!order.previewOnly) return give(session, input, staff);
  const other = staff.find(({ role, active }) => role !== 'staff' || !active);
  if (other !== undefined)
    throw new Refusal({ id: `${other.name} bukan staff yang aktif.`, en: `${other.name} is not an active staff member.` });
  return showPreview(terminal, await foreseeAssignment(database.db, actor, input), order.quantity * staffIds.length);
}

/** `cermat assign`: gives records of a database to staff. */
export const assignCommand: Command = {
  summary: { id: 'membagikan record dari satu database ke staff', en: 'gives records of a database to staff' },
  help: assignHelp,
  access: 'admin',
  prepare(parameters): Run {
    const order = readOrder(parameters);
    return (session) => assignList(session, order);
  },
};
