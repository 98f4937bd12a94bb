import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { Turns } from '../turns.ts';

/** Work at once of everybody signed in, and one person's of it; the pool has connections for all of it and more. */
const signedIn = { atOnce: 8, atOnceEach: 4 } as const;
/** Files that are being sent and looked at, each of which keeps a worker and its memory. */
const uploads = { atOnce: 4, atOnceEach: 2, patience: { longestWait: 60_000, mostWaiting: 100, mostOfOne: 25 } } as const;
/** Signing in and following invitations, in rows by address: never in the way of those who have signed in. */
const anonymous = { atOnce: 4, atOnceEach: 4, patience: { longestWait: 15_000, mostWaiting: 500, mostOfOne: 250 } } as const;

/** Looking up whom a session belongs to: quick, and never in the way of those who wait for their work. */
const lookUps = { atOnce: 6, atOnceEach: 6, longestWait: 200 } as const;
/** The same for cookies nobody has come with lately: they may be made up. */
const strangers = { atOnce: 2, atOnceEach: 2, longestWait: 300 } as const;

/** Rows to wait in: each has turns of its own, so none keeps another waiting. */
export interface TurnsOfAll {
  readonly ofSignedIn: Turns;
  readonly ofUploads: Turns;
  readonly ofAnonymous: Turns;
  readonly ofLookUps: Turns;
  readonly ofStrangers: Turns;
}

/** Milliseconds between two lines in the log about refusals: one a refusal would be a load of its own. */
const pause = 10_000;

/** The turns of one process; refusals are told in the log by their number now and then. */
export function makeTurns(fastify: Pick<FastifyInstance, 'addHook'>, logger: FastifyBaseLogger): TurnsOfAll {
  const turns = {
    ofSignedIn: new Turns(signedIn),
    ofUploads: new Turns(uploads),
    ofAnonymous: new Turns(anonymous),
    ofLookUps: new Turns(lookUps),
    ofStrangers: new Turns(strangers),
  };
  const timer = setInterval(() => {
    const refused = Object.values(turns).reduce((sum, row) => sum + row.takeRefused(), 0);
    if (refused > 0) logger.warn({ refused }, 'Requests were refused, since they would have had to wait too long');
  }, pause).unref();
  fastify.addHook('onClose', async () => clearInterval(timer));
  return turns;
}
