import type { Actor } from '../../platform/actor.ts';

/** Days an invitation link works. */
export const invitationDays = 7;
/** Days an address a person signed in from keeps its own budget of failed attempts. */
export const knownAddressDays = 90;

export const sessionCookie = 'cermat_session';

/** Failed attempts that cost nothing, and the seconds between further ones. */
export interface AttemptBudget {
  /** Attempts within the window before there is any waiting. */
  readonly free: number;
  /** The first wait; each further failure doubles it. */
  readonly firstSeconds: number;
  /** The longest wait, so that nobody is locked out for long. */
  readonly longestSeconds: number;
}

/** Minutes after which failed attempts are forgotten. */
export const attemptWindowMinutes = 15;

/**
 * Budgets of failed attempts (docs/domain.md, Sign-in). What others fail at cannot lock a person out at an address they
 * have signed in from; an address as a whole may fail often, since an office of many people stands behind one.
 */
export const attemptBudgets = {
  /** One account tried from one address. */
  pair: { free: 5, firstSeconds: 2, longestSeconds: 30 },
  /** One account tried from whatever address. */
  account: { free: 20, firstSeconds: 1, longestSeconds: 10 },
  /** Any accounts tried from one address. */
  address: { free: 300, firstSeconds: 1, longestSeconds: 5 },
} as const satisfies Readonly<Record<string, AttemptBudget>>;

/** Seconds to wait between attempts after so many failures; 0 while they are free. */
export function waitAfter(failures: number, budget: AttemptBudget): number {
  const beyond = failures - budget.free;
  return beyond <= 0 ? 0 : Math.min(budget.firstSeconds * 2 ** Math.min(beyond - 1, 20), budget.longestSeconds);
}

/** Requests of one user within ten seconds; far above what a person or a polite program sends. */
export const requestBudget = { requests: 20_000, seconds: 10 } as const;

/** Whose turn somebody signed in takes: everybody has their own, whatever address they share. */
export function turnsOf(actor: Actor): string {
  return `user ${actor.userId}`;
}

/** One network counts as one address: an IPv6 subscriber has a whole /64 to send from. */
export function networkOf(written: string): string {
  const address = withoutPort(written);
  if (!looksLikeAddress.test(address)) return 'unknown';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address;
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(8 - left.length - right.length, 0)).fill('0');
  return `${[...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

/** What a proxy writes by mistake is none, and must not be another one each time. */
const looksLikeAddress = /^(\d{1,3}(\.\d{1,3}){3}|[\da-f]{0,4}:[\da-f:]*(\d{1,3}(\.\d{1,3}){3})?(%.*)?)$/i;

/** Some proxies write the port as well, which is another one each time. */
function withoutPort(written: string): string {
  return /^\[(.*)\](?::\d+)?$/.exec(written)?.[1] ?? /^([\d.]+):\d+$/.exec(written)?.[1] ?? written;
}

/** How a username is stored that is new: plain, whatever way it was typed. */
export function spelledUsername(typed: string): string {
  return typed.trim().normalize('NFKC');
}

/** Whether a typed username can be anybody's at all; one from before usernames were plain may have any letters. */
export function couldBeUsername(typed: string): boolean {
  return /^[^\p{Cc}\p{Cs}]{1,200}$/u.test(typed);
}
