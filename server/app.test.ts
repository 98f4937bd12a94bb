import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import type { Database } from './platform/db/database.ts';
import { testApp } from './testing/client.ts';
import { testDatabase } from './testing/database.ts';

let database: Database;
let app: FastifyInstance;

beforeAll(async () => {
  const webFolder = mkdtempSync(join(tmpdir(), 'cermat-web-'));
  mkdirSync(join(webFolder, 'assets'));
  writeFileSync(join(webFolder, 'index.html'), '<!doctype html><title>Cermat</title>');
  writeFileSync(join(webFolder, 'assets', 'app-1a2b.js'), 'export {};');
  writeFileSync(join(webFolder, 'manifest.webmanifest'), '{}');
  database = await testDatabase();
  app = await testApp(database, { webFolder });
});

const get = (url: string) => app.inject({ method: 'GET', url });

describe('the web app', () => {
  it.each(['/', '/masuk', '/databases/17/records?page=2', '/assets'])('is served at %s, asked for afresh each time', async (url) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('<title>Cermat</title>');
    expect(answer.headers['cache-control']).toBe('no-cache');
  });

  it('keeps its hashed files for ever, others not', async () => {
    expect((await get('/assets/app-1a2b.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await get('/manifest.webmanifest')).headers['cache-control']).toBe('no-cache');
  });

  it.each([
    '/assets/app-old.js',
    '/assets/app-old',
    '/sw-old.js',
    '/favicon.ico',
    '/../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/api/x',
    '/api',
  ])('is never the answer to %s', async (url) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('runs no script but its own and is shown in no frame', async () => {
    const policy = String((await get('/')).headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect((await get('/')).headers['strict-transport-security']).toBeUndefined();
    expect((await get('/')).headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('probes', () => {
  it('tell that the program lives and is ready', async () => {
    expect((await get('/healthz')).statusCode).toBe(200);
    expect((await get('/readyz')).statusCode).toBe(200);
  });

  it('tell that it is not ready while the tables are of an older version', async () => {
    const old = await testDatabase();
    const early = await testApp(old);
    await sql`delete from schema_migrations where name = (select max(name) from schema_migrations)`.execute(old.db);
    const answer = await early.inject({ method: 'GET', url: '/readyz' });
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBeDefined();
    expect((await early.inject({ method: 'GET', url: '/healthz' })).statusCode).toBe(200);
  });
});

describe('the description of the interface', () => {
  it('names every endpoint of the contract', async () => {
    const document = (await get('/api/openapi.json')).json<{
      openapi: string;
      paths: Record<string, Record<string, { summary: string }>>;
    }>();
    expect(document.openapi).toBe('3.1.0');
    for (const { method, path, summary } of endpoints) {
      const described = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
      expect(described?.summary).toBe(summary);
    }
  });

  it('says where the operations are, and what each says no with, a problem described once', async () => {
    const document = (await get('/api/openapi.json')).json<{
      servers: { url: string }[];
      paths: Record<string, Record<string, { responses: Record<string, { $ref?: string }> }>>;
      components: { responses: Record<string, { description: string; headers?: unknown }> };
    }>();
    expect(document.servers).toEqual([{ url: '/api' }]);
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { responses }]) => ({ path, method: method.toUpperCase(), responses })),
    );
    expect(operations).toHaveLength(endpoints.length);
    for (const { path, method, responses } of operations) {
      const url = `/api${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
      expect({ method, url, served: app.hasRoute({ method, url }) }).toEqual({ method, url, served: true });
      const refused = Object.entries(responses).filter(([status]) => !status.startsWith('2'));
      expect(refused.map(([status]) => status)).toEqual(expect.arrayContaining(['400', '503', 'default']));
      for (const [, { $ref = '' }] of refused) expect(document.components.responses).toHaveProperty($ref.split('/').at(-1) ?? '');
    }
    const statuses = (method: string, path: string) => Object.keys(document.paths[path]?.[method]?.responses ?? {});
    expect(statuses('post', '/auth/sign-in')).toEqual(expect.arrayContaining(['200', '401', '403', '413', '415', '429']));
    expect(statuses('get', '/users')).toEqual(['200', '400', '401', '403', '429', '503', 'default']);
    expect(statuses('patch', '/users/{id}')).toEqual(expect.arrayContaining(['401', '403', '404', '409', '413', '415', '422', '429']));
    expect(document.components.responses['Refused429']?.description).toContain('too_many_attempts');
    expect(document.components.responses['Refused503']).toHaveProperty('headers');
  });

  it('can be read in a browser, under the policy of every page', async () => {
    const page = await app.inject({ method: 'GET', url: '/api/docs/' });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('swagger-ui');
    expect(page.headers['content-security-policy']).toBe((await get('/')).headers['content-security-policy']);
    const scripts = [...page.body.matchAll(/src="(?<path>[^"]+)"/g)].map((match) => match.groups?.['path'] ?? '');
    for (const path of scripts) {
      const url = new URL(path, 'http://localhost/api/docs/').pathname;
      expect((await get(url)).statusCode).toBe(200);
    }
  });
});
