import type { RawBuilder } from 'kysely';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { assignRecords } from '../server/domain/records/assign-records.ts';
import { startSession } from '../server/domain/users/start-session.ts';
import { setVerdict } from '../server/domain/validation/set-verdict.ts';
import { addList, addProduct, reasonId } from '../server/testing/builders.ts';
import { makeUser, program as system } from '../server/testing/client.ts';
import { reducedMotion } from './sign-in-as.ts';
import type { RunningProgram } from './start-program.ts';

export const desktop = { width: 1440, height: 900 };
export const smallScreen = { width: 360, height: 740 };

/** A browser of somebody who is signed in already. */
export async function browserOf(
  browser: Browser,
  { database, url }: RunningProgram,
  userId: string,
  viewport = desktop,
): Promise<BrowserContext> {
  const token = await database.transaction((tx) => startSession(tx, userId, { address: '127.0.0.1', userAgent: null }));
  const context = await browser.newContext({ viewport, locale: 'id-ID', timezoneId: 'Asia/Jakarta', reducedMotion });
  context.setDefaultTimeout(10_000);
  await context.addCookies([{ name: 'cermat_session', value: token, url }]);
  return context;
}

/** One of its tabs, on a page of the program. */
export async function openTab(context: BrowserContext, { url }: RunningProgram, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}${path}`);
  return page;
}

/** The figure that a statement counts. */
export async function counted({ database }: RunningProgram, statement: RawBuilder<{ count: number }>): Promise<number> {
  return (await statement.execute(database.db)).rows[0]?.count ?? 0;
}

export interface Work {
  readonly staffId: string;
  readonly staffName: string;
  readonly productId: string;
  readonly databaseId: string;
  /** In file order. */
  readonly recordIds: readonly string[];
  /** Empty where nothing was given. */
  readonly batchId: string;
  /** Number of the first customer. */
  readonly from: number;
}

let first = 1;

/** A product and a list of 30 records of its own, with a staff member and, where records are given, a card. */
export async function makeWork({ database }: RunningProgram, given = 0): Promise<Work> {
  const staff = await makeUser(database, 'staff');
  const productId = await addProduct(database.db);
  const from = first;
  first += 100;
  const { databaseId, recordIds } = await addList(database.db, { productId, name: `WD ${from}`, records: 30, firstCustomer: from });
  let batchId = '';
  if (given > 0) {
    const answer = await database.transaction((tx) =>
      assignRecords(tx, system, { databaseId, staffIds: [staff.id], quantity: given, order: 'file' }),
    );
    batchId = answer.assignments[0]?.batchId ?? '';
  }
  return { staffId: staff.id, staffName: `The ${staff.username}`, productId, databaseId, recordIds, batchId, from };
}

/** Its staff member marks the first of the records as of a wrong number. */
export async function markInvalid({ database }: RunningProgram, { staffId, recordIds }: Work, quantity: number): Promise<void> {
  const wrong = await reasonId(database.db);
  const worker = { ...system, userId: staffId, role: 'staff' as const };
  await database.transaction((tx) =>
    setVerdict(tx, worker, { recordIds: recordIds.slice(0, quantity), verdict: 'invalid', reasonId: wrong }),
  );
}
