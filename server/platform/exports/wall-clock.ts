/** Turns moments into the wall clock of a time zone. An offset holds for a quarter of an hour at least, so it is asked for once in each. */
export class WallClock {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  }

  /** The moment as if its wall clock were UTC's, to the second. */
  at(moment: string): Date {
    const seconds = Math.floor(Date.parse(moment) / 1000);
    return new Date((seconds + this.#offset(Math.floor(seconds / 900))) * 1000);
  }

  #offset(quarter: number): number {
    const known = this.#offsets.get(quarter);
    if (known !== undefined) return known;
    const shown = Date.parse(`${this.#format.format(quarter * 900_000).replace(' ', 'T')}Z`) / 1000;
    const offset = shown - quarter * 900;
    if (this.#offsets.size >= mostKept) this.#offsets.clear();
    this.#offsets.set(quarter, offset);
    return offset;
  }
}

const mostKept = 10_000;
