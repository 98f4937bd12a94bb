import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { addProduct } from '../server/testing/builders.ts';
import { makeUser } from '../server/testing/client.ts';
import { leaveBrowser, openBrowser } from './browser.ts';
import { browserOf, openTab, smallScreen } from './make-work.ts';
import { type RunningProgram, startProgram } from './start-program.ts';

interface OpenProgram {
  readonly program: RunningProgram;
  readonly browser: Browser;
}

/** A program of a test file's own and the browser that looks at it; what it gives answers once the tests run. */
export function openProgram(): () => OpenProgram {
  let opened: OpenProgram | undefined;
  beforeAll(async () => {
    const [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    opened = { program, browser };
  });
  afterAll(async () => {
    await leaveBrowser(opened?.browser);
    await opened?.program.stop();
  });
  return () => {
    if (opened === undefined) throw new Error('The program runs from the first test on.');
    return opened;
  };
}

interface OpenPage extends OpenProgram {
  readonly page: Page;
}

/** The same with one page open on a phone; whose and which, `prepare` says. */
export function openPage(prepare: (program: RunningProgram) => Promise<{ userId: string; path: string }>): () => OpenPage {
  const opened = openProgram();
  let context: BrowserContext | undefined;
  let page: Page | undefined;
  beforeAll(async () => {
    const { program, browser } = opened();
    const { userId, path } = await prepare(program);
    context = await browserOf(browser, program, userId, smallScreen);
    page = await openTab(context, program, path);
  });
  return () => {
    if (page === undefined) throw new Error('The page is open from the first test on.');
    return { ...opened(), page };
  };
}

/** The panel by which an admin imports, into a product of its own. */
export const openImportPanel = () =>
  openPage(async ({ database }) => {
    const { id } = await makeUser(database, 'admin');
    await addProduct(database.db, 'Sagaraya');
    return { userId: id, path: '/memberwd?panel=impor' };
  });
