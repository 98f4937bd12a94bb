import type { BenchPostgres } from './start-postgres.ts';

/** One figure of a bench beside what it was measured against, in the same run. */
export interface Figure {
  readonly work: string;
  readonly measured: string;
  readonly against: string;
  /** Measured ÷ against; null where the limit is absolute. */
  readonly ratio: number | null;
  readonly limit: string;
  /** Null where nothing is promised. */
  readonly ok: boolean | null;
}

/** What a bench found where it is more than figures beside what they were measured against. */
export interface Table {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What is to be said of these very rows, below them. */
  readonly remarks: readonly string[];
  /** Whether nothing is over its limit. */
  readonly ok: boolean;
}

export interface BenchContext {
  readonly postgres: BenchPostgres;
  /** Records to measure with, where the usual number would take too long. */
  readonly records: number | undefined;
  /** The same where a bench measures at several sizes. */
  readonly sizes: readonly number[] | undefined;
  /** What of a bench that measures much is wanted alone. */
  readonly only: string | undefined;
  /** A file of people to import, instead of a generated one. */
  readonly people: string | undefined;
  /** Tells what is going on. */
  readonly say: (line: string) => void;
}

export interface Bench {
  readonly name: string;
  readonly title: string;
  /** What the floor is, and whatever a reader must know to judge the figures. */
  readonly notes: readonly string[];
  readonly run: (context: BenchContext) => Promise<readonly Figure[] | Table>;
}

/** The value below which this share of the samples lies. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((one, other) => one - other);
  const index = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  return sorted[index] ?? Number.NaN;
}

/** Milliseconds the work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

export function milliseconds(value: number): string {
  return value < 10 ? `${value.toFixed(2)} ms` : value < 10_000 ? `${value.toFixed(0)} ms` : `${(value / 1000).toFixed(1)} s`;
}

/** A figure that is a time against another, with the most their ratio may be. */
export function timeFigure(work: string, measured: number, against: readonly [name: string, value: number], limit: number | null): Figure {
  const ratio = measured / against[1];
  return {
    work,
    measured: milliseconds(measured),
    against: `${against[0]} ${milliseconds(against[1])}`,
    ratio,
    limit: limit === null ? '' : `${limit} ×`,
    ok: limit === null ? null : ratio <= limit,
  };
}

/** A figure that is right or wrong by itself. */
export function plainFigure(work: string, measured: string, limit: string, ok: boolean | null): Figure {
  return { work, measured, against: '', ratio: null, limit, ok };
}
