import { sql } from 'kysely';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flatten } from '../scripts/checks/check-words.ts';
import { Calendar } from '../server/demo/calendar.ts';
import { checkFigures } from '../server/demo/check-figures.ts';
import { inventMember } from '../server/demo/invent-members.ts';
import { dropDemo, markDemo, readDemoState } from '../server/demo/mark-demo.ts';
import { tellStory } from '../server/demo/tell-story.ts';
import { cardTitle } from '../server/domain/records/records.rules.ts';
import type { Database } from '../server/platform/db/database.ts';
import { testDatabase } from '../server/testing/database.ts';
import { findEmptyLists } from '../server/testing/find-empty-lists.ts';
import { findFaults } from '../server/testing/find-faults.ts';
import { readStory } from '../server/testing/tell-both.ts';
import { outermost, thorough } from '../server/testing/thoroughness.ts';
import { adminWords } from '../web/app/i18n/admin-words.ts';
import { words as english } from '../web/app/i18n/english.ts';
import { everydayWords } from '../web/app/i18n/everyday-words.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { desk, phone, signInAs } from './sign-in-as.ts';
import { type RunningProgram, startProgram } from './start-program.ts';
import { visit } from './visit.ts';

// One telling of the demo, which takes longer than all that is looked at in it.
const plan = { calendar: new Calendar(new Date()), seed: 7, size: 0.04 };
let program: RunningProgram;
let database: Database;
let browser: Browser;

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), openBrowser()]);
  ({ database } = program);
  await tellStory(database, plan);
}, 180_000);

afterAll(async () => {
  await leaveBrowser(browser);
  await program?.stop();
});

async function rowsOf<Row>(statement: string, of: Database = database): Promise<Row[]> {
  return (await sql<Row>`${sql.raw(statement)}`.execute(of.db)).rows;
}

describe('the demo', () => {
  it('conserves every figure', async () => {
    const products = await rowsOf<{ id: string }>('select id from products');
    const faults = await Promise.all(products.map(({ id }) => findFaults(database.db, id)));
    expect(products).toHaveLength(3);
    expect(faults.flat()).toEqual([]);
  });

  it('would notice a figure that is not conserved', async () => {
    const broken = await testDatabase();
    await sql`insert into products (name) values ('Sagaraya')`.execute(broken.db);
    await expect(checkFigures(broken.db)).resolves.toBeUndefined();
    await sql`insert into events (at, act, subject_type) values (now() + interval '1 day', 'records.assign', 'records')`.execute(broken.db);
    await expect(checkFigures(broken.db)).rejects.toThrow('something that happens after now');
  });

  it('lies in the past, day by day, and cards bear their day', async () => {
    const [spread] = await rowsOf<{ days: number; first: number }>(`
      select count(distinct at::date)::int as days, (current_date - min(at)::date) as first from events`);
    expect(spread?.days).toBeGreaterThan(30);
    expect(spread?.first).toBeGreaterThanOrEqual(39);
    const cards = await rowsOf<{ name: string; title: string; day: string }>(`
      select databases.name, batches.original_title as title, (batches.created_at at time zone 'Asia/Jakarta')::date as day
      from batches join databases on databases.id = batches.database_id join assignments on assignments.batch_id = batches.id`);
    expect(cards.length).toBeGreaterThan(30);
    expect(cards.filter(({ name, title, day }) => title !== cardTitle(name, day))).toEqual([]);
  });

  it.runIf(thorough)(
    'tells the same story from the same seed, and another from another',
    async () => {
      const again = await testDatabase();
      await tellStory(again, plan);
      const story = await readStory(database);
      expect(story.records.length).toBeGreaterThan(500);
      expect(await readStory(again)).toEqual(story);
      const [one, other] = [7, 8].map((seed) => inventMember(seed, 'Sagaraya', 4));
      expect(one).not.toEqual(other);
    },
    120_000,
  );
});

describe('every list of the demo has something to show', () => {
  it('for an admin and for the staff, with work of every kind', async () => {
    expect(await findEmptyLists(database, plan.calendar)).toEqual([]);
  });

  it('and one that has nothing is noticed', async () => {
    await sql`create table kept_templates as select * from message_templates`.execute(database.db);
    await sql`delete from message_templates`.execute(database.db);
    expect(await findEmptyLists(database, plan.calendar)).toEqual(['/message-templates of lina']);
    await sql`insert into message_templates overriding system value select * from kept_templates`.execute(database.db);
    await sql`drop table kept_templates`.execute(database.db);
  });
});

