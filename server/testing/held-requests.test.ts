import { connect, type Socket } from 'node:net';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Endpoint } from '../../contract/endpoint.ts';
import { endpoints } from '../../contract/endpoints.ts';
import type { Database } from '../platform/db/database.ts';
import { signedInAs, type TestAnswer, TestClient, testApp, testPassword } from './client.ts';
import { testDatabase } from './database.ts';
import { validBody } from './valid-body.ts';

let database: Database;
let app: Awaited<ReturnType<typeof testApp>>;
let owner: TestClient;
let port: number;
/** Requests whose head has arrived. */
let begun = 0;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database);
  port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
  app.server.on('request', () => (begun += 1));
  owner = await signedInAs(app, database, 'owner');
});

type Somebody = Awaited<ReturnType<typeof signedInAs>>;
type Ending = (somebody: Somebody) => Promise<TestAnswer>;

/** Every way in which somebody's session, role or credential ends. */
const endings: Readonly<Record<string, Ending>> = {
  'a deactivation': ({ userId }) => owner.post(`/users/${userId}/deactivate`, { holdings: 'recall', reservations: 'release' }),
  'a lower role': ({ userId }) => owner.patch(`/users/${userId}`, { role: 'admin' }),
  'a reset password': ({ userId }) => owner.patch(`/users/${userId}`, { password: 'another long password' }),
  'the end of all sessions': ({ userId }) => owner.delete(`/users/${userId}/sessions`),
  'the end of this session': async ({ userId }) => {
    const { body } = await owner.get(`/users/${userId}/sessions`);
    const [session] = (body as { items: { id: string }[] }).items;
    return owner.delete(`/users/${userId}/sessions/${session?.id}`);
  },
  'signing out': (somebody) => somebody.post('/auth/sign-out'),
  'a password changed elsewhere': async ({ username }) => {
    const elsewhere = new TestClient(app);
    await elsewhere.post('/auth/sign-in', { username, password: testPassword });
    return elsewhere.post('/auth/password', { currentPassword: testPassword, newPassword: 'another long password' });
  },
  'its time': async ({ userId }) => {
    await sql`update sessions set expires_at = now() where user_id = ${userId}`.execute(database.db);
    return owner.get('/auth/me');
  },
};

/** A request whose head and first byte have been sent, and whose rest is sent when it is asked to finish. */
class HeldRequest {
  readonly #socket: Socket;
  readonly #rest: string;
  readonly #answered: Promise<string>;

  constructor(cookie: string | undefined, { method, path }: Endpoint, { body, type }: { body: string; type: string }) {
    this.#rest = body.slice(1);
    this.#socket = connect(port, '127.0.0.1');
    this.#answered = new Promise((resolve, reject) => {
      let answer = '';
      this.#socket.on('data', (piece) => {
        answer += piece.toString('latin1');
        if (answer.includes('\r\n\r\n')) resolve(answer);
      });
      this.#socket.once('error', reject);
    });
    const head = [
      `${method} /api${path.replace(/:\w+/g, '1')} HTTP/1.1`,
      'host: localhost',
      `cookie: cermat_session=${cookie}`,
      `content-type: ${type}`,
      `content-length: ${body.length}`,
    ];
    this.#socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, 1)}`);
  }

  async finish(): Promise<string> {
    this.#socket.write(this.#rest);
    const answer = await this.#answered;
    this.#socket.destroy();
    return answer;
  }
}

const withBody = endpoints.filter(({ method, access }) => method !== 'GET' && access !== 'anyone');

const file = [
  '--boundary',
  'content-disposition: form-data; name="file"; filename="daftar.csv"',
  'content-type: text/csv',
  '',
  'Username;Nama\r\nrina;Rina',
  '--boundary--',
  '',
].join('\r\n');

function bodyOf(endpoint: Endpoint): { body: string; type: string } {
  if (endpoint.transfer === 'upload') return { body: file, type: 'multipart/form-data; boundary=boundary' };
  return { body: JSON.stringify(validBody(endpoint)), type: 'application/json' };
}

/** Holds one request of every operation; resolves when the server has let them in and waits for their bodies. */
async function holdAll(somebody: Somebody): Promise<HeldRequest[]> {
  begun = 0;
  const requests = withBody.map((endpoint) => new HeldRequest(somebody.cookie, endpoint, bodyOf(endpoint)));
  const { pool } = database;
  for (let quiet = 0; quiet < 50; ) {
    await new Promise((resolve) => setImmediate(resolve));
    quiet = begun === withBody.length && pool.waitingCount === 0 && pool.idleCount === pool.totalCount ? quiet + 1 : 0;
  }
  return requests;
}

/** Rows of every table, but for budgets of requests. */
async function countRows(): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'rate_limits'`.execute(database.db);
  const counts: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{ count: string }>`select count(*) from ${sql.table(name)}`.execute(database.db);
    counts[name] = rows[0]?.count ?? '';
  }
  return counts;
}

describe('a request held open loses its authority with', () => {
  it.each(Object.entries(endings))('%s', async (_, end) => {
    const somebody = await signedInAs(app, database, 'owner');
    const requests = await holdAll(somebody);
    expect((await end(somebody)).status).toBeLessThan(300);
    const before = await countRows();
    const answers = await Promise.all(requests.map((request) => request.finish()));
    const acted = withBody.filter((_endpoint, index) => !/^HTTP\/1.1 401 [^]*"session_ended"/.test(answers[index] ?? ''));
    expect(acted.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    expect(await countRows()).toEqual(before);
  });

  it('nothing while nothing ends it', async () => {
    const somebody = await signedInAs(app, database, 'owner');
    const requests = await holdAll(somebody);
    // Those that end the session themselves come first among the endpoints, and here last.
    const answers: string[] = [];
    for (const request of requests.toReversed()) answers.push(await request.finish());
    const [signOut, ...others] = withBody.filter(({ path }) => path !== '/auth/sessions/:id' && path !== '/auth/password');
    expect(signOut?.path).toBe('/auth/sign-out');
    expect(answers.filter((answer) => !answer.startsWith('HTTP/1.1 401 ')).length).toBeGreaterThanOrEqual(others.length);
    expect(answers.filter((answer) => answer.startsWith('HTTP/1.1 2')).length).toBeGreaterThan(5);
  });
});
