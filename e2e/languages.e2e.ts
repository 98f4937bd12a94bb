import { sql } from 'kysely';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { flatten } from '../scripts/checks/check-words.ts';
import { Calendar } from '../server/demo/calendar.ts';
import { tellStory } from '../server/demo/tell-story.ts';
import { adminWords } from '../web/app/i18n/admin-words.ts';
import { words as english } from '../web/app/i18n/english.ts';
import { everydayWords } from '../web/app/i18n/everyday-words.ts';
import { outermost } from '../server/testing/thoroughness.ts';
import { launchBrowser } from './browser.ts';
import { desk, phone, signInAs } from './sign-in-as.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

let program: RunningProgram;
let browser: Browser;

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), launchBrowser()]);
  await tellStory(program.database, { calendar: new Calendar(new Date()), seed: 3, size: 0.04 });
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await program?.stop();
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
      await page.goto(`${program.url}${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
      const words = leftOvers(await readPage(page), other, own).filter((word) => !data.has(word));
      if (words.length > 0) found.push(`${path}: ${words.join(' ')}`);
    }
    expect(found).toEqual([]);
    await context.close();
  },
);
