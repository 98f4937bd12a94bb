import { problem } from './problem.ts';

export interface TurnOptions {
  /** Work done at once, everybody's together. */
  readonly atOnce: number;
  /** Of that, one person's. */
  readonly atOnceEach: number;
  /** Whether work waits however long it takes: files, whose senders need minutes. */
  readonly patient?: boolean;
  /** Milliseconds that others may make somebody wait; what would wait longer is refused at once. */
  readonly longestWait?: number;
  /** A clock in milliseconds, for tests. */
  readonly now?: () => number;
}

/** What waits for its turn. */
interface Waiting {
  /** When it would be too late. */
  readonly until: number;
  readonly begin: () => void;
  readonly refuse: () => void;
}

interface Person {
  running: number;
  readonly waiting: Waiting[];
  /** What a piece of their work took lately, in milliseconds. */
  mean: number;
}

const usualLongestWait = 500;
/** Milliseconds somebody's own work may wait for their other work: a list, and an act. */
const longestOwnWait = { read: 2_000, act: 10_000 } as const;
/** From this many milliseconds on, work is heavy: somebody gets half as many turns for it, and all such people half of all. */
const heavyFrom = 250;
/** How much of the mean the last piece of work makes up. */
const weight = 0.2;
/** Pieces of one person's work that may wait, however quick they are. */
const mostWaiting = 250;
/** People remembered although nothing of theirs runs. */
const mostRemembered = 2_000;

/**
 * Hands out turns to work, so that no one person's work keeps the others from theirs (docs/architecture.md, Load): each has
 * so many at once and waits for more in a row of their own, and free turns go round the people who wait. How long a turn
 * would be waited for follows from what the work of those before took; where that is too long, the answer is `busy` at
 * once, before anything was done.
 */
export class Turns {
  readonly #atOnce: number;
  readonly #atOnceEach: number;
  readonly #patient: boolean;
  readonly #longestWait: number;
  readonly #now: () => number;
  readonly #people = new Map<string, Person>();
  /** Who waits, in the order in which they get the next turn. */
  readonly #row = new Set<Person>();
  #running = 0;
  #runningHeavy = 0;
  #refused = 0;

  constructor({ atOnce, atOnceEach, patient = false, longestWait = usualLongestWait, now = () => performance.now() }: TurnOptions) {
    this.#atOnce = atOnce;
    this.#atOnceEach = atOnceEach;
    this.#patient = patient;
    this.#longestWait = longestWait;
    this.#now = now;
  }

  /** Refusals since it was asked last. */
  takeRefused(): number {
    const refused = this.#refused;
    this.#refused = 0;
    return refused;
  }

  /** Refuses at once what `run` would refuse at once, before anything else is spent on it. Throws busy. */
  foresee(id: string, kind: 'read' | 'act'): void {
    const person = this.#people.get(id);
    if (person !== undefined && !this.#mayBegin(person) && this.#wouldWaitTooLong(person, kind)) throw this.#refusal();
  }

  /** Does the work when its turn comes. Throws busy where that would be too late, and where nobody waits for it any more. */
  async run<Result>(id: string, kind: 'read' | 'act', isGone: () => boolean, work: () => Promise<Result>): Promise<Result> {
    const person = this.#find(id);
    const end = this.#mayBegin(person) ? this.#begin(person) : await this.#wait(person, kind);
    try {
      if (isGone()) throw this.#refusal();
      return await work();
    } finally {
      end();
    }
  }

  /** Takes a turn; returns what gives it back. */
  #begin(person: Person): () => void {
    const began = this.#now();
    const heavy = person.mean >= heavyFrom ? 1 : 0;
    this.#running += 1;
    this.#runningHeavy += heavy;
    person.running += 1;
    return () => {
      this.#running -= 1;
      this.#runningHeavy -= heavy;
      person.running -= 1;
      person.mean += weight * (this.#now() - began - person.mean);
      this.#goOn();
    };
  }

  #mayBegin(person: Person): boolean {
    if (this.#running >= this.#atOnce) return false;
    if (person.running >= this.#turnsOf(person)) return false;
    return person.mean < heavyFrom || this.#runningHeavy < this.#atOnce / 2;
  }

  #turnsOf({ mean }: Person): number {
    return mean < heavyFrom ? this.#atOnceEach : Math.max(1, this.#atOnceEach / 2);
  }

  async #wait(person: Person, kind: 'read' | 'act'): Promise<() => void> {
    if (this.#wouldWaitTooLong(person, kind)) throw this.#refusal();
    return new Promise((resolve, reject) => {
      person.waiting.push({
        until: this.#patient ? Infinity : this.#now() + longestOwnWait[kind],
        begin: () => resolve(this.#begin(person)),
        refuse: () => reject(this.#refusal()),
      });
      this.#row.add(person);
    });
  }

  /** A turn comes after one of everybody who waits, as often as there is work of one's own before it. */
  #wouldWaitTooLong(person: Person, kind: 'read' | 'act'): boolean {
    const round = [...this.#row].reduce((sum, { mean }) => sum + mean, this.#row.has(person) ? 0 : person.mean);
    const forOthers = round / this.#atOnce;
    const forOwn = person.mean / this.#turnsOf(person);
    const rounds = person.waiting.length + 1;
    if (rounds > mostWaiting) return true;
    if (this.#patient) return false;
    if (rounds * forOwn > longestOwnWait[kind]) return true;
    return forOthers > forOwn && rounds * forOthers > this.#longestWait;
  }

  #refusal() {
    this.#refused += 1;
    return problem('busy');
  }

  /** Gives free turns to those who wait, one each in their order; what has waited too long all the same is refused. */
  #goOn(): void {
    for (const person of this.#row) {
      if (this.#running >= this.#atOnce) return;
      if (!this.#mayBegin(person)) continue;
      const next = person.waiting.shift();
      this.#row.delete(person);
      if (person.waiting.length > 0) this.#row.add(person);
      if (next !== undefined && next.until < this.#now()) next.refuse();
      else next?.begin();
    }
  }

  #find(id: string): Person {
    const known = this.#people.get(id);
    if (known !== undefined) return known;
    if (this.#people.size >= mostRemembered) this.#forget();
    const person: Person = { running: 0, waiting: [], mean: 0 };
    this.#people.set(id, person);
    return person;
  }

  #forget(): void {
    for (const [id, { running, waiting }] of this.#people) if (running === 0 && waiting.length === 0) this.#people.delete(id);
  }
}
