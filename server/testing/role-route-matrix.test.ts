import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Endpoint } from '../../contract/endpoint.ts';
import { endpoints } from '../../contract/endpoints.ts';
import type { Database } from '../platform/db/database.ts';
import { refusalStatuses } from '../platform/http/describe-api.ts';
import { signedInAs, TestClient, testApp } from './client.ts';
import { testDatabase } from './database.ts';

const callers = ['anonymous', 'owner', 'admin', 'staff', 'deactivated', 'expired', 'temporary'] as const;
type Caller = (typeof callers)[number];

let database: Database;
let app: Awaited<ReturnType<typeof testApp>>;
let url: string | undefined;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database);
});

/** Somebody of the kind, made anew for each request, since a request may end a session. */
async function become(caller: Caller): Promise<TestClient> {
  if (caller === 'anonymous') return new TestClient(app);
  const role = caller === 'owner' || caller === 'admin' || caller === 'staff' ? caller : 'owner';
  const client = await signedInAs(app, database, role);
  if (caller === 'deactivated') await sql`update users set active = false where id = ${client.userId}`.execute(database.db);
  if (caller === 'expired') await sql`update sessions set expires_at = now() where user_id = ${client.userId}`.execute(database.db);
  if (caller === 'temporary') await sql`update users set must_change_password = true where id = ${client.userId}`.execute(database.db);
  return client;
}

/** What the contract says about a caller: the refusal, or null where the request is let in. */
function refusalOf({ access, beforePasswordChange }: Endpoint, caller: Caller): { status: number; code: string } | null {
  if (access === 'anyone') return null;
  if (caller === 'anonymous') return { status: 401, code: 'not_signed_in' };
  if (caller === 'deactivated' || caller === 'expired') return { status: 401, code: 'session_ended' };
  if (caller === 'temporary') return beforePasswordChange === true ? null : { status: 403, code: 'password_must_change' };
  const allowed = { staff: ['owner', 'admin', 'staff'], admin: ['owner', 'admin'], owner: ['owner'] }[access];
  return allowed.includes(caller) ? null : { status: 403, code: 'not_allowed' };
}

/** Status of a stream, which would never end by itself. */
async function opens(client: TestClient, { path }: Endpoint): Promise<number> {
  url ??= await app.listen({ host: '127.0.0.1', port: 0 });
  const enough = new AbortController();
  const { status } = await fetch(`${url}/api${path}`, { headers: { cookie: `cermat_session=${client.cookie}` }, signal: enough.signal });
  enough.abort();
  return status;
}

const cases = endpoints.map((endpoint) => ({ name: `${endpoint.method} ${endpoint.path}`, endpoint }));

describe('every route lets in whom the contract names, before it looks at anything else', () => {
  it.each(cases)('$name', async ({ endpoint }) => {
    for (const caller of callers) {
      const client = await become(caller);
      const refusal = refusalOf(endpoint, caller);
      if (refusal === null && endpoint.transfer === 'stream') {
        expect({ caller, status: await opens(client, endpoint) }).toEqual({ caller, status: 200 });
        continue;
      }
      const body = endpoint.method === 'GET' ? undefined : { nonsense: true };
      const answer = await client.send(endpoint.method, endpoint.path.replace(/:\w+/g, '0'), body, {});
      if (answer.status >= 400) expect(refusalStatuses(endpoint), `${caller}: ${answer.status}`).toContain(answer.status);
      if (refusal !== null) expect({ caller, ...answer }).toMatchObject({ caller, status: refusal.status, body: { code: refusal.code } });
      else expect([200, 204, 400, 404, 415], `${caller}: ${answer.status} ${answer.text}`).toContain(answer.status);
    }
  });
});
