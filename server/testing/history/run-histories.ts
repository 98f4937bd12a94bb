import fc from 'fast-check';
import type { Database } from '../../platform/db/database.ts';
import { assigning, picking } from './assigning.ts';
import { importing } from './importing.ts';
import { handingOver, recalling, releasing, reserving, transferring } from './moving.ts';
import { replacing } from './replacing.ts';
import { resolving } from './resolving.ts';
import { archiving, barring, folding, marking, purging, rejecting, restoring } from './working.ts';
import { newWorld } from './world.ts';

/** Every kind of step; those that others need come the more often. */
const common = [assigning, marking, replacing];
const usual = [restoring, transferring, reserving, resolving];
const rare = [importing, picking, rejecting, archiving, purging, barring, recalling, releasing, handingOver, folding];
const steps = [...common, ...common, ...common, ...usual, ...usual, ...rare];

/** What each history begins with, so that there is something to work with. */
const beginning = fc.tuple(importing, importing, assigning, assigning, marking);

export interface Histories {
  readonly histories: number;
  /** At most so many acts in each, beside those it begins with. */
  readonly acts: number;
  /** Repeats what a failure told. */
  readonly seed?: number;
  /** Seconds for finding a shorter history that fails too; without it the first that fails is told. */
  readonly seconds?: number;
}

/**
 * Random histories over the real database and the model, every figure compared after each act; throws with the history in
 * which they differ. Answers how many acts were done.
 */
export async function runHistories(database: Database, { histories, acts, seed, seconds }: Histories): Promise<number> {
  let done = 0;
  const commands = fc.noBias(fc.commands(steps, { maxCommands: acts, size: 'max' }));
  const property = fc.asyncProperty(fc.boolean(), beginning, commands, async (holdAcrossModules, first, others) => {
    const world = await newWorld(database, holdAcrossModules);
    const history = [...first, ...others];
    await fc.asyncModelRun(() => ({ model: world.model, real: world }), history);
    done += history.length;
  });
  const shrinking = seconds === undefined ? { endOnFailure: true } : { interruptAfterTimeLimit: seconds * 1_000 };
  await fc.assert(property, { numRuns: histories, ...shrinking, ...(seed === undefined ? {} : { seed }) });
  return done;
}
