import type { LiveChange } from '../../contract/live.ts';
import { call } from './client.ts';

/** What the stream said: what changed, or (`reset`) that nobody knows. */
export type LiveNews = { readonly kind: 'changes'; readonly changes: readonly LiveChange[] } | { readonly kind: 'reset' };

export interface StreamOptions {
  /** Where to resume; the id of the last message. */
  readonly place: () => string | undefined;
  readonly onPlace: (place: string) => void;
  readonly onNews: (news: LiveNews) => void;
  readonly onOpen: () => void;
  readonly onLost: () => void;
  readonly signal: AbortSignal;
}

/** Milliseconds without a word after which the connection is taken for dead: the server says `here` every 15 s. */
const longestSilence = 40_000;
const lookEvery = 5_000;
const firstPause = 400;
const longestPause = 8_000;

/** Follows the stream until told to stop, coming again after each break: at once when the network or the laptop comes back. */
export async function followStream(options: StreamOptions): Promise<void> {
  let failures = 0;
  while (!options.signal.aborted) {
    const opened = await readOnce(options);
    if (options.signal.aborted) return;
    options.onLost();
    // Asks for the password over the page where the session has ended, and comes back once there is one again.
    await call('GET /auth/me', {}).catch(() => undefined);
    failures = opened ? 0 : failures + 1;
    const pause = Math.min(firstPause * 2 ** failures, longestPause);
    await pauseOrWake(pause * (0.5 + Math.random() / 2), options.signal);
  }
}

/** Reads until the stream breaks off or falls silent; whether it was there at all. */
function readOnce({ place, onPlace, onNews, onOpen, signal }: StreamOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const since = place();
    // A header cannot be chosen here, and the reader's own way of coming again neither resumes in another tab nor gives up.
    const source = new EventSource(`/api/events${since === undefined ? '' : `?lastEventId=${encodeURIComponent(since)}`}`);
    let opened = false;
    let heard = Date.now();
    const end = () => {
      source.close();
      over.abort();
      clearInterval(timer);
      resolve(opened);
    };
    const hear = (event: MessageEvent<string>, news?: LiveNews) => {
      heard = Date.now();
      if (news !== undefined) onNews(news);
      if (event.lastEventId !== '') onPlace(event.lastEventId);
    };
    // Timers stand still while the laptop sleeps; the clock does not.
    const look = () => Date.now() - heard > longestSilence && end();
    const timer = setInterval(look, lookEvery);
    document.addEventListener('visibilitychange', look, { signal: over.signal });
    signal.addEventListener('abort', end, { signal: over.signal });
    source.addEventListener('error', end);
    source.addEventListener('open', () => {
      opened = true;
      onOpen();
    });
    source.addEventListener('here', (event: MessageEvent<string>) => hear(event));
    source.addEventListener('reset', (event: MessageEvent<string>) => hear(event, { kind: 'reset' }));
    source.addEventListener('change', (event: MessageEvent<string>) => {
      const { changes } = JSON.parse(event.data) as { readonly changes: readonly LiveChange[] };
      hear(event, { kind: 'changes', changes });
    });
  });
}

function pauseOrWake(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const wake = () => {
      over.abort();
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    addEventListener('online', wake, { signal: over.signal });
    signal.addEventListener('abort', wake, { signal: over.signal });
    document.addEventListener('visibilitychange', () => !document.hidden && wake(), { signal: over.signal });
  });
}
