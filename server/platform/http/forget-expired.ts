import { sql } from 'kysely';
import type { Chore } from '../jobs/job.ts';
import { forgetOldAnswers } from './answer-once.ts';

/** Forgets answers kept for repeated requests and budgets that are over. */
export const forgetExpired: Chore = {
  name: 'forget-expired',
  cron: '17 * * * *',
  async run({ db }) {
    await forgetOldAnswers(db);
    await sql`delete from rate_limits where expire < ${Date.now()}`.execute(db);
  },
};
