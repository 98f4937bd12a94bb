/** Indonesia's western zone has no summer time. */
const zoneOffset = 7 * 3_600_000;
const day = 86_400_000;
const minute = 60_000;

/** Days of the story before today: six weeks. */
const firstDay = 41;
const officeOpens = 8 * 60;
const officeCloses = 18 * 60;

/** The story's days, counted back from the moment it is told at. */
export class Calendar {
  readonly now: Date;
  readonly #today: number;
  /** Days on which the office works, the first first: all but Sundays, and today in any case. */
  readonly workdays: readonly number[];

  constructor(now: Date) {
    this.now = now;
    this.#today = Math.floor((now.getTime() + zoneOffset) / day) * day - zoneOffset;
    this.workdays = Array.from({ length: firstDay + 1 }, (_, index) => firstDay - index).filter(
      (daysAgo) => daysAgo === 0 || this.#weekday(daysAgo) !== 0,
    );
  }

  #weekday(daysAgo: number): number {
    return new Date(this.#today - daysAgo * day + zoneOffset).getUTCDay();
  }

  /** The working day so long ago, or the one after it where that was a Sunday. */
  workday(daysAgo: number): number {
    return this.workdays.includes(daysAgo) ? daysAgo : Math.max(daysAgo - 1, 0);
  }

  /**
   * The moment of a scene: a time of day (`09:30`, WIB) so many days ago. Today's office hours are laid over the last hours
   * before now, so that nothing lies in the future, whatever time it is.
   */
  moment(daysAgo: number, at: string): Date {
    const [hours = 0, minutes = 0] = at.split(':').map(Number);
    const ofDay = hours * 60 + minutes;
    if (daysAgo > 0) return new Date(this.#today - daysAgo * day + ofDay * minute);
    const begin = Math.max(this.now.getTime() - 5 * 60 * minute, this.#today - day + (officeCloses + 30) * minute);
    const end = this.now.getTime() - 3 * minute;
    const share = (ofDay - officeOpens) / (officeCloses - officeOpens);
    return new Date(begin + Math.min(1, Math.max(0, share)) * (end - begin));
  }

  /** A business day so many days after today (before it where negative), `YYYY-MM-DD`. */
  businessDay(daysAfterToday: number): string {
    return new Date(this.#today + daysAfterToday * day + zoneOffset).toISOString().slice(0, 10);
  }

  /** A day as lists write it: `03/09/2026`. */
  slashed(daysAgo: number): string {
    const [year, month, ofMonth] = this.businessDay(-daysAgo).split('-');
    return `${ofMonth}/${month}/${year}`;
  }

  /** The name of the month it was so many days ago: `Oktober`. */
  month(daysAgo: number): string {
    const moment = new Date(this.#today - daysAgo * day + day / 2);
    return new Intl.DateTimeFormat('id-ID', { month: 'long', timeZone: 'Asia/Jakarta' }).format(moment);
  }
}
