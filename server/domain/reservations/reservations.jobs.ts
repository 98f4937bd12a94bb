import type { Chore } from '../../platform/jobs/job.ts';
import { settleMembers } from './settle-members.ts';

export const reservationsChores: readonly Chore[] = [
  { name: 'settle-reserved-members', cron: '* * * * *', run: (database) => database.transaction(settleMembers) },
];
