import { type RawBuilder, sql } from 'kysely';

const mark = '/* plan kept */';

/**
 * Begins a statement that is planned once on each connection, for all values of its parameters alike: planning may take several
 * times as long as the rest. Only for statements whose best plan is the same whatever the values are; what their plan should
 * depend on is written into their text (docs/architecture.md, Reading).
 */
export const keptPlan: RawBuilder<unknown> = sql.raw(`${mark} `);

/** Most statements whose plans a connection keeps, each some 100 KB of the server's memory. */
const most = 100;

/** The statements that one connection has planned, by their text. */
export class KeptPlans {
  readonly #names = new Map<string, string>();

  /** The name under which the server keeps a statement; undefined for one that is planned each time. */
  nameOf(text: string): string | undefined {
    if (!text.startsWith(mark)) return undefined;
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    const name = `kept_${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }

  /** Whether it is time for another connection, which has none. */
  get full(): boolean {
    return this.#names.size >= most;
  }
}
