import { availableParallelism } from 'node:os';
import { DatabaseUnavailable } from './db/database-errors.ts';
import { problem } from './http/problem.ts';

/** Rows with bounds of their own, for work that is worth waiting for however long it takes: files, passwords. */
export interface Patience {
  /** Milliseconds after which whoever still waits is refused. */
  readonly longestWait: number;
  /** Works that wait, altogether and of one. */
  readonly mostWaiting: number;
  readonly mostOfOne: number;
}

export interface TurnOptions {
  /** Works that run at once, everybody's together. */
  readonly atOnce: number;
  /** Of those, one person's. */
  readonly atOnceEach: number;
  /** Without it, what would wait too long by what was measured is refused at once. */
  readonly patience?: Patience;
  /** Milliseconds that others may make somebody wait, where it is not the usual. */
  readonly longestWait?: number;
  /** Processors of the machine, where it is not this one. */
  readonly processors?: number;
  /** A clock in milliseconds, for tests. */
  readonly now?: () => number;
}

/** What is asked for by a request. */
export interface Wish {
  readonly kind: 'read' | 'act';
  /** Milliseconds it has waited before, elsewhere. */
  readonly waited?: number;
  /** Whether it comes with so much that it is heavy whatever its person's work was so far: nobody knows that of the first. */
  readonly large?: boolean;
  /** Whether nobody is left to be answered. */
  readonly isGone: () => boolean;
}

type Size = Pick<Wish, 'large'>;

const always: Wish = { kind: 'act', isGone: () => false };

interface Waiting {
  readonly wish: Wish;
  readonly begin: () => void;
  readonly refuse: () => void;
}

/** Somebody whose works run and wait: a user, or an address. */
interface Person {
  running: number;
  readonly waiting: Waiting[];
  /** What a piece of their work took lately, in milliseconds: what is expected of the next. */
  mean: number;
  /** The same by time: pieces count as much as they took, or a few quick ones would make up for what is slow. */
  heaviness: number;
}

/** What a piece of work tells of its person: how long one takes, that one takes no less, or nothing. */
type Tells = 'all' | 'at least' | 'nothing';

/** Milliseconds that others may make somebody wait, wherever: with what a turn takes on a busy machine, a list comes within a second. */
const usualLongestWait = { read: 400, act: 500 } as const;
/** Milliseconds somebody's own work may wait for their other work: a list, and an act. What is slow by itself waits four times as long as it takes. */
const longestOwnWait = { read: 800, act: 10_000 } as const;
const ownWait = (kind: Wish['kind'], mean: number): number => Math.max(longestOwnWait[kind], 4 * mean);
/** From this many milliseconds on, work is heavy: somebody gets half as many turns for it, and no more than half the processors, and all such people half of all. */
const heavyFrom = 250;
/** How much of the mean the last piece of work makes up. */
const weight = 0.2;
/** Milliseconds of quick work after which little is left of what made somebody's work heavy. */
const forgetting = 1_000;
/** Pieces of one person's work that may wait, however quick they are. */
const mostWaiting = 250;
/** People remembered although nothing of theirs runs. */
const mostRemembered = 2_000;

/**
 * Hands out turns to work, so that no one person's work keeps the others from theirs (docs/architecture.md, Load): each has
 * so many at once and waits for more in a row of their own, and free turns go round the people who wait. How long a turn
 * would be waited for follows from what the work of those before took; where that is too long, the answer is `busy` at
 * once, before anything was done. With patience, rows are bounded by their length and by the clock instead.
 */
export class Turns {
  readonly #atOnce: number;
  readonly #atOnceEach: number;
  readonly #patience: Patience | undefined;
  readonly #longestWait: { readonly read: number; readonly act: number };
  /** Turns of somebody whose work is heavy: of the processors too it leaves half to the others. */
  readonly #heavyEach: number;
  readonly #now: () => number;
  readonly #people = new Map<string, Person>();
  /** Who waits, in the order in which they get the next turn. */
  readonly #row = new Set<Person>();
  /** What a piece of anybody's work took lately: what is expected of somebody whose work was not measured yet. */
  #mean = 0;
  #running = 0;
  #runningHeavy = 0;
  #refused = 0;

  constructor({ atOnce, atOnceEach, patience, longestWait, processors, now = () => performance.now() }: TurnOptions) {
    this.#atOnce = atOnce;
    this.#atOnceEach = atOnceEach;
    this.#patience = patience;
    this.#longestWait = longestWait === undefined ? usualLongestWait : { read: longestWait, act: longestWait };
    this.#heavyEach = Math.max(1, Math.floor(Math.min(atOnceEach, processors ?? availableParallelism()) / 2));
    this.#now = now;
  }

