import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../platform/db/database.ts';
import { signedInAs, type TestClient, testApp } from './client.ts';
import { testDatabase } from './database.ts';

let database: Database;
let app: FastifyInstance;
let admin: TestClient;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database);
  admin = await signedInAs(app, database, 'admin');
});

const boundary = 'X-BOUNDARY';
const form = `multipart/form-data; boundary=${boundary}`;
const part = (headers: string, content: string) => `--${boundary}\r\n${headers}\r\n\r\n${content}\r\n`;
const end = `--${boundary}--\r\n`;
const file = 'Content-Disposition: form-data; name="file"; filename="list.csv"\r\nContent-Type: text/csv';
/** What makes it a file is its type alone. */
const nameless = 'Content-Disposition: form-data; name="file"\r\nContent-Type: application/octet-stream';
const csv = 'username,phone\r\nrina,0812\r\n';

describe('an upload', () => {
  it.each([
    ['broken off within the file', part(file, csv).slice(0, -8), form],
    ['broken off within a header', `--${boundary}\r\nContent-Disposition: form-da`, form],
    ['without its last boundary', part(file, csv), form],
    ['without a boundary in its type', part(file, csv) + end, 'multipart/form-data'],
    ['with another boundary than its type says', part(file, csv) + end, 'multipart/form-data; boundary=other'],
    ['of nothing', '', form],
    ['of no parts', end, form],
    ['of a field that is no file', part('Content-Disposition: form-data; name="file"', csv) + end, form],
    ['under another name', part(file.replace('name="file"', 'name="list"'), csv) + end, form],
    ['of a part without headers', part('', csv) + end, form],
    ['of a file without a name', part(nameless, csv) + end, form],
    ['of a file without a name and a good one', part(nameless, csv) + part(file, csv) + end, form],
    ['of a part without a disposition', part('Content-Type: text/csv', csv) + end, form],
    ['of a part without a name of its own', part(file.replace('name="file"; ', ''), csv) + end, form],
    ['of two files', part(file, csv) + part(file, csv) + end, form],
    ['of three files', part(file, csv) + part(file, csv) + part(file, csv) + end, form],
    ['of a good file and a nameless one', part(file, csv) + part(nameless, csv) + end, form],
    ['of an empty file', part(file, '') + end, form],
    ['named like a prototype', part(file.replace('name="file"', 'name="__proto__"'), csv) + end, form],
    ['as plain JSON', '{}', 'application/json'],
    ['as bytes', csv, 'application/octet-stream'],
    ['as CSV', csv, 'text/csv'],
  ])('%s is refused and leaves nothing', async (_, body, type) => {
    const answer = await admin.post('/uploads', body, { 'content-type': type });
    expect([400, 415, 422]).toContain(answer.status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    const { rows } = await sql`select 1 from uploads`.execute(database.db);
    expect(rows).toHaveLength(0);
  });

  it.each(['../../etc/passwd', '\u0000.csv', '%00.csv', `${'x'.repeat(2_000)}.csv`, '', '👩‍👩‍👧‍👦.csv', 'C:\\lists\\a.csv'])(
    'named %j is read',
    async (name) => {
      const answer = await admin.post('/uploads', part(file.replace('list.csv', name), csv) + end, { 'content-type': form });
      expect(answer).toMatchObject({ status: 201 });
      const { fileName } = answer.body as { fileName: string };
      for (const character of ['/', '\\', '\u0000']) expect(fileName).not.toContain(character);
      await sql`delete from uploads`.execute(database.db);
    },
  );
});
