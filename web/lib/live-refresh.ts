import type { Query, QueryClient } from '@tanstack/react-query';
import type { LiveChange } from '../../contract/live.ts';
import { followRecords, isChangeUnderway, isRecordsQuery } from './card-records.ts';
import type { LiveNews } from './live-stream.ts';
import { dependsOn, recordTopics } from './live-topics.ts';

/** When an answer was last read again by what changed, and how long that took. */
interface Reading {
  began: number;
  took: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Milliseconds: all that one act changes comes together, and browsers do not ask all in the same moment. */
const gathering = 60;
const spread = 150;
/** An answer is read again at most so often, and the slower it is, the seldomer. */
const shortest = 1_000;
const timesItsTime = 4;

/** Reads again what is on screen and depends on what changed; what is not on screen, when it is shown next. */
export class LiveRefresh {
  readonly #client: QueryClient;
  readonly #readings = new Map<string, Reading>();
  /** What changed while nobody looked. */
  readonly #unseen: LiveNews[] = [];
  readonly #over = new AbortController();

  constructor(client: QueryClient) {
    this.#client = client;
    document.addEventListener('visibilitychange', () => this.#look(), { signal: this.#over.signal });
  }

  take(news: LiveNews): void {
    if (document.hidden) this.#keep(news);
    else if (news.kind === 'reset') this.#readAll();
    else this.#follow(news.changes);
  }

  stop(): void {
    this.#over.abort();
    for (const { timer } of this.#readings.values()) clearTimeout(timer);
  }

  #keep(news: LiveNews): void {
    if (news.kind === 'reset') this.#unseen.splice(0);
    this.#unseen.push(news);
  }

  #look(): void {
    if (document.hidden) return;
    const unseen = this.#unseen.splice(0);
    if (unseen.some(({ kind }) => kind === 'reset')) this.#readAll();
    else this.#follow(unseen.flatMap((news) => (news.kind === 'changes' ? news.changes : [])));
  }

  #readAll(): void {
    followRecords(this.#client, [null]);
    for (const query of this.#client.getQueryCache().getAll()) {
      const [endpoint] = query.queryKey;
      if (typeof endpoint === 'string' && endpoint.startsWith('GET ') && endpoint !== 'GET /uploads/:id') this.#soon(query);
    }
  }

  #follow(changes: readonly LiveChange[]): void {
    const topics = new Set(changes.map(({ topic }) => topic));
    const requests = changes.filter(({ topic }) => recordTopics.has(topic)).map(({ requestId }) => requestId);
    if (requests.length > 0) followRecords(this.#client, requests);
    for (const query of this.#client.getQueryCache().getAll()) {
      if (!isRecordsQuery(query) && dependsOn(query.queryKey[0], topics)) this.#soon(query);
    }
  }

  #soon(query: Query): void {
    if (!query.isActive()) {
      query.invalidate();
      return;
    }
    const reading = this.#readings.get(query.queryHash) ?? { began: 0, took: 0, timer: undefined };
    this.#readings.set(query.queryHash, reading);
    if (reading.timer !== undefined) return;
    const rest = Math.max(shortest, reading.took * timesItsTime) - (performance.now() - reading.began);
    reading.timer = setTimeout(() => void this.#read(query, reading), Math.max(rest, gathering) + Math.random() * spread);
  }

  async #read(query: Query, reading: Reading): Promise<void> {
    reading.timer = undefined;
    const ahead = isChangeUnderway() && String(query.queryKey[0]).startsWith('GET /batches');
    // An answer that is on its way may be from before the change.
    if (ahead || query.state.fetchStatus === 'fetching') reading.timer = setTimeout(() => void this.#read(query, reading), gathering);
    else if (!query.isActive()) query.invalidate();
    else {
      reading.began = performance.now();
      await this.#client.refetchQueries({ queryKey: query.queryKey, exact: true }, { cancelRefetch: false });
      reading.took = performance.now() - reading.began;
    }
  }
}
