import { sql } from 'kysely';
import type { Page, Request } from 'playwright-core';
import { expect } from 'vitest';
import type { RunningProgram } from './start-program.ts';

/** What a page has asked the server for, each endpoint with how often; the stream of what changes is not asked again. */
export type Asked = { readonly [endpoint: string]: number };

/** Counts what a page asks for. */
export interface RequestCount {
  /** What was asked since the last time, once nothing is on its way and nothing is left to be asked. */
  readonly take: () => Promise<Asked>;
  /** Lets so many milliseconds of the page's clock pass, with the answers that come meanwhile. */
  readonly pass: (milliseconds: number) => Promise<void>;
  /** Waits until the page has heard of everything that was done so far. */
  readonly hearAll: () => Promise<void>;
}

const endpointOf = (request: Request): string => {
  const path = new URL(request.url()).pathname.replace('/api', '');
  return `${request.method()} ${path.replaceAll(/\/\d+(?=\/|$)/g, '/:id')}`;
};

/** Milliseconds after which answers are waited for. */
const piece = 2_500;

/** Longer than a page ever gathers what has changed, and shorter than the silence after which it takes its stream for dead. */
const allGathered = 15_000;

/** Follows a page whose clock is installed. */
export function countRequests(page: Page, { database }: RunningProgram): RequestCount {
  const asked = new Map<string, number>();
  const underWay = new Set<Request>();
  const isCounted = (request: Request) => /\/api\/(?!events)/.test(request.url());
  page.on('request', (request) => {
    if (!isCounted(request)) return;
    underWay.add(request);
    asked.set(endpointOf(request), (asked.get(endpointOf(request)) ?? 0) + 1);
  });
  // A server that has too much to do asks for a request to be sent again: one and the same.
  page.on('response', (response) => {
    const endpoint = endpointOf(response.request());
    if (response.status() === 503 && isCounted(response.request())) asked.set(endpoint, (asked.get(endpoint) ?? 0) - 1);
  });
  page.on('requestfinished', (request) => underWay.delete(request));
  page.on('requestfailed', (request) => underWay.delete(request));
  const pass = async (milliseconds: number) => {
    // What answers bring about is asked for as well: until nothing more comes of it.
    for (let left = milliseconds; left > 0; left -= piece) {
      await page.clock.runFor(Math.min(piece, left));
      await expect.poll(() => underWay.size, { interval: 5 }).toBe(0);
    }
  };
  const heardUpTo = () =>
    page.evaluate(() => {
      const name = Object.keys(localStorage).find((key) => /^cermat:live:\d+$/.test(key)) ?? '';
      return Number((localStorage.getItem(name) ?? '').split('.')[2]?.split(':')[1] ?? 0);
    });
  const hearAll = async () => {
    const { rows } = await sql<{ last: number }>`select coalesce(max(xid::text::bigint), 0)::int as last from live_events`.execute(
      database.db,
    );
    await expect.poll(heardUpTo, { interval: 10 }).toBeGreaterThan(rows[0]?.last ?? 0);
  };
  return {
    pass,
    hearAll,
    take: async () => {
      await hearAll();
      await pass(allGathered);
      const taken = Object.fromEntries([...asked].toSorted(([one], [other]) => one.localeCompare(other)));
      asked.clear();
      return taken;
    },
  };
}
