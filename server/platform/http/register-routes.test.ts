import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endpoint } from '../../../contract/endpoint.ts';
import { signedInAs, TestClient, testApp } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';
import type { Database } from '../db/database.ts';
import { openDatabase } from '../db/database.ts';
import { assertServed } from './assert-served.ts';
import type { SignedIn } from './authentication.ts';
import { createServer } from './create-server.ts';
import { registerRoutes } from './register-routes.ts';
import { bareRoute, rereadRoute, route } from './route.ts';

let database: Database;
let app: FastifyInstance;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database);
});

describe('a request', () => {
  it('is asked for its session before its role, and for its role before its content', async () => {
    const staff = await signedInAs(app, database, 'staff');
    const admin = await signedInAs(app, database, 'admin');
    const nonsense = { nonsense: true };
    expect(await new TestClient(app).post('/products', nonsense)).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
    expect(await new TestClient(app).post('/products', '{ not json')).toMatchObject({ status: 401 });
    expect(await staff.post('/products', nonsense)).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    expect(await staff.post('/products', '{ not json')).toMatchObject({ status: 403 });
    expect(await admin.post('/products', nonsense)).toMatchObject({ status: 400, body: { code: 'malformed' } });
  });

  it('with wrong fields is told each of them, in its language', async () => {
    const admin = await signedInAs(app, database, 'admin');
    const answer = await admin.post('/products', { active: 'yes', extra: 1 });
    expect(answer).toMatchObject({
      status: 400,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
      body: {
        title: 'The request cannot be read',
        errors: [
          { path: 'name', message: 'Required.' },
          { path: 'active', message: 'Must be true or false.' },
          { path: 'extra', message: 'This field is not known.' },
        ],
      },
    });
    const indonesian = await admin.post('/products', {}, { 'accept-language': 'fr, id;q=0.8, en;q=0.3' });
    expect(indonesian.body).toMatchObject({ title: 'Permintaan tidak terbaca', errors: [{ path: 'name', message: 'Wajib diisi.' }] });
  });

  it.each([
    ['no JSON', '{', 'application/json', 400, 'malformed'],
    ['a poisoned prototype', '{"__proto__": {}, "name": "X"}', 'application/json', 400, 'malformed'],
    ['a lone surrogate', '{"name": "\\ud800"}', 'application/json', 400, 'malformed'],
    ['a NUL', '{"name": "a\\u0000b"}', 'application/json', 400, 'malformed'],
    ['deep nesting', `${'['.repeat(1_000)}${']'.repeat(1_000)}`, 'application/json', 400, 'malformed'],
    ['text', 'name=X', 'text/plain', 415, 'media_type'],
    ['a form', 'name=X', 'application/x-www-form-urlencoded', 415, 'media_type'],
    ['more than the endpoint takes', JSON.stringify({ name: 'X'.repeat(2_200) }), 'application/json', 413, 'too_large'],
    ['nothing', '', 'application/json', 400, 'malformed'],
  ])('of %s is refused', async (_, body, type, status, code) => {
    const admin = await signedInAs(app, database, 'admin');
    expect(await admin.post('/products', body, { 'content-type': type })).toMatchObject({ status, body: { code } });
  });

  it('for what does not exist is a problem, not a page', async () => {
    for (const path of ['/api', '/api/nothing', '/api/users/%zz', '/api/users/1/nothing?x=1']) {
      const answer = await new TestClient(app).get(path);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect([400, 404]).toContain(answer.status);
    }
  });

  it('with an unknown query parameter, or one given twice, is malformed', async () => {
    const staff = await signedInAs(app, database, 'staff');
    expect(await staff.get('/products?sorted=name')).toMatchObject({ status: 400, body: { errors: [{ path: 'sorted' }] } });
    expect(await staff.get('/products?page=1&page=2')).toMatchObject({ status: 400, body: { errors: [{ path: 'page' }] } });
    expect(await staff.get('/auth/me?x=1')).toMatchObject({ status: 400 });
  });
});

describe('a browser on another site', () => {
  it.each([
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'http://localhost:80.evil.example', host: 'localhost:80' }, 403],
    [{ 'sec-fetch-site': 'same-origin' }, 201],
    [{ origin: 'http://cermat.local:3000', host: 'cermat.local:3000' }, 201],
    [{}, 201],
  ])('that sends %j is answered %i', async (headers, status) => {
    const admin = await signedInAs(app, database, 'admin');
    const given: Record<string, string> = headers;
    const answer = await admin.post('/products', { name: JSON.stringify(headers) }, given);
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body).toMatchObject({ code: 'foreign_origin' });
  });

  it('may follow a link here', async () => {
    const staff = await signedInAs(app, database, 'staff');
    expect((await staff.get('/products', { 'sec-fetch-site': 'cross-site' })).status).toBe(200);
  });
});

