import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { isSessionAwaited } from './client.ts';
import { electLeader } from './live-leader.ts';
import { LiveRefresh } from './live-refresh.ts';
import { followStream, type LiveNews } from './live-stream.ts';

/** Whether what others do is followed: `lost` once it has not been for a while. */
export type LiveStatus = 'following' | 'lost';

/** What the leading tab tells the others of the browser. */
type Word =
  | { readonly kind: 'news'; readonly news: LiveNews }
  | { readonly kind: 'place'; readonly place: string }
  | { readonly kind: 'here'; readonly open: boolean }
  | { readonly kind: 'ask' };

const prefix = 'cermat:live:';
/** Milliseconds between signs of life of the leading tab, and after which it is taken for frozen. */
const signOfLife = 10_000;
const frozenAfter = 35_000;
const answerTime = 3_000;
/** Milliseconds a break may last before it is shown; a restart of the server is over by then. */
const shownAfter = 5_000;
/** Milliseconds between looks at everything while the stream is down. */
const withoutStream = 30_000;

let status: LiveStatus = 'following';
const listeners = new Set<() => void>();

function setStatus(next: LiveStatus): void {
  if (status === next) return;
  status = next;
  for (const listener of listeners) listener();
}

/** Whether the page follows what others do, now. */
export const liveStatus = (): LiveStatus => status;

/** Whether the page follows what others do. */
export function useLiveStatus(): LiveStatus {
  return useSyncExternalStore((changed) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }, liveStatus);
}

/** Forgets where the streams of this browser stood; for signing out. */
export function forgetPlaces(): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(prefix)) localStorage.removeItem(name);
  } catch {
    // Nothing is kept where storage is forbidden.
  }
}

/** One tab's part in following what changes: it leads the browser's tabs, or hears from the one that does. */
class Tab {
  readonly #name: string;
  readonly #channel: BroadcastChannel;
  readonly #refresh: LiveRefresh;
  readonly #over = new AbortController();
  readonly #takeOver: () => void;
  #leads = false;
  #open = false;
  #heard = Date.now();
  #lost: ReturnType<typeof setTimeout> | undefined;
  #place: string | undefined;

  constructor(client: QueryClient, userId: string) {
    const { signal } = this.#over;
    this.#name = prefix + userId;
    this.#refresh = new LiveRefresh(client);
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.addEventListener('message', ({ data }: MessageEvent<Word>) => this.#hear(data));
    this.#takeOver = electLeader({ name: `${this.#name}:leader`, lead: (turn) => this.#lead(turn), signal }).takeOver;
    const timers = [setInterval(() => this.#beat(), signOfLife), setInterval(() => this.#manageWithout(), withoutStream)];
    signal.addEventListener('abort', () => timers.forEach(clearInterval));
    document.addEventListener('visibilitychange', () => this.#ask(), { signal });
    this.#say({ kind: 'ask' });
    this.#setOpen(false);
  }

  stop(): void {
    this.#over.abort();
    this.#refresh.stop();
    this.#channel.close();
    clearTimeout(this.#lost);
    setStatus('following');
  }

  #say(word: Word): void {
    if (!this.#over.signal.aborted) this.#channel.postMessage(word);
  }

  #lead(turn: AbortSignal): void {
    this.#leads = true;
    turn.addEventListener('abort', () => {
      this.#leads = false;
    });
    const tell = (open: boolean) => {
      this.#setOpen(open);
      this.#say({ kind: 'here', open });
    };
    void followStream({
      signal: turn,
      place: () => this.#place ?? this.#stored(),
      onPlace: (place) => {
        this.#keep(place);
        this.#say({ kind: 'place', place });
      },
      onNews: (news) => {
        this.#refresh.take(news);
        this.#say({ kind: 'news', news });
      },
      onOpen: () => tell(true),
      onLost: () => tell(false),
    });
  }

  #hear(word: Word): void {
    if (word.kind === 'ask') {
      if (this.#leads) this.#say({ kind: 'here', open: this.#open });
      return;
    }
    this.#heard = Date.now();
    if (word.kind === 'news') this.#refresh.take(word.news);
    if (word.kind === 'place') this.#place = word.place;
    if (word.kind === 'here') this.#setOpen(word.open);
  }

  #stored(): string | undefined {
    try {
      return localStorage.getItem(this.#name) ?? undefined;
    } catch {
      return undefined;
    }
  }

  #keep(place: string): void {
    this.#place = place;
    try {
      localStorage.setItem(this.#name, place);
    } catch {
      // Without storage a reload reads everything again.
    }
  }

  #setOpen(open: boolean): void {
    this.#open = open;
    if (open) {
      clearTimeout(this.#lost);
      this.#lost = undefined;
      setStatus('following');
    } else this.#lost ??= setTimeout(() => this.#showLost(), shownAfter);
  }

  /** Where the session has ended, the page asks for the password; that is all there is to say. */
  #showLost(): void {
    this.#lost = undefined;
    if (!isSessionAwaited()) setStatus('lost');
  }

  #beat(): void {
    if (this.#leads) this.#say({ kind: 'here', open: this.#open });
    else if (!document.hidden && Date.now() - this.#heard > frozenAfter) this.#takeOver();
  }

  /** A tab that comes to the front asks for the leader, which the browser may have frozen. */
  #ask(): void {
    if (document.hidden || this.#leads) return;
    const asked = Date.now();
    this.#say({ kind: 'ask' });
    setTimeout(() => {
      if (!this.#over.signal.aborted && !this.#leads && this.#heard < asked) this.#takeOver();
    }, answerTime);
  }

  #manageWithout(): void {
    if (status === 'lost' && !isSessionAwaited()) this.#refresh.take({ kind: 'reset' });
  }
}

/** Has the page follow what others do, for as long as it is shown (docs/architecture.md, Live events). */
export function useLive(userId: string): void {
  const client = useQueryClient();
  useEffect(() => {
    const tab = new Tab(client, userId);
    return () => tab.stop();
  }, [client, userId]);
}
