interface LeaderOptions {
  /** Names what is led; one tab of a browser leads at a time. */
  readonly name: string;
  /** Called when this tab leads; until the signal ends. */
  readonly lead: (signal: AbortSignal) => void;
  readonly signal: AbortSignal;
}

export interface Election {
  /** Leads in place of a leader that does not answer any more. */
  readonly takeOver: () => void;
}

/** Has one tab of the browser lead: by Web Locks, or by a lease in the storage where the page came by plain HTTP and has none. */
export function electLeader(options: LeaderOptions): Election {
  // Typed as always there; it is not on a page that is no secure context.
  const locks: LockManager | undefined = navigator.locks;
  return locks === undefined ? electByLease(options) : electByLock(locks, options);
}

function electByLock(locks: LockManager, { name, lead, signal }: LeaderOptions): Election {
  const run = (steal: boolean): void => {
    const turn = new AbortController();
    const both = AbortSignal.any([signal, turn.signal]);
    const hold = () =>
      new Promise<void>((release) => {
        both.addEventListener('abort', () => release());
        if (both.aborted) release();
        else lead(both);
      });
    // A lock is either stolen or waited for until a signal; the interface refuses both at once.
    locks.request(name, steal ? { steal: true } : { signal }, hold).catch(() => {
      turn.abort();
      // Another tab took over, which may end before this one.
      if (!signal.aborted) run(false);
    });
  };
  run(false);
  return { takeOver: () => run(true) };
}

const leaseTime = 6_000;
const renewal = 2_000;

function electByLease({ name, lead, signal }: LeaderOptions): Election {
  const own = String(Math.random());
  let turn: AbortController | undefined;
  const holder = (): string | undefined => {
    const [who, until] = (localStorage.getItem(name) ?? '').split(' ');
    return Number(until) > Date.now() ? who : undefined;
  };
  const take = (): void => {
    localStorage.setItem(name, `${own} ${Date.now() + leaseTime}`);
    if (turn !== undefined) return;
    turn = new AbortController();
    lead(AbortSignal.any([signal, turn.signal]));
  };
  const look = (): void => {
    const who = holder();
    if (who === undefined || who === own) return take();
    turn?.abort();
    turn = undefined;
  };
  const leave = (): void => {
    if (holder() === own) localStorage.removeItem(name);
  };
  const timer = setInterval(look, renewal);
  addEventListener('pagehide', leave, { signal });
  signal.addEventListener('abort', () => {
    clearInterval(timer);
    leave();
  });
  look();
  return { takeOver: take };
}