describe('the demo’s database', () => {
  it('is told from an empty one and from somebody’s data', async () => {
    const fresh = await testDatabase();
    expect(await readDemoState(fresh.db)).toBe('empty');
    expect(await readDemoState(database.db)).toBe('foreign');
    expect(await dropDemo(database)).toBe(false);
    expect(await rowsOf('select from databases')).not.toEqual([]);
    await markDemo(fresh.db, 'begun');
    expect(await readDemoState(fresh.db)).toBe('begun');
    await markDemo(fresh.db, 'told');
    expect(await readDemoState(fresh.db)).toBe('told');
    expect(await dropDemo(fresh)).toBe(true);
    expect(await rowsOf(`select from information_schema.tables where table_schema = 'public'`, fresh)).toEqual([]);
  });
});

/** Words of a language's texts, without what is filled in. */
function wordsOf(texts: Iterable<string>): Set<string> {
  const plain = [...texts].map((text) => text.replace(/\{\{[^}]*\}\}/g, ' '));
  return new Set(plain.flatMap((text) => text.toLowerCase().match(/\p{L}{4,}/gu) ?? []));
}

const indonesianWords = wordsOf([...flatten(everydayWords).values(), ...flatten(adminWords).values()]);
const englishWords = wordsOf(flatten({ ...english }).values());

/** Cities that time zones are named after. */
const names = wordsOf(Intl.supportedValuesOf('timeZone'));

/** Words that only the other language has. */
const leftOvers = (text: string, other: ReadonlySet<string>, own: ReadonlySet<string>): string[] =>
  [...wordsOf([text])].filter((word) => other.has(word) && !own.has(word) && !names.has(word));

async function signIn(username: string, language: 'id' | 'en', device: typeof desk): Promise<{ page: Page; context: BrowserContext }> {
  const { page, context } = await signInAs(browser, program, device, username);
  await context.addInitScript((chosen) => localStorage.setItem('cermat:language', chosen), language);
  await page.reload();
  return { page, context };
}

/** Everything a page says: what stands on it, and what is read out or shown on hover. */
const readPage = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const copy = document.body.cloneNode(true);
    if (!(copy instanceof HTMLElement)) return '';
    for (const data of copy.querySelectorAll('script, style, noscript')) data.remove();
    const heard = [...copy.querySelectorAll('[aria-label], [title], [placeholder], [alt]')].flatMap((element) =>
      ['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name) ?? ''),
    );
    return [copy.innerText, ...heard].join('\n');
  });

/** What people wrote and lists hold: those words are in the language they were written in. */
async function findNames(): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select name from users union select name from databases union select title from batches union select label from message_templates
    union select text from message_templates union select name from saved_filters union select note from records where note is not null
    union select unnest(columns) from databases union select name from customers where name is not null union select note from kept_conflicts
    union select unnest(cells) from records union select customer_text from records where customer_text is not null
    union select label from invalid_reasons union select email from users where email is not null
  `.execute(program.database.db);
  return rows.map(({ name }) => name).join('\n');
}

const adminPages = [
  '/memberwd',
  '/memberwd?tab=batch',
  '/memberwd?tab=invalid',
  '/memberwd?tab=arsip',
  '/memberwd?tab=konflik',
  '/memberwd/record',
  '/normal',
  '/bonanza',
  '/konflik',
  '/reserved-member',
  '/pengguna',
  '/produk',
  '/alasan',
  '/template-pesan',
  '/pengaturan',
  '/sesi',
  '/riwayat',
];
const staffPages = ['/data-saya', '/tindak-lanjut', '/memberwd', '/belum-dikelompokkan', '/reserved-member', '/sesi', '/ganti-kata-sandi'];
const languages = [
  { language: 'en' as const, own: englishWords, other: indonesianWords },
  { language: 'id' as const, own: indonesianWords, other: englishWords },
];
const people = [
  { who: 'an owner at a desk', username: 'ratna', paths: adminPages, device: desk },
  { who: 'a staff member with a phone', username: 'rina', paths: staffPages, device: phone },
];

it.each(outermost(languages.flatMap((language) => people.map((person) => ({ ...language, ...person })))))(
  'in $language $who meets no word of the other language',
  async ({ language, own, other, username, paths, device }) => {
    const data = wordsOf([await findNames()]);
    const { page, context } = await signIn(username, language, device);
    const found: string[] = [];
    for (const path of paths) {
      await visit(page, path);
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
      const words = leftOvers(await readPage(page), other, own).filter((word) => !data.has(word));
      if (words.length > 0) found.push(`${path}: ${words.join(' ')}`);
    }
    expect(found).toEqual([]);
    await context.close();
  },
);
