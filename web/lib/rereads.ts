import type { Query, QueryClient } from '@tanstack/react-query';
import { type Fact, type Shown, tells } from '../../contract/facts.ts';
import { nextMoment } from './moments.ts';

/** What changed; undefined where nobody knows. */
export type Changed = readonly Fact[] | undefined;

/** An answer that is read again because of what changed. */
interface Reread {
  /** The moment of the last change, after which it has to be asked for. */
  since: number;
  /** When it was last read for a change, and how long that took. */
  began: number;
  took: number;
  /** Whether that followed soon on the one before it: changes keep coming. */
  again: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Milliseconds: all that one act changes comes together, and browsers do not ask all in the same moment. */
const gathering = 60;
const spread = 150;
/** The shortest time between two reads of an answer for what others change, and while changes keep coming without a pause. */
const shortest = 1_500;
const whileTheyKeepComing = 5_000;
/** The slower an answer is, the seldomer it is read. */
const timesItsTime = 4;

/** Whether what is shown of an answer depends on what changed; a key that begins with no endpoint is of the page's own making. */
function dependsOn({ queryKey: [name, , shown] }: Query, changed: Changed): boolean {
  const [endpoint] = /^[A-Z]+ \/\S*/.exec(String(name)) ?? [];
  // Third in the key is what `read` puts there.
  return endpoint !== undefined && tells(endpoint, shown as Shown | undefined, changed);
}

interface RereadOptions {
  /** Whether anybody looks at the page; what changes meanwhile is read when they do. */
  readonly isSeen: () => boolean;
  /** Whether the page shows changes that the server has not answered: answers that it has changed itself wait for that. */
  readonly isAhead: (query: Query) => boolean;
}

/**
 * Reads again what is on screen and has changed, each change once: what was asked for after a change is not asked again because of
 * it. What is not on screen is read when it is shown next (docs/architecture.md, Live events).
 */
export class Rereads {
  readonly #client: QueryClient;
  readonly #options: RereadOptions;
  readonly #rereads = new Map<string, Reread>();
  /** The moments at which answers were last asked for, by whomever. */
  readonly #asked = new Map<string, number>();

  constructor(client: QueryClient, options: RereadOptions) {
    this.#client = client;
    this.#options = options;
    client.getQueryCache().subscribe((event) => {
      // The next page of a list says nothing of those before it.
      const { queryHash } = event.query;
      if (event.type === 'updated' && event.action.type === 'fetch' && event.action.meta?.fetchMore === undefined)
        this.#asked.set(queryHash, nextMoment());
      if (event.type === 'updated' && event.action.type === 'error') this.#asked.delete(queryHash);
      if (event.type === 'removed') this.#forget(queryHash);
    });
  }

  /** Answers that depend on what changed. */
  concerned(changed: Changed): readonly Query[] {
    return this.#client.getQueryCache().findAll({ predicate: (query) => dependsOn(query, changed) });
  }

  /** Reads an answer again soon, unless it was asked for since the change; seldomer while changes keep coming, and always after the last. */
  soon(query: Query, since: number): void {
    this.#wait(query, since, gathering + Math.random() * spread);
  }

  /** Reads an answer again that one's own act has changed: at once where it was not read just now, as by the mark before this one. */
  next(query: Query, since: number): void {
    this.#wait(query, since, 0);
  }

  /** Reads an answer again now; done when it is there. */
  async now(query: Query, since: number): Promise<void> {
    if (this.#isFresh(query, since)) return;
    query.invalidate();
    if (!query.isActive()) return;
    const reread = this.#of(query, since);
    clearTimeout(reread.timer);
    reread.timer = undefined;
    await this.#read(query, reread);
  }

  /** Somebody looks at the page again. */
  look(): void {
    for (const query of this.#client.getQueryCache().getAll()) {
      const reread = this.#rereads.get(query.queryHash);
      if (reread !== undefined && !this.#isFresh(query, reread.since)) this.soon(query, reread.since);
    }
  }

  #isFresh(query: Query, since: number): boolean {
    return (this.#asked.get(query.queryHash) ?? 0) > since;
  }

  #of(query: Query, since: number): Reread {
    const known = this.#rereads.get(query.queryHash) ?? { since, began: -whileTheyKeepComing, took: 0, again: false, timer: undefined };
    known.since = Math.max(known.since, since);
    this.#rereads.set(query.queryHash, known);
    return known;
  }

  #forget(queryHash: string): void {
    clearTimeout(this.#rereads.get(queryHash)?.timer);
    this.#rereads.delete(queryHash);
    this.#asked.delete(queryHash);
  }

  #wait(query: Query, since: number, least: number): void {
    if (this.#isFresh(query, since)) return;
    query.invalidate();
    if (!query.isActive()) return;
    const reread = this.#of(query, since);
    if (reread.timer !== undefined) return;
    const pause = Math.max(reread.again ? whileTheyKeepComing : shortest, reread.took * timesItsTime);
    const gone = performance.now() - reread.began;
    const rest = pause - gone;
    reread.again = gone < whileTheyKeepComing;
    reread.timer = setTimeout(() => void this.#try(query, reread), Math.max(rest, least));
  }

  async #try(query: Query, reread: Reread): Promise<void> {
    reread.timer = undefined;
    if (this.#isFresh(query, reread.since) || !this.#options.isSeen()) return;
    if (this.#options.isAhead(query)) reread.timer = setTimeout(() => void this.#try(query, reread), gathering);
    else await this.#read(query, reread);
  }

  async #read(query: Query, reread: Reread): Promise<void> {
    // An answer that is on its way may be from before the change: it is awaited, and asked for again.
    const underWay = query.state.fetchStatus === 'fetching';
    if (underWay) await this.#refetch(query);
    if (this.#isFresh(query, reread.since)) return;
    if (!query.isActive()) return;
    // Meanwhile the page may have shown a change ahead, and broken off what was on its way: asked for now, the answer would take it back.
    if (underWay && this.#options.isAhead(query)) return this.soon(query, reread.since);
    reread.began = performance.now();
    await this.#refetch(query);
    reread.took = performance.now() - reread.began;
  }

  async #refetch(query: Query): Promise<void> {
    await this.#client.refetchQueries({ queryKey: query.queryKey, exact: true }, { cancelRefetch: false });
  }
}