  /** How many run and wait now. */
  get standing(): { readonly running: number; readonly waiting: number } {
    return { running: this.#running, waiting: [...this.#row].reduce((sum, { waiting }) => sum + waiting.length, 0) };
  }

  /** Refusals since it was asked last. */
  takeRefused(): number {
    const refused = this.#refused;
    this.#refused = 0;
    return refused;
  }

  /** Refuses at once what `take` would refuse at once, before anything else is spent on it. Throws busy. */
  foresee(whose: string, wish: Pick<Wish, 'kind'>): void {
    const person = this.#people.get(whose);
    if (person !== undefined && !this.#mayBegin(person, {}) && this.#wouldWaitTooLong(person, wish)) throw this.#refusal();
  }

  /** Does the work when its turn comes. Throws busy where that would be too late, and where nobody waits for it any more. */
  async take<Result>(whose: string, work: () => Promise<Result>, wish: Wish = always): Promise<Result> {
    const person = this.#find(whose);
    const end = this.#mayBegin(person, wish) ? this.#begin(person, wish) : await this.#wait(person, wish);
    let tells: Tells = 'all';
    try {
      if (wish.isGone()) throw this.#refusal();
      return await work();
    } catch (error) {
      tells = toldByFailure(error, wish);
      throw error;
    } finally {
      end(tells);
    }
  }

  /** Takes a turn; returns what gives it back, and learns from how long it took where that tells anything. */
  #begin(person: Person, wish: Size): (tells: Tells) => void {
    const began = this.#now();
    const heavy = this.#isHeavy(person, wish) ? 1 : 0;
    this.#running += 1;
    this.#runningHeavy += heavy;
    person.running += 1;
    return (tells) => {
      this.#running -= 1;
      this.#runningHeavy -= heavy;
      person.running -= 1;
      this.#learn(person, this.#now() - began, tells);
      this.#goOn();
    };
  }

  #learn(person: Person, took: number, tells: Tells): void {
    if (tells === 'nothing' || (tells === 'at least' && took <= person.mean)) return;
    person.mean += weight * (took - person.mean);
    this.#mean += weight * (took - this.#mean);
    const share = took > person.heaviness ? weight : 1 - Math.exp(-took / forgetting);
    person.heaviness += share * (took - person.heaviness);
  }

  /** Work that is waited for patiently is expected to take long. */
  #isHeavy({ heaviness }: Person, { large = false }: Size): boolean {
    return this.#patience === undefined && (large || heaviness >= heavyFrom);
  }

  #mayBegin(person: Person, wish: Size): boolean {
    if (this.#running >= this.#atOnce) return false;
    if (person.running >= this.#turnsOf(person, wish)) return false;
    return !this.#isHeavy(person, wish) || this.#runningHeavy < this.#atOnce / 2;
  }

  #turnsOf(person: Person, wish: Size): number {
    return this.#isHeavy(person, wish) ? this.#heavyEach : this.#atOnceEach;
  }

  async #wait(person: Person, wish: Wish): Promise<(tells: Tells) => void> {
    if (this.#patience !== undefined) this.#makeRoom(person, this.#patience);
    else if (this.#wouldWaitTooLong(person, wish)) throw this.#refusal();
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        wish,
        begin: () => {
          clearTimeout(timer);
          resolve(this.#begin(person, wish));
        },
        refuse: () => {
          clearTimeout(timer);
          this.#drop(person, waiting);
          reject(this.#refusal());
        },
      };
      const timer = setTimeout(waiting.refuse, this.#patience?.longestWait ?? ownWait(wish.kind, person.mean));
      person.waiting.push(waiting);
      this.#row.add(person);
    });
  }

  /** A turn comes after one of everybody who waits, as often as there is work of one's own before it. */
  #wouldWaitTooLong(person: Person, { kind, waited = 0, ...wish }: Omit<Wish, 'isGone'>): boolean {
    const round = [...this.#row].reduce((sum, { mean }) => sum + mean, this.#row.has(person) ? 0 : person.mean);
    const forOthers = round / this.#atOnce;
    const forOwn = person.mean / this.#turnsOf(person, wish);
    const rounds = person.waiting.length + 1;
    if (rounds > mostWaiting || rounds * forOwn > ownWait(kind, person.mean)) return true;
    return forOthers > forOwn && waited + rounds * forOthers > this.#longestWait[kind];
  }

  /** Refuses the newcomer where their own row is full, or the last of the longest row where all rows together are. */
  #makeRoom({ waiting }: Person, { mostOfOne, mostWaiting: mostOfAll }: Patience): void {
    if (waiting.length >= mostOfOne) throw this.#refusal();
    if (this.standing.waiting < mostOfAll) return;
    const longest = [...this.#row].reduce((one, other) => (other.waiting.length > one.waiting.length ? other : one));
    if (longest.waiting.length <= waiting.length + 1) throw this.#refusal();
    longest.waiting.at(-1)?.refuse();
  }

  #drop(person: Person, waiting: Waiting): void {
    person.waiting.splice(person.waiting.indexOf(waiting), 1);
    if (person.waiting.length === 0) this.#row.delete(person);
  }

  #refusal() {
    this.#refused += 1;
    return problem('busy');
  }

  /** Gives free turns to those who wait, one each in their order. */
  #goOn(): void {
    for (const person of this.#row) {
      if (this.#running >= this.#atOnce) return;
      const [next] = person.waiting;
      if (next === undefined || !this.#mayBegin(person, next.wish)) continue;
      this.#drop(person, next);
      this.#row.delete(person);
      if (person.waiting.length > 0) this.#row.add(person);
      next.begin();
    }
  }

  #find(whose: string): Person {
    const known = this.#people.get(whose);
    if (known !== undefined) return known;
    if (this.#people.size >= mostRemembered) this.#forget();
    // Not as heavy, whatever the others do: that has to be their own.
    const mean = Math.min(this.#mean, heavyFrom / 2);
    const person: Person = { running: 0, waiting: [], mean, heaviness: mean };
    this.#people.set(whose, person);
    return person;
  }

  #forget(): void {
    for (const [whose, { running, waiting }] of this.#people) if (running === 0 && waiting.length === 0) this.#people.delete(whose);
  }
}

/** How long it takes to be told that the database is away says nothing of anybody's work; what was broken off would have taken longer. */
function toldByFailure(error: unknown, wish: Wish): Tells {
  if (error instanceof DatabaseUnavailable) return 'nothing';
  return wish.isGone() ? 'at least' : 'all';
}
