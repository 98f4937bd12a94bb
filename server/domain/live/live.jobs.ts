import type { Chore } from '../../platform/jobs/job.ts';
import { forgetLiveEvents } from './forget-live-events.ts';

export const liveChores: readonly Chore[] = [
  { name: 'forget-live-events', cron: '27 * * * *', run: (database) => database.transaction(forgetLiveEvents) },
];
