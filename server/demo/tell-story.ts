import type { Database } from '../platform/db/database.ts';
import { ageHistory } from './age-history.ts';
import { chapters } from './chapters.ts';
import { checkFigures } from './check-figures.ts';
import { Random, seedOf } from './random.ts';
import type { Plan, Scene } from './scene.ts';
import { Stage } from './stage.ts';

export interface StoryWatch {
  /** Told after each day of the story. */
  readonly onDay?: (done: number, days: number) => void;
  /** Ends the telling between two scenes. */
  readonly signal?: AbortSignal;
}

/**
 * Plays the story on a migrated, empty database: every scene by the acts people do, day by day, each day then moved to where
 * it belongs in the past. Throws where a figure is not conserved.
 */
export async function tellStory(database: Database, plan: Plan, watch: StoryWatch = {}): Promise<Stage> {
  const stage = new Stage(database, plan);
  const days = groupByDay(chapters.flatMap((chapter) => chapter(plan)));
  for (const [index, scenes] of days.entries()) {
    for (const scene of scenes) {
      watch.signal?.throwIfAborted();
      await stage.moveTo(plan.calendar.moment(scene.daysAgo, scene.at));
      await scene.play(stage, new Random(seedOf(plan.seed, `${scene.name} ${scene.daysAgo} ${scene.at}`)));
    }
    await ageHistory(database, stage.takeSteps());
    watch.onDay?.(index + 1, days.length);
  }
  await checkFigures(database.db);
  return stage;
}

/** The scenes of each day in their order, the earliest day first; scenes of one moment stay in the order of their chapters. */
function groupByDay(scenes: readonly Scene[]): Scene[][] {
  const days = new Map<number, Scene[]>();
  for (const scene of scenes) days.set(scene.daysAgo, [...(days.get(scene.daysAgo) ?? []), scene]);
  return [...days]
    .toSorted(([one], [other]) => other - one)
    .map(([, ofDay]) => ofDay.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0)));
}
