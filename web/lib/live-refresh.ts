import type { QueryClient } from '@tanstack/react-query';
import type { LiveChange } from '../../contract/live.ts';
import { isRecordsQuery } from './card-records.ts';
import { answeredAt, forgetEarly, isAnswerAwaited } from './client.ts';
import type { LiveNews } from './live-stream.ts';
import { nextMoment } from './moments.ts';
import { rereadsOf } from './page-rereads.ts';
import type { Rereads } from './rereads.ts';

/** Milliseconds between looks whether an act of this page was answered, of which the stream has told, and how often there are any. */
const look = 50;
const mostLooks = 40;

/** Has the page read again what the stream says has changed. */
export class LiveRefresh {
  readonly #rereads: Rereads;
  readonly #over = new AbortController();

  constructor(client: QueryClient) {
    this.#rereads = rereadsOf(client);
    const { signal } = this.#over;
    document.addEventListener('visibilitychange', () => !document.hidden && this.#rereads.look(), { signal });
  }

  take(news: LiveNews): void {
    // Asked for before the program was there, and so before this: who takes such an answer now would seem to have asked since.
    forgetEarly();
    const heard = nextMoment();
    if (news.kind === 'changes') this.#follow(news.changes, heard, mostLooks);
    else for (const query of this.#rereads.concerned(undefined)) this.#rereads.soon(query, heard);
  }

  stop(): void {
    this.#over.abort();
  }

  /** What this page did itself it has read again when it was answered; where the answer is on its way, that decides. */
  #follow(changes: readonly LiveChange[], heard: number, looks: number): void {
    const isOpen = ({ requestId }: LiveChange) => requestId !== null && answeredAt(requestId) === undefined;
    const open = looks > 0 && isAnswerAwaited() ? changes.filter(isOpen) : [];
    for (const change of changes) if (!open.includes(change)) this.#read(change, heard);
    if (open.length > 0) setTimeout(() => !this.#over.signal.aborted && this.#follow(open, heard, looks - 1), look);
  }

  #read({ facts, requestId }: LiveChange, heard: number): void {
    const own = requestId === null ? undefined : answeredAt(requestId);
    for (const query of this.#rereads.concerned(facts)) {
      // The records of a card show what this page did without being read.
      if (own === undefined || !isRecordsQuery(query)) this.#rereads.soon(query, own ?? heard);
    }
  }
}
