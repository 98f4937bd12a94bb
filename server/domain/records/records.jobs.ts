import type { Chore } from '../../platform/jobs/job.ts';
import { foldCounts } from './fold-counts.ts';
import { writeRecordTexts } from './write-record-texts.ts';

export const recordsChores: readonly Chore[] = [
  { name: 'fold-database-counts', cron: '* * * * *', run: (database) => database.transaction(foldCounts) },
  { name: 'write-record-texts', cron: '* * * * *', atStart: true, run: ({ db }) => writeRecordTexts(db) },
];
