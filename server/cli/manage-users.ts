import { hostname } from 'node:os';
import { text } from 'node:stream/consumers';
import type { z } from 'zod';
import { newPassword, personName, role as roleSchema, username as usernameSchema } from '../../contract/auth.ts';
import { createUser as createEndpoint, type deactivateUser, listUsers } from '../../contract/users.ts';
import { deactivateStaff } from '../domain/offboarding/deactivate-staff.ts';
import { activateUser } from '../domain/users/activate-user.ts';
import { createUser } from '../domain/users/create-user.ts';
import { hashPassword, ownWork } from '../domain/users/hash-password.ts';
import { type Invitation, invitationUrl, inviteAgain } from '../domain/users/invite-user.ts';
import { findUsers } from '../domain/users/users.queries.ts';
import { type Command, type Run, type Session, UsageFault } from './command.ts';
import { findUserNamed } from './find-named.ts';
import { usersHelp } from './help.ts';
import { readArguments, requireValue } from './read-arguments.ts';

const roles = {
  owner: { id: 'Pemilik', en: 'Owner' },
  admin: { id: 'Admin', en: 'Admin' },
  staff: { id: 'Staff', en: 'Staff' },
} as const;

function prepareList(parameters: readonly string[]): Run {
  const { values } = readArguments(parameters, { role: { type: 'string' }, inactive: { type: 'boolean' } });
  const role = values.role === undefined ? undefined : requireValue(roleSchema, values.role, '--role');
  return async ({ database, terminal }) => {
    const filter = listUsers.query.parse({ page: 1, pageSize: 500, role, active: values.inactive === true ? 'false' : undefined });
    const users = (await findUsers(database.db, filter)).items;
    terminal.table(
      [
        { id: 'Username', en: 'Username' },
        { id: 'Nama', en: 'Name' },
        { id: 'Peran', en: 'Role' },
        { id: 'Memegang', en: 'Holds' },
        { id: 'Keterangan', en: 'Remark' },
      ],
      users.map(({ username, name, role: userRole, active, hasPassword, holding }) => {
        const remark = active
          ? hasPassword
            ? ''
            : terminal.words({ id: 'Diundang', en: 'Invited' })
          : terminal.words({ id: 'Nonaktif', en: 'Inactive' });
        return [username, name, terminal.words(roles[userRole]), holding.assigned, remark];
      }),
    );
  };
}

/** The host for a link: a program that listens on all addresses is reached by the machine's name. */
function hostToName(host: string): string {
  if (host === '0.0.0.0' || host === '::') return hostname();
  return host.includes(':') ? `[${host}]` : host;
}

function showInvitation({ terminal, environment }: Session, { token, expiresAt }: Invitation): void {
  const origin = environment.publicUrl ?? `http://${hostToName(environment.host)}:${environment.port}`;
  const until = terminal.time(expiresAt);
  terminal.say({ id: `Tautan untuk membuat kata sandi, berlaku sampai ${until}:`, en: `Link to set a password, good until ${until}:` });
  terminal.say({ id: invitationUrl(origin, token), en: invitationUrl(origin, token) });
}

async function readPassword(values: {
  password?: string | undefined;
  'password-stdin'?: boolean | undefined;
}): Promise<string | undefined> {
  const given = values['password-stdin'] === true ? (await text(process.stdin)).replace(/\r?\n$/, '') : values.password;
  return given === undefined ? undefined : requireValue(newPassword, given, '--password');
}

async function prepareAdd(parameters: readonly string[]): Promise<Run> {
  const options = {
    name: { type: 'string' },
    role: { type: 'string', default: 'staff' },
    email: { type: 'string' },
    password: { type: 'string' },
    'password-stdin': { type: 'boolean' },
  } as const;
  const { values, positionals } = readArguments(parameters, options, ['USERNAME']);
  const username = requireValue(usernameSchema, positionals[0], 'USERNAME');
  const name = requireValue(personName, values.name ?? username, '--name');
  const role = requireValue(roleSchema, values.role, '--role');
  const email = requireValue(createEndpoint.body.shape.email, values.email, '--email');
  const password = await readPassword(values);
  return async (session) => {
    const { transact, actor, terminal } = session;
    const passwordHash = password === undefined ? undefined : await hashPassword(password, ownWork);
    const { invitation } = await transact((tx) => createUser(tx, actor, { username, name, role, email, passwordHash }));
    terminal.say({
      id: `${terminal.words(roles[role])} ${name} (${username}) ditambahkan.`,
      en: `${terminal.words(roles[role])} ${name} (${username}) was added.`,
    });
    if (invitation !== null) showInvitation(session, invitation);
  };
}

