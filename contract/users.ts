import { z } from 'zod';
import { newPassword, personName, role, session, username } from './auth.ts';
import { endpoint } from './endpoint.ts';
import { count, flag, id, idParams, moment, pageOf, pageQuery, sortBy } from './values.ts';

const held = z.object({ assigned: count, unvalidated: count });

export const user = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  role,
  email: z.string().nullable(),
  active: z.boolean(),
  /** False until the user has set a password by the invitation link. */
  hasPassword: z.boolean(),
  createdAt: z.string(),
  lastSeenAt: z.string().nullable(),
  /** Assigned records and those without a verdict among them, altogether and by module, and active reservations. */
  holding: held.extend({ modules: z.object({ normal: held, bonanza: held, memberwd: held }), reserved: count }),
});
export type User = z.infer<typeof user>;

export const listUsers = endpoint({
  method: 'GET',
  path: '/users',
  access: 'admin',
  summary: 'Users, with what each of them holds.',
  query: z.strictObject({
    ...pageQuery,
    role: role.optional(),
    active: flag.optional(),
    sort: sortBy(['name', 'username', 'createdAt', 'lastSeenAt', 'assigned', 'unvalidated'], 'name'),
  }),
  output: pageOf(user),
  goesBy: { q: ['name', 'username'], assigned: ['holding'], unvalidated: ['holding'] },
});

const email = z.email().max(254).nullable();

export const createUser = endpoint({
  method: 'POST',
  path: '/users',
  access: 'owner',
  summary: 'Create a user; without a password the answer carries an invitation link.',
  secrets: ['password', 'invitationUrl'],
  status: 201,
  body: z.strictObject({ username, name: personName, role, email: email.optional(), password: newPassword.optional() }),
  /** The link is whole where the program knows how people reach it (PUBLIC_URL), else its path. */
  output: user.extend({ invitationUrl: z.string().optional() }),
});

export const changeUser = endpoint({
  method: 'PATCH',
  path: '/users/:id',
  access: 'owner',
  summary: 'Change a user; a new role or password ends their sessions.',
  secrets: ['password'],
  params: idParams,
  body: z.strictObject({
    username: username.optional(),
    name: personName.optional(),
    role: role.optional(),
    email: email.optional(),
    password: newPassword.optional(),
  }),
  output: user,
});

export const inviteAgain = endpoint({
  method: 'POST',
  path: '/users/:id/invitation',
  access: 'owner',
  summary: 'Make a new link by which the user sets a password; an earlier link stops working.',
  secrets: ['invitationUrl'],
  status: 201,
  params: idParams,
  /** The link is given once: a repeated request with the same Idempotency-Key answers without it. Whole or a path, as above. */
  output: z.object({ invitationUrl: z.string().optional(), expiresAt: moment }),
});

export const deactivateUser = endpoint({
  method: 'POST',
  path: '/users/:id/deactivate',
  access: 'owner',
  summary: 'Deactivate a user and settle what they hold.',
  params: idParams,
  body: z.strictObject({
    holdings: z.union([z.literal('recall'), z.strictObject({ handTo: id })]),
    reservations: z.union([z.literal('release'), z.strictObject({ moveTo: id })]),
  }),
  output: z.object({
    records: z.object({ recalled: count, archived: count, transferred: count }),
    reservations: z.object({ released: count, moved: count }),
  }),
});

export const activateUser = endpoint({
  method: 'POST',
  path: '/users/:id/activate',
  access: 'owner',
  summary: 'Let a deactivated user sign in again.',
  params: idParams,
  output: user,
});

export const listSessions = endpoint({
  method: 'GET',
  path: '/users/:id/sessions',
  access: 'owner',
  summary: 'Open sessions of a user.',
  params: idParams,
  output: z.object({ items: z.array(session) }),
});

export const endSession = endpoint({
  method: 'DELETE',
  path: '/users/:id/sessions/:sessionId',
  access: 'owner',
  summary: 'End one session of a user at once.',
  transfer: 'empty',
  status: 204,
  params: z.object({ id, sessionId: id }),
});

export const endSessions = endpoint({
  method: 'DELETE',
  path: '/users/:id/sessions',
  access: 'owner',
  summary: 'End every session of a user at once.',
  params: idParams,
  output: z.object({ ended: count }),
});
