import { pino } from 'pino';
import type { Endpoint } from '../../contract/endpoint.ts';
import { refusalStatuses } from '../platform/http/describe-api.ts';
import { badRequests } from './bad-input.ts';
import { signedInAs, type TestClient, testApp } from './client.ts';
import { addList, addProduct } from './builders.ts';
import { testDatabase } from './database.ts';

export interface BadInputTarget {
  readonly client: TestClient;
  /** What the program warned of since it was last asked: the database refused what the contract should have. */
  readonly warnings: () => string[];
  /** Signs in anew; acts thrown at the program may end the session. */
  readonly signInAgain: () => Promise<void>;
}

/** A program with rows to act on, and an owner whom none of the requests names. */
export async function badInputTarget(): Promise<BadInputTarget> {
  const database = await testDatabase();
  const lines: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const app = await testApp(database, { requestBudget: 10_000_000, logger });
  for (const role of ['staff', 'staff', 'staff', 'admin', 'admin'] as const) await signedInAs(app, database, role);
  for (let list = 0; list < 4; list += 1)
    await addList(database.db, { productId: await addProduct(database.db), records: 20, module: list % 2 === 0 ? 'normal' : 'memberwd' });
  const client = await signedInAs(app, database, 'owner');
  const signInAgain = async (): Promise<void> => {
    const { cookie } = await signedInAs(app, database, 'owner');
    client.cookie = cookie;
  };
  return { client, signInAgain, warnings: () => lines.splice(0) };
}

/** Milliseconds an answer may take. */
const longest = 2_000;

/** Throws bad requests at an operation and returns those that were answered with a fault of ours, otherwise than described, or too late. */
export async function throwBadInput(
  { client, signInAgain, warnings }: BadInputTarget,
  endpoint: Endpoint,
  count: number,
  seed: number,
): Promise<string[]> {
  const faults: string[] = [];
  const described = refusalStatuses(endpoint);
  for (const { url, body, key } of badRequests(endpoint, count, seed)) {
    const began = performance.now();
    const headers = key === undefined || key === '' ? {} : { 'idempotency-key': key };
    const answer = await client.send(endpoint.method, url, endpoint.method === 'GET' ? undefined : body, headers);
    const took = performance.now() - began;
    const warned = warnings();
    const undescribed = answer.status >= 400 && !described.includes(answer.status);
    if (answer.status >= 500 || undescribed || took > longest || warned.length > 0) {
      faults.push(
        `${answer.status} after ${Math.round(took)} ms: ${endpoint.method} ${url.slice(0, 200)} ${body?.slice(0, 300) ?? ''}\n${answer.text.slice(0, 300)}\n${warned.join('').slice(0, 600)}`,
      );
    }
    if (client.cookie === undefined || answer.status === 401) await signInAgain();
  }
  return faults;
}