function prepareInvite(parameters: readonly string[]): Run {
  const { positionals } = readArguments(parameters, {}, ['USERNAME']);
  return async (session) => {
    const user = await findUserNamed(session.database.db, positionals[0] ?? '');
    showInvitation(session, await session.transact((tx) => inviteAgain(tx, session.actor, user.id)));
  };
}

function prepareActivate(parameters: readonly string[]): Run {
  const { positionals } = readArguments(parameters, {}, ['USERNAME']);
  return async ({ database, transact, actor, terminal }) => {
    const user = await findUserNamed(database.db, positionals[0] ?? '');
    await transact((tx) => activateUser(tx, actor, user.id));
    terminal.say({ id: `${user.name} aktif lagi.`, en: `${user.name} is active again.` });
  };
}

type Settlement = z.output<typeof deactivateUser.body>;

function prepareDeactivate(parameters: readonly string[]): Run {
  const options = {
    recall: { type: 'boolean' },
    'hand-to': { type: 'string' },
    release: { type: 'boolean' },
    'move-to': { type: 'string' },
  } as const;
  const { values, positionals } = readArguments(parameters, options, ['USERNAME']);
  const { recall = false, 'hand-to': handTo, release = false, 'move-to': moveTo } = values;
  if (recall === (handTo !== undefined)) {
    throw new UsageFault({
      id: 'Pilih salah satu untuk record yang dipegang: --recall (tarik kembali) atau --hand-to USERNAME (pindahkan).',
      en: 'Choose what becomes of the records they hold: --recall, or --hand-to USERNAME.',
    });
  }
  if (release === (moveTo !== undefined)) {
    throw new UsageFault({
      id: 'Pilih salah satu untuk reservasinya: --release (lepas) atau --move-to USERNAME (pindahkan).',
      en: 'Choose what becomes of their reservations: --release, or --move-to USERNAME.',
    });
  }
  return async ({ database, transact, actor, terminal }) => {
    const user = await findUserNamed(database.db, positionals[0] ?? '');
    const idOf = async (username: string): Promise<string> => (await findUserNamed(database.db, username)).id;
    const settlement: Settlement = {
      holdings: handTo === undefined ? 'recall' : { handTo: await idOf(handTo) },
      reservations: moveTo === undefined ? 'release' : { moveTo: await idOf(moveTo) },
    };
    const { records, reservations } = await transact((tx) => deactivateStaff(tx, actor, user.id, settlement));
    terminal.say({ id: `${user.name} dinonaktifkan.`, en: `${user.name} was deactivated.` });
    terminal.list([
      [{ id: 'Record ditarik', en: 'Records recalled' }, terminal.number(records.recalled)],
      [{ id: 'Record diarsipkan', en: 'Records archived' }, terminal.number(records.archived)],
      [{ id: 'Record dipindahkan', en: 'Records handed over' }, terminal.number(records.transferred)],
      [{ id: 'Reservasi dilepas', en: 'Reservations released' }, terminal.number(reservations.released)],
      [{ id: 'Reservasi dipindahkan', en: 'Reservations moved' }, terminal.number(reservations.moved)],
    ]);
  };
}

const acts: { readonly [name: string]: (parameters: readonly string[]) => Run | Promise<Run> } = {
  list: prepareList,
  add: prepareAdd,
  invite: prepareInvite,
  activate: prepareActivate,
  deactivate: prepareDeactivate,
};

/** `cermat users`: lists, adds, invites, activates and deactivates people. */
export const usersCommand: Command = {
  summary: { id: 'melihat, menambah, mengundang, menonaktifkan pengguna', en: 'lists, adds, invites, deactivates people' },
  help: usersHelp,
  access: 'owner',
  prepare([name = '', ...parameters]) {
    const prepare = Object.hasOwn(acts, name) ? acts[name] : undefined;
    if (prepare !== undefined) return prepare(parameters);
    const known = Object.keys(acts).join(', ');
    throw new UsageFault({ id: `Sebut apa yang dilakukan: ${known}.`, en: `Say what to do: ${known}.` });
  },
};
