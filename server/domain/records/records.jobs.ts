import type { Chore } from '../../platform/jobs/job.ts';
import { foldCounts } from './fold-counts.ts';

export const recordsChores: readonly Chore[] = [
  { name: 'fold-database-counts', cron: '* * * * *', run: (database) => database.transaction(foldCounts) },
];