describe('what nobody foresaw', () => {
  const fall = endpoint({ method: 'POST', path: '/fall', access: 'staff', summary: 'Falls over.', output: z.object({ kept: z.string() }) });
  const lie = endpoint({
    method: 'GET',
    path: '/lie',
    access: 'staff',
    summary: 'Answers what it should not.',
    output: z.object({ kept: z.string() }),
  });
  const spill = endpoint({
    method: 'GET',
    path: '/spill',
    access: 'staff',
    summary: 'Answers too much.',
    output: z.object({ kept: z.string() }),
  });
  const away = endpoint({
    method: 'GET',
    path: '/away',
    access: 'anyone',
    summary: 'Needs a database that is away.',
    output: z.object({}),
  });
  const wait = endpoint({ method: 'GET', path: '/wait', access: 'staff', summary: 'Waits to be let go.', output: z.object({}) });
  const gate = Promise.withResolvers<void>();
  const somebody: SignedIn = { sessionId: '1', userId: '1', name: 'Somebody', role: 'staff', mustChangePassword: false };
  const lines: string[] = [];
  const nowhere = openDatabase({ host: '127.0.0.1', port: 1 });
  let falling: FastifyInstance;

  beforeAll(async () => {
    falling = await createServer({
      logger: pino({}, { write: (line: string) => void lines.push(line) }),
      ownOrigins: [],
    });
    const routes = [
      route(fall, async ({ tx }) => {
        await sql`insert into products (name) values ('Half done')`.execute(tx);
        throw new Error('the cause of it');
      }),
      route(lie, async () => ({ kept: 1 as unknown as string })),
      route(spill, async () => ({ kept: 'kept', secret: 'spilled' })),
      route(wait, async () => {
        await gate.promise;
        return {};
      }),
      bareRoute(away, async () => {
        await sql`select 1`.execute(nowhere.db);
        return {};
      }),
    ];
    registerRoutes(falling, routes, {
      database,
      authenticate: async () => somebody,
      confirmCaller: async () => somebody,
      limitRequests: async () => undefined,
    });
  });
  afterAll(async () => {
    await falling.close();
    await nowhere.close();
  });

  it('is a 500 with a request id, logged with its cause, told to nobody, and nothing is half done', async () => {
    const client = new TestClient(falling);
    client.cookie = 'a-secret-token';
    const answer = await client.post('/fall', undefined, { authorization: 'Bearer a-secret-token' });
    expect(answer).toMatchObject({ status: 500, body: { code: 'unexpected' } });
    const { requestId, detail } = answer.body as { requestId: string; detail: string };
    expect(detail).toContain(requestId);
    expect(answer.text).not.toContain('the cause of it');
    const line = lines.find((each) => each.includes(requestId));
    expect(line).toContain('the cause of it');
    expect(lines.join('')).not.toContain('a-secret-token');
    const { rows } = await sql`select 1 from products where name = 'Half done'`.execute(database.db);
    expect(rows).toHaveLength(0);
  });

  it('is also an answer that breaks the contract; what the contract does not name is left out', async () => {
    expect((await new TestClient(falling).get('/lie')).status).toBe(500);
    expect((await new TestClient(falling).get('/spill')).body).toEqual({ kept: 'kept' });
  });

  it('is not a database that is away: that is 503, to be tried again', async () => {
    const answer = await new TestClient(falling).get('/away');
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('is not more than can be served at once: the excess is told to come back, and the rest is served', async () => {
    // What a request says it carries makes no difference.
    const told = { 'content-type': 'multipart/form-data; boundary=x' };
    const waiting = Array.from({ length: 400 }, (_, index) => new TestClient(falling).get('/wait', index % 2 === 0 ? told : {}));
    const first = await Promise.race(waiting);
    expect(first).toMatchObject({ status: 503, body: { code: 'busy' } });
    expect(Number(first.headers['retry-after'])).toBeGreaterThan(0);
    // What is asked is looked at when its turn comes: that is work too.
    expect((await new TestClient(falling).get('/wait?unknown=1')).status).toBe(503);
    // So is reading a body, of somebody who is only found out by looking them up.
    const headers = { 'content-type': 'application/json', cookie: 'cermat_session=new' };
    const broken = { method: 'POST', url: '/api/fall', payload: '{', headers } as const;
    expect((await falling.inject(broken)).statusCode).toBe(503);
    gate.resolve();
    const statuses = (await Promise.all(waiting)).map(({ status }) => status);
    // One person's: four at once, and those that may wait.
    expect(statuses.filter((status) => status === 200)).toHaveLength(254);
    expect(statuses.filter((status) => status === 503)).toHaveLength(146);
    expect((await new TestClient(falling).get('/wait')).status).toBe(200);
    expect((await falling.inject(broken)).statusCode).toBe(400);
  });

  it('does not start: routes and contract must agree', () => {
    const read = async () => ({ kept: '' });
    const routes = [rereadRoute(fall, async () => undefined, read)];
    expect(() => assertServed([fall], routes)).not.toThrow();
    expect(() => assertServed([fall, lie], routes)).toThrow('GET /lie is served by no module');
    expect(() => assertServed([], routes)).toThrow('POST /fall is not in the contract');
    expect(() => assertServed([fall], [...routes, ...routes])).toThrow('POST /fall is served twice');
    const open = { ...fall, access: undefined as unknown as 'staff' };
    expect(() => assertServed([open], [rereadRoute(open, async () => undefined, read)])).toThrow('POST /fall declares no access');
    expect(() => assertServed([fall], [route(fall, read)])).toThrow('POST /fall answers with more than ids and counts');
  });
});
