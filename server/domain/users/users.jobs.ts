import type { Chore } from '../../platform/jobs/job.ts';
import { forgetSessions } from './forget-sessions.ts';

export const usersChores: readonly Chore[] = [
  { name: 'forget-sessions', cron: '47 * * * *', run: (database) => database.transaction(forgetSessions) },
];
