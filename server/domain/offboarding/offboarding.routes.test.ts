import { expect, test } from 'vitest';
import { addList, addProduct } from '../../testing/builders.ts';
import { signedInAs, testApp } from '../../testing/client.ts';
import { testDatabase } from '../../testing/database.ts';

test('deactivating a staff member settles what they hold and signs them out; the audit log has one event of it', async () => {
  const database = await testDatabase();
  const app = await testApp(database);
  const admin = await signedInAs(app, database, 'admin');
  const staff = await signedInAs(app, database, 'staff');
  const productId = await addProduct(database.db);
  const owner = await signedInAs(app, database, 'owner');
  const leaving = await signedInAs(app, database, 'staff');
  const { databaseId } = await addList(database.db, { productId, records: 3 });
  await admin.post('/assignments', { databaseId, staffIds: [leaving.userId], quantity: 3 });
  await admin.post('/reservations', { productId, customerKey: 'kept', staffId: leaving.userId });
  const body = { holdings: { handTo: staff.userId }, reservations: { moveTo: staff.userId } };
  expect(await admin.post(`/users/${leaving.userId}/deactivate`, body)).toMatchObject({ status: 403 });
  expect(await owner.post(`/users/${leaving.userId}/deactivate`, body)).toMatchObject({
    status: 200,
    body: { records: { recalled: 0, archived: 0, transferred: 3 }, reservations: { released: 0, moved: 1 } },
  });
  expect((await leaving.get('/badges')).status).toBe(401);
  expect(await owner.get(`/audit?subject=user:${leaving.userId}&act=users.deactivate`)).toMatchObject({
    status: 200,
    body: { total: 1, items: [{ actorId: owner.userId, records: 3, data: { handTo: staff.userId, moveTo: staff.userId } }] },
  });
  const heard = await staff.get('/notifications?unread=true');
  expect(heard.body).toMatchObject({ unread: 1, items: [{ kind: 'records_received', count: 3 }] });
  expect((await staff.post('/notifications/read', { all: true })).body).toEqual({ unread: 0 });
  expect((await staff.get('/badges')).body).toMatchObject({ unvalidated: 3, unread: 0 });
  expect((await staff.get('/audit')).status).toBe(403);
});
