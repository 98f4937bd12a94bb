import type { FastifyReply, FastifyRequest } from 'fastify';
import * as auth from '../../../contract/auth.ts';
import * as users from '../../../contract/users.ts';
import { sessionBounds } from '../../../contract/settings.ts';
import { chooseLanguage } from '../../platform/http/choose-language.ts';
import type { Actor } from '../../platform/actor.ts';
import { bareRoute, exportRoute, preparedRoute, rereadRoute, type Route, route } from '../../platform/http/route.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { activateUser } from './activate-user.ts';
import { changePassword, checkCurrentPassword } from './change-password.ts';
import { changeUser } from './change-user.ts';
import { createUser } from './create-user.ts';
import { endSession, endSessions, signOut } from './end-sessions.ts';
import { hashPassword } from './hash-password.ts';
import { invitationUrl, inviteAgain } from './invite-user.ts';
import { checkCredentials, signIn } from './sign-in.ts';
import type { Place } from './start-session.ts';
import { throttleSignIn } from './throttle-sign-in.ts';
import { findInvitation, findSessions, findSignedInUser, findUser, findUsers } from './users.queries.ts';
import { networkOf, sessionCookie, turnsOf } from './users.rules.ts';
import { exportUsers as exportUsersEndpoint } from '../../../contract/exports.ts';
import { exportUsers } from './export-users.ts';

const placeOf = ({ ip, headers }: FastifyRequest): Place => ({ address: ip, userAgent: headers['user-agent'] ?? null });

const requestOf = ({ id, headers }: FastifyRequest) => ({ requestId: id, language: chooseLanguage(headers['accept-language']) });

const cookie = (request: FastifyRequest) => ({ path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' }) as const;

/** The cookie outlives every session: when one is over, the server decides. */
function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(sessionCookie, token, { ...cookie(request), maxAge: sessionBounds.days.most * 24 * 60 * 60 });
}

interface PasswordGiven {
  readonly password?: string | undefined;
}

/** What an owner says of somebody, with the hash of the password they give, if they give one, in its place. */
async function hashGiven<Body extends PasswordGiven>({ actor, body }: { readonly actor: Actor; readonly body: Body }) {
  const { password, ...rest } = body;
  return password === undefined ? rest : { ...rest, passwordHash: await hashPassword(password, turnsOf(actor)) };
}

export const usersRoutes: readonly Route[] = [
  bareRoute(auth.signIn, async ({ body, database, transact, request, reply }) => {
    const account = await checkCredentials(database.db, throttleSignIn(database), body, request.ip);
    const previousToken = request.cookies[sessionCookie];
    const { token, user } = await transact((tx) => signIn(tx, account, placeOf(request), { ...requestOf(request), previousToken }));
    setSessionCookie(request, reply, token);
    return { user };
  }),
  bareRoute(
    auth.signOut,
    async ({ actor, sessionId, transact, request, reply }) => {
      await transact((tx) => signOut(tx, actor, sessionId));
      reply.clearCookie(sessionCookie, cookie(request));
    },
    { endsOwnSessions: true },
  ),
  route(auth.me, ({ db, viewer }) => findSignedInUser(db, viewer.userId)),
  route(auth.listOwnSessions, ({ db, viewer, sessionId }) => findSessions(db, viewer.userId, sessionId)),
  route(auth.endOwnSession, ({ tx, actor, params }) => endSession(tx, actor, actor.userId, params.id), { endsOwnSessions: true }),
  bareRoute(
    auth.changePassword,
    async ({ actor, sessionId, body, database, transact }) => {
      const believed = await checkCurrentPassword(database.db, throttleSignIn(database), actor, body);
      const passwordHash = await hashPassword(body.newPassword, turnsOf(actor));
      return transact((tx) => changePassword(tx, actor, { passwordHash, sessionId, believed }));
    },
    { endsOwnSessions: true },
  ),
  bareRoute(auth.readInvitation, ({ database, params }) => findInvitation(database.db, params.token)),
  bareRoute(auth.acceptInvitation, async ({ body, params, database, transact, request, reply }) => {
    await findInvitation(database.db, params.token);
    const acceptance = {
      invitationToken: params.token,
      passwordHash: await hashPassword(body.password, networkOf(request.ip)),
      place: placeOf(request),
    };
    const { token, user } = await transact((tx) => acceptInvitation(tx, acceptance, requestOf(request)));
    setSessionCookie(request, reply, token);
    return { user };
  }),

  route(users.listUsers, ({ db, query }) => findUsers(db, query)),
  preparedRoute(
    users.createUser,
    hashGiven,
    async ({ tx, actor, prepared, origin }) => {
      const { userId, invitation } = await createUser(tx, actor, prepared);
      return invitation === null ? { userId } : { userId, invitationUrl: invitationUrl(origin, invitation.token) };
    },
    async ({ db, done: { userId, ...link } }) => ({ ...(await findUser(db, userId)), ...link }),
  ),
  preparedRoute(
    users.changeUser,
    hashGiven,
    ({ tx, actor, params, prepared }) => changeUser(tx, actor, params.id, prepared),
    ({ db, params }) => findUser(db, params.id),
  ),
  route(users.inviteAgain, async ({ tx, actor, params, origin }) => {
    const { token, expiresAt } = await inviteAgain(tx, actor, params.id);
    return { invitationUrl: invitationUrl(origin, token), expiresAt };
  }),
  rereadRoute(
    users.activateUser,
    ({ tx, actor, params }) => activateUser(tx, actor, params.id),
    ({ db, params }) => findUser(db, params.id),
  ),
  route(users.listSessions, ({ db, params, sessionId }) => findSessions(db, params.id, sessionId)),
  route(users.endSession, ({ tx, actor, params }) => endSession(tx, actor, params.id, params.sessionId)),
  route(users.endSessions, ({ tx, actor, params }) => endSessions(tx, actor, params.id)),
  exportRoute(exportUsersEndpoint, ({ query, ...exporter }) => exportUsers(exporter, query)),
];
