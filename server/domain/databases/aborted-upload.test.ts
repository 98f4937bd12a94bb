import { connect, type AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { signedInAs, testApp } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';

it('an upload whose sender goes away leaves nothing, and is no fault in the log', async () => {
  const database = await testDatabase();
  const lines: { level: number; msg: string }[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line) as { level: number; msg: string }) });
  const app = await testApp(database, { logger });
  const admin = await signedInAs(app, database, 'admin');
  await app.listen({ host: '127.0.0.1', port: 0 });
  const begun = [
    'POST /api/uploads HTTP/1.1',
    'Host: cermat.example',
    `Cookie: cermat_session=${admin.cookie}`,
    'Content-Type: multipart/form-data; boundary=B',
    'Content-Length: 100000',
    '',
    '--B',
    'Content-Disposition: form-data; name="file"; filename="list.csv"',
    'Content-Type: text/csv',
    '',
    'username,phone',
    'rina,0812',
  ].join('\r\n');
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(begun);
  const uploads = async () => (await sql`select 1 from uploads`.execute(database.db)).rows.length;
  await expect.poll(uploads, { timeout: 10_000 }).toBe(1);
  socket.destroy();
  await expect.poll(() => lines.some(({ msg }) => /caller went away|request failed/.test(msg)), { timeout: 10_000 }).toBe(true);
  expect(await uploads()).toBe(0);
  expect(lines.filter(({ level }) => level >= 40)).toEqual([]);
});
