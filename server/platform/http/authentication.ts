import type { FastifyRequest } from 'fastify';
import type { Role } from '../../../contract/auth.ts';
import type { Tx } from '../db/database.ts';

/** Whom a session belongs to. */
export interface SignedIn {
  readonly sessionId: string;
  readonly userId: string;
  readonly name: string;
  readonly role: Role;
  readonly mustChangePassword: boolean;
}

/** Finds out who sends a request: a signed-in user, `ended` for a session that is over, `none` for a request without one. */
export type Authenticate = (request: FastifyRequest) => Promise<SignedIn | 'ended' | 'none'>;

/**
 * Who the caller is by now, within the transaction that acts for them: until it ends, whatever would end their session or
 * change their role waits. `endsSessions` where the act ends sessions of its own caller. Null for a session that is over.
 */
export type ConfirmCaller = (tx: Tx, caller: SignedIn, endsSessions: boolean) => Promise<SignedIn | null>;

/** Counts a request against its user's budget; throws too_many_requests when it is used up. */
export type LimitRequests = (userId: string) => Promise<void>;
