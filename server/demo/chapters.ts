import { cardsChapter } from './chapters/cards.ts';
import { changesChapter } from './chapters/changes.ts';
import { looseEndsChapter } from './chapters/loose-ends.ts';
import { listsChapter } from './chapters/lists.ts';
import { officeChapter } from './chapters/office.ts';
import { processingChapter } from './chapters/processing.ts';
import { reservationsChapter } from './chapters/reservations.ts';
import { teamChapter } from './chapters/team.ts';
import { workChapter } from './chapters/work.ts';
import type { Chapter } from './scene.ts';

/** The story's parts. A step of the product that adds something to show adds its chapter here. */
export const chapters: readonly Chapter[] = [
  teamChapter,
  listsChapter,
  cardsChapter,
  reservationsChapter,
  workChapter,
  processingChapter,
  changesChapter,
  officeChapter,
  looseEndsChapter,
];
