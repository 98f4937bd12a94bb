import { problem } from './http/problem.ts';

export interface TurnLimits {
  /** Works that run at once. */
  readonly atOnce: number;
  /** Works that wait, altogether and of one. */
  readonly mostWaiting: number;
  readonly mostOfOne: number;
  /** How long one waits before it is refused, in milliseconds. */
  readonly longestWait: number;
}

interface Waiting {
  readonly begin: () => void;
  readonly refuse: () => void;
}

/**
 * Has works of a scarce kind run a few at a time. The others wait in one row for each whose they are, and the rows take
 * turns, so that whoever sends many waits for their own. Where too many wait, the longest row loses its last.
 */
export class Turns {
  readonly #limits: TurnLimits;
  /** The rows in the order in which they have their turns. */
  readonly #rows = new Map<string, Waiting[]>();
  #running = 0;
  #waiting = 0;

  constructor(limits: TurnLimits) {
    this.#limits = limits;
  }

  /** How many run and wait now. */
  get standing(): { readonly running: number; readonly waiting: number } {
    return { running: this.#running, waiting: this.#waiting };
  }

  /** Runs the work when its turn comes. Throws busy when there are too many before it or it has waited too long. */
  async take<Result>(whose: string, work: () => Promise<Result>): Promise<Result> {
    if (this.#running < this.#limits.atOnce) this.#running += 1;
    else await this.#wait(whose);
    try {
      return await work();
    } finally {
      this.#handOn();
    }
  }

  #wait(whose: string): Promise<void> {
    this.#makeRoom(whose);
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        begin: () => {
          clearTimeout(patience);
          resolve();
        },
        refuse: () => {
          clearTimeout(patience);
          this.#drop(whose, waiting);
          reject(problem('busy'));
        },
      };
      const patience = setTimeout(waiting.refuse, this.#limits.longestWait);
      const row = this.#rows.get(whose);
      if (row === undefined) this.#rows.set(whose, [waiting]);
      else row.push(waiting);
      this.#waiting += 1;
    });
  }

  /** Refuses the newcomer where their own row is full, or the last of the longest row where all rows together are. */
  #makeRoom(whose: string): void {
    const own = this.#rows.get(whose)?.length ?? 0;
    if (own >= this.#limits.mostOfOne) throw problem('busy');
    if (this.#waiting < this.#limits.mostWaiting) return;
    const longest = [...this.#rows.values()].reduce((one, other) => (other.length > one.length ? other : one), []);
    if (longest.length <= own + 1) throw problem('busy');
    longest.at(-1)?.refuse();
  }

  #drop(whose: string, waiting: Waiting): void {
    const rest = (this.#rows.get(whose) ?? []).filter((each) => each !== waiting);
    if (rest.length === 0) this.#rows.delete(whose);
    else this.#rows.set(whose, rest);
    this.#waiting -= 1;
  }

  /** Gives the turn that has ended to the first of the row whose turn it is; that row is the last from then on. */
  #handOn(): void {
    const [next] = this.#rows;
    if (next === undefined) {
      this.#running -= 1;
      return;
    }
    const [whose, [first, ...rest]] = next;
    this.#rows.delete(whose);
    if (rest.length > 0) this.#rows.set(whose, rest);
    this.#waiting -= 1;
    first?.begin();
  }
}
