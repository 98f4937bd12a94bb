import { sql } from 'kysely';
import type { Calendar } from '../demo/calendar.ts';
import { demoPassword } from '../demo/chapters/team.ts';
import type { Database } from '../platform/db/database.ts';
import { TestClient, testApp } from './client.ts';

const adminLists = [
  '/databases?module=normal',
  '/databases?module=bonanza',
  '/databases?module=memberwd',
  '/batches?module=normal',
  '/batches?module=bonanza',
  '/batches?module=memberwd',
  '/archive?module=normal',
  '/archive?module=bonanza',
  '/archive?module=memberwd',
  '/invalid-records',
  '/records?conflict=true',
  '/records?verdict=valid',
  '/reservations?state=active',
  '/reservations?state=released',
  '/reservations?state=moved',
  '/users?active=false',
  '/products',
  '/audit',
  '/notifications',
  '/assignments',
  '/invalid-reasons?active=false',
  '/conflicts',
  '/conflicts?kept=true',
  '/message-templates',
  '/saved-filters?page=records',
];
const staffLists = ['/batches', '/records', '/notifications'];

/** Lists of an admin and of staff, and kinds of work, that a told demo has nothing to show in. */
export async function findEmptyLists(database: Database, calendar: Calendar): Promise<string[]> {
  const app = await testApp(database);
  try {
    const empty = async (username: string, paths: readonly string[]): Promise<string[]> => {
      const client = new TestClient(app);
      const { status } = await client.post('/auth/sign-in', { username, password: demoPassword });
      if (status !== 200) throw new Error(`${username} cannot sign in: ${status}`);
      const found: string[] = [];
      // One after the other, as a person opens them: whoever asks for thirty lists at once is told to wait.
      for (const path of paths) if ((await countItems(client, path)) === 0) found.push(`${path} of ${username}`);
      return found;
    };
    return [...(await empty('lina', adminLists)), ...(await empty('rina', staffLists)), ...(await findMissingWork(database, calendar))];
  } finally {
    await app.close();
  }
}

async function countItems(client: TestClient, path: string): Promise<number> {
  const { status, body } = await client.get(path);
  if (status !== 200) throw new Error(`${path} answers ${status}`);
  // Lists answer their items, those in groups the groups.
  const answer = body as { total?: number; items?: unknown[]; groups?: unknown[] };
  return answer.total ?? answer.items?.length ?? answer.groups?.length ?? 0;
}

/** Promises overdue, due today and to come, work noted, marks sent back, members not to be contacted: which of them there are not. */
async function findMissingWork(database: Database, calendar: Calendar): Promise<string[]> {
  const today = calendar.businessDay(0);
  const { rows } = await sql<Record<string, boolean | null>>`
    select bool_or(follow_up_on < ${today}::date) as "promises overdue", bool_or(follow_up_on = ${today}::date) as "promises due today",
      bool_or(follow_up_on > ${today}::date) as "promises to come", bool_or(note is not null) as "work noted",
      exists (select from events where act = 'validation.reject_verdict') as "marks sent back",
      exists (select from persons where do_not_contact) as "members not to be contacted"
    from records where state = 'assigned'
  `.execute(database.db);
  return Object.entries(rows[0] ?? {}).flatMap(([work, found]) => (found === true ? [] : [work]));
}
