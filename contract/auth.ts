import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, idParams, line } from './values.ts';

export const role = z.enum(['owner', 'admin', 'staff']);
export type Role = z.infer<typeof role>;

/** Long enough to be worth guessing at, short enough to hash without being a way to tire the server. */
export const newPassword = z.string().min(8).max(200);

/**
 * A new username: the letters of the English alphabet, digits, dot, dash, underscore, so that no two look alike that are
 * not; compared without regard to case. Full-width letters are taken for what they stand for.
 */
export const username = z
  .string()
  .trim()
  .normalize('NFKC')
  .min(2)
  .max(60)
  .regex(/^[A-Za-z0-9._-]+$/, { message: 'username_characters' });

export const signedInUser = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  role,
  mustChangePassword: z.boolean(),
});
export type SignedInUser = z.infer<typeof signedInUser>;

export const signIn = endpoint({
  method: 'POST',
  path: '/auth/sign-in',
  access: 'anyone',
  summary: 'Sign in with username and password; sets the session cookie.',
  refuses: [401, 429],
  body: z.strictObject({ username: z.string().max(200), password: z.string().max(1_000), totp: z.string().max(20).optional() }),
  output: z.object({ user: signedInUser }),
});

export const signOut = endpoint({
  method: 'POST',
  path: '/auth/sign-out',
  access: 'staff',
  beforePasswordChange: true,
  summary: 'End the session of this request.',
  transfer: 'empty',
  status: 204,
});

export const me = endpoint({
  method: 'GET',
  path: '/auth/me',
  access: 'staff',
  beforePasswordChange: true,
  summary: 'The user of this session.',
  output: signedInUser,
});

export const session = z.object({
  id: z.string(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  expiresAt: z.string(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** The session of this very request. */
  current: z.boolean(),
});

export const listOwnSessions = endpoint({
  method: 'GET',
  path: '/auth/sessions',
  access: 'staff',
  summary: 'The own open sessions, the latest used first.',
  output: z.object({ items: z.array(session) }),
});

export const endOwnSession = endpoint({
  method: 'DELETE',
  path: '/auth/sessions/:id',
  access: 'staff',
  summary: 'End one of the own sessions at once.',
  transfer: 'empty',
  status: 204,
  params: idParams,
});

export const changePassword = endpoint({
  method: 'POST',
  path: '/auth/password',
  access: 'staff',
  beforePasswordChange: true,
  summary: 'Change the own password; every other session of the user ends.',
  secrets: ['currentPassword', 'newPassword'],
  body: z.strictObject({ currentPassword: z.string().max(1_000), newPassword }),
  output: signedInUser,
});

const token = z.object({ token: z.string().max(200) });

export const readInvitation = endpoint({
  method: 'GET',
  path: '/auth/invitations/:token',
  access: 'anyone',
  summary: 'Whom an invitation link is for.',
  params: token,
  output: z.object({ username: z.string(), name: z.string(), expiresAt: z.string() }),
});

export const acceptInvitation = endpoint({
  method: 'POST',
  path: '/auth/invitations/:token',
  access: 'anyone',
  summary: 'Set the first password by an invitation link; signs in.',
  params: token,
  body: z.strictObject({ password: newPassword }),
  output: z.object({ user: signedInUser }),
});

export const personName = line(120);
export const userId = id;
