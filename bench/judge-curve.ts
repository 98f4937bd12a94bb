import { milliseconds } from './figures.ts';
import type { Operation } from './list-operations.ts';
import type { Measured } from './measure-operations.ts';
import type { Walk } from './watch-plans.ts';

/** An operation at every size, the smallest first, and where its plans at the largest go through all of a large table. */
export interface Curve {
  readonly operation: Operation;
  readonly measured: readonly Measured[];
  readonly walks: readonly Walk[];
}

/** Milliseconds that anything may take at the largest size. */
export const longest = 100;
/** Times of itself at the smallest size that it may take at the largest. */
export const steepest = 3;
/** Milliseconds below which that says nothing: it is what a request costs whatever it asks for. */
export const tooShortToJudge = 5;

/** How many times as long the largest size takes as the smallest; undefined where not both were answered. */
function steepness({ measured }: Curve): number | undefined {
  const [first, last] = [measured[0], measured.at(-1)];
  if (first === undefined || first === last || first.outcome !== 'answered' || last?.outcome !== 'answered') return undefined;
  return last.milliseconds / first.milliseconds;
}

/** Whether it may go through all of a table: a file has all of it, and what is refused has not begun. */
const mayWalk = (operation: Operation, last: Measured) => operation.kind === 'file' || last.outcome === 'refused';

/** Whether an operation stays within what is promised of it. */
export function isWithin(curve: Curve): boolean {
  const last = curve.measured.at(-1);
  if (last === undefined || last.milliseconds > longest) return false;
  if (curve.walks.length > 0 && !mayWalk(curve.operation, last)) return false;
  if (curve.measured.some(({ outcome }) => outcome === 'failed')) return false;
  return last.milliseconds <= tooShortToJudge || (steepness(curve) ?? 0) <= steepest;
}

function timeCell({ outcome, status, milliseconds: time }: Measured): string {
  const shown = milliseconds(time);
  return outcome === 'answered' ? shown : outcome === 'refused' ? `refused, ${shown}` : `fails with ${status}, ${shown}`;
}

/** The row of an operation in the table. */
export function rowOf(curve: Curve): string[] {
  const { operation, measured, walks } = curve;
  const ratio = steepness(curve);
  const tables = [...new Set(walks.map(({ table }) => table))];
  return [
    operation.work,
    measured.at(-1)?.found?.toString() ?? '',
    ...measured.map(timeCell),
    ratio === undefined ? '' : `${ratio.toFixed(1)} ×`,
    ratio === undefined ? `${longest} ms` : `${steepest} ×, ${longest} ms`,
    tables.length === 0 ? '' : `walks ${tables.join(', ')}`,
    isWithin(curve) ? 'ok' : 'OVER',
  ];
}
