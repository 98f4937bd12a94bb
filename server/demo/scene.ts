import type { Calendar } from './calendar.ts';
import type { Random } from './random.ts';
import type { Stage } from './stage.ts';

/** What happens at one moment of the story. */
export interface Scene {
  /** Tells scenes apart, and seeds what is drawn in this one. */
  readonly name: string;
  readonly daysAgo: number;
  /** Time of day, WIB: `09:30`. */
  readonly at: string;
  readonly play: (stage: Stage, random: Random) => Promise<void>;
}

export interface Plan {
  readonly calendar: Calendar;
  readonly seed: number;
  /** 1 for the demo; a test tells the same story with fewer records. */
  readonly size: number;
}

/** One part of the story: what a step of the product adds to it. Its scenes are played in the order of their moments. */
export type Chapter = (plan: Plan) => readonly Scene[];
