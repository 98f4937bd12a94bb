import { beforeAll, expect, test } from 'vitest';
import type { MessageTemplate } from '../../../contract/templates.ts';
import type { Database } from '../../platform/db/database.ts';
import { signedInAs, testApp } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';

let database: Database;
let admin: Awaited<ReturnType<typeof signedInAs>>;
let staff: Awaited<ReturnType<typeof signedInAs>>;

const listed = async (client: typeof admin, query = '') =>
  ((await client.get(`/message-templates${query}`)).body as { items: MessageTemplate[] }).items;
const labels = async (client: typeof admin, query = '') => (await listed(client, query)).map(({ label }) => label);

beforeAll(async () => {
  database = await testDatabase();
  const app = await testApp(database);
  admin = await signedInAs(app, database, 'admin');
  staff = await signedInAs(app, database, 'staff');
});

test('two texts are there from the first start', async () => {
  expect(await labels(staff)).toEqual(['Sapaan pertama', 'Tindak lanjut']);
});

test('a text can be added, moved and taken out of use, which staff no longer see', async () => {
  const made = await admin.post('/message-templates', { label: 'Promo', text: 'Halo {nama}' });
  expect(made).toMatchObject({ status: 201, body: { place: 3, active: true } });
  const { id } = made.body as MessageTemplate;
  expect((await admin.patch(`/message-templates/${id}`, { place: 1 })).body).toMatchObject({ place: 1 });
  expect(await labels(staff)).toEqual(['Promo', 'Sapaan pertama', 'Tindak lanjut']);
  await admin.patch(`/message-templates/${id}`, { place: 99 });
  expect((await listed(staff)).map(({ label, place }) => [place, label])).toEqual([
    [1, 'Sapaan pertama'],
    [2, 'Tindak lanjut'],
    [3, 'Promo'],
  ]);
  await admin.patch(`/message-templates/${id}`, { active: false });
  expect(await labels(staff)).toEqual(['Sapaan pertama', 'Tindak lanjut']);
  expect(await labels(staff, '?active=false')).toEqual([]);
  expect(await labels(admin, '?active=false')).toEqual(['Promo']);
  expect(await labels(admin)).toHaveLength(3);
});

test('what nobody could fill in is refused by its own name, and so is a name that is taken', async () => {
  const refused = await admin.post('/message-templates', { label: 'Saldo', text: 'Saldo {saldo} Anda' });
  expect(refused).toMatchObject({ status: 422, body: { code: 'placeholder_unknown' } });
  expect((refused.body as { detail: string }).detail).toContain('{saldo}');
  expect((await admin.post('/message-templates', { label: 'sapaan PERTAMA', text: 'Halo' })).status).toBe(409);
  expect((await admin.post('/message-templates', { label: 'Kosong', text: '  ' })).status).toBe(400);
  expect((await admin.patch('/message-templates/999999', { active: false })).status).toBe(404);
});
