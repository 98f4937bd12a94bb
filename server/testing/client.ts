import type { FastifyInstance, InjectOptions } from 'fastify';
import { sql } from 'kysely';
import { pino } from 'pino';
import type { Role } from '../../contract/auth.ts';
import { createApp, type AppOptions } from '../app.ts';
import { createUser } from '../domain/users/create-user.ts';
import { hashPassword, ownWork } from '../domain/users/hash-password.ts';
import { startSession } from '../domain/users/start-session.ts';
import type { Actor } from '../platform/actor.ts';
import type { Database } from '../platform/db/database.ts';

/** What the program itself does in a test's preparation. */
export const program: Actor = { userId: null, name: 'test', role: 'owner', language: 'en', requestId: 'test' };

export const testPassword = 'a long password';

/** The program on a test's database, without its jobs unless asked for, closed after the file. */
export async function testApp(database: Database, options: Partial<Omit<AppOptions, 'database'>> = {}): Promise<FastifyInstance> {
  const app = await createApp({ database, logger: pino({ level: 'silent' }), jobs: false, verifiesAnswers: true, ...options });
  apps.push(app);
  return app;
}

const apps: FastifyInstance[] = [];

/** Closes what the test file that ends has started. */
export async function closeTestApps(): Promise<void> {
  for (const app of apps.splice(0)) await app.close();
}

/** An answer, its body read as JSON where it is. */
export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly body: unknown;
  readonly text: string;
}

type Headers = Readonly<Record<string, string>>;

/** Somebody who sends requests to the program, with the cookie they were given. */
export class TestClient {
  readonly app: FastifyInstance;
  cookie: string | undefined;
  address = '127.0.0.1';

  constructor(app: FastifyInstance) {
    this.app = app;
  }

  get(path: string, headers: Headers = {}): Promise<TestAnswer> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body?: unknown, headers: Headers = {}): Promise<TestAnswer> {
    return this.send('POST', path, body, headers);
  }

  patch(path: string, body: unknown, headers: Headers = {}): Promise<TestAnswer> {
    return this.send('PATCH', path, body, headers);
  }

  delete(path: string, headers: Headers = {}): Promise<TestAnswer> {
    return this.send('DELETE', path, undefined, headers);
  }

  async send(method: NonNullable<InjectOptions['method']>, path: string, body: unknown, headers: Headers): Promise<TestAnswer> {
    const answer = await this.app.inject({
      method,
      url: path.startsWith('/api') || path.startsWith('/healthz') || path.startsWith('/readyz') ? path : `/api${path}`,
      remoteAddress: this.address,
      headers: {
        'accept-language': 'en',
        ...(this.cookie === undefined ? {} : { cookie: `cermat_session=${this.cookie}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const given = answer.cookies.find(({ name }) => name === 'cermat_session');
    if (given !== undefined) this.cookie = given.value === '' ? undefined : given.value;
    const isJson = String(answer.headers['content-type']).includes('json');
    return { status: answer.statusCode, headers: answer.headers, body: isJson ? answer.json<unknown>() : undefined, text: answer.body };
  }
}

/** Statuses of several answers, the lowest first. */
export function statusesOf(answers: readonly TestAnswer[]): number[] {
  return answers.map(({ status }) => status).toSorted((one, other) => one - other);
}

let usernames = 0;
let passwordHash: Promise<string> | undefined;

/** Creates a user with the password of tests; returns id and username. */
export async function makeUser(database: Database, role: Role): Promise<{ id: string; username: string }> {
  usernames += 1;
  const username = `${role}${usernames}`;
  // Hashed once for all users of a file: hashing is slow on purpose.
  passwordHash ??= hashPassword(testPassword, ownWork);
  const hash = await passwordHash;
  const id = await database.transaction(async (tx) => {
    const { userId } = await createUser(tx, program, { username, name: `The ${username}`, role });
    await sql`delete from invitations where user_id = ${userId}`.execute(tx);
    await sql`update users set password_hash = ${hash} where id = ${userId}`.execute(tx);
    return userId;
  });
  return { id, username };
}

/** A client with a session of a new user of the role. */
export async function signedInAs(
  app: FastifyInstance,
  database: Database,
  role: Role,
): Promise<TestClient & { readonly userId: string; readonly username: string }> {
  const user = await makeUser(database, role);
  const client = new TestClient(app);
  client.cookie = await database.transaction((tx) => startSession(tx, user.id, { address: client.address, userAgent: null }));
  return Object.assign(client, { userId: user.id, username: user.username });
}
