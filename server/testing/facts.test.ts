import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { actsOf, type Fact, factsChangedBy, type Shown, tells } from '../../contract/facts.ts';
import { changesFor, type LiveEvent } from '../domain/live/live.rules.ts';
import type { Database } from '../platform/db/database.ts';
import { addList, addProduct, customerKey, reasonId, recordIdsOf } from './builders.ts';
import { signedInAs, testApp, type TestAnswer } from './client.ts';
import { testDatabase } from './database.ts';

type Client = Awaited<ReturnType<typeof signedInAs>>;
type Body = Readonly<Record<string, unknown>>;

/** An answer somebody has on screen, and the part of it that is shown. */
interface Watched {
  readonly endpoint: string;
  readonly path: string;
  readonly shown?: Shown;
}

let database: Database;
let owner: Client;
let rina: Client;
let dewi: Client;
let watched: Map<Client, Watched[]>;
const work: { productId: string; databaseId: string; unused: string; records: string[]; card: string; wrong: string } = {
  productId: '',
  databaseId: '',
  unused: '',
  records: [],
  card: '',
  wrong: '',
};

const of = (endpoint: string, path = endpoint.slice('GET '.length), shown?: Shown): Watched => ({
  endpoint,
  path,
  ...(shown === undefined ? {} : { shown }),
});
const everyones = [
  of('GET /auth/me'),
  of('GET /badges'),
  of('GET /batches'),
  of('GET /databases'),
  of('GET /databases', '/databases', 'names'),
  of('GET /invalid-reasons'),
  of('GET /message-templates'),
  of('GET /notifications'),
  of('GET /products'),
  of('GET /records', '/records?pageSize=100'),
  of('GET /reservations'),
  of('GET /saved-filters', '/saved-filters?page=batches'),
  of('GET /settings'),
];
const ofAdmins = [
  of('GET /archive'),
  of('GET /conflicts'),
  of('GET /conflicts', '/conflicts?kept=true'),
  of('GET /conflicts', '/conflicts', 'total'),
  of('GET /databases', '/databases', 'total'),
  of('GET /invalid-reasons/usage'),
  of('GET /invalid-records'),
  of('GET /users'),
  of('GET /users', '/users', 'names'),
];

/** What of an answer is shown; when somebody was last seen is no act. */
function partOf(body: unknown, shown: Shown | undefined): string {
  const { items = [], total, counts } = (body ?? {}) as { items?: Body[]; total?: number; counts?: Body };
  if (shown === 'names') return JSON.stringify(items.map(({ id, name }) => `${String(id)} ${String(name)}`).toSorted());
  if (shown === 'total') return JSON.stringify([total, counts?.['imported']]);
  return JSON.stringify(body, (name, value: unknown) => (name === 'lastSeenAt' || name === 'lastUsedAt' ? null : value));
}

async function look(client: Client): Promise<string[]> {
  const answers: string[] = [];
  for (const { endpoint, path, shown } of watched.get(client) ?? []) {
    const isPreview = endpoint.startsWith('POST');
    const body = { databaseId: work.databaseId, staffIds: [rina.userId, dewi.userId], quantity: 40, order: 'file' };
    const answer = isPreview ? await client.post('/assignments/preview', body) : await client.get(path);
    if (answer.status >= 500) throw new Error(`${path} answered ${answer.status}`);
    answers.push(answer.status === 200 ? partOf(answer.body, shown) : String(answer.status));
  }
  return answers;
}

/** What the stream tells somebody of what came after a transaction: facts, or undefined where it says that anything changed. */
async function toldSince(xid: string, { userId, role }: { userId: string; role: 'staff' | 'owner' }): Promise<readonly Fact[] | undefined> {
  const { rows } = await sql<LiveEvent>`
    select topic, act, fields, user_id::text as "userId", for_everyone as "forEveryone", actor_id::text as "actorId", request_id as "requestId"
    from live_events where xid >= ${xid}::xid8
  `.execute(database.db);
  const changes = changesFor(rows, { userId, role });
  return changes.some(({ facts }) => facts === undefined) ? undefined : changes.flatMap(({ facts }) => facts ?? []);
}

/** Does an act and names each answer that changed without anybody being told so. */
async function untold(act: () => Promise<TestAnswer>): Promise<{ body: Body; untold: string[]; changed: number }> {
  const viewers = [owner, rina, dewi];
  const before = [];
  for (const viewer of viewers) before.push(await look(viewer));
  const { rows } = await sql<{ next: string }>`select pg_snapshot_xmax(pg_current_snapshot())::text as next`.execute(database.db);
  const { status, body } = await act();
  if (status >= 300) throw new Error(`The act was refused: ${JSON.stringify(body)}`);
  const found: string[] = [];
  let changed = 0;
  for (const [index, viewer] of viewers.entries()) {
    const facts = await toldSince(rows[0]?.next ?? '0', { userId: viewer.userId, role: viewer === owner ? 'owner' : 'staff' });
    const after = await look(viewer);
    for (const [place, { endpoint, path, shown }] of (watched.get(viewer) ?? []).entries()) {
      // Who may not be here any more is signed out by other means.
      if (after[place] === before[index]?.[place] || after[place] === '401') continue;
      changed += 1;
      if (!tells(endpoint, shown, facts)) found.push(`${viewer === owner ? 'owner' : 'staff'} ${path} ${shown ?? ''} [${String(facts)}]`);
    }
  }
  return { body: (body ?? {}) as Body, untold: found, changed };
}

beforeAll(async () => {
  database = await testDatabase();
  const app = await testApp(database);
  [owner, rina, dewi] = [
    await signedInAs(app, database, 'owner'),
    await signedInAs(app, database, 'staff'),
    await signedInAs(app, database, 'staff'),
  ];
  work.productId = await addProduct(database.db);
  ({ databaseId: work.databaseId } = await addList(database.db, { productId: work.productId, name: 'WD Mei', records: 30 }));
  ({ databaseId: work.unused } = await addList(database.db, {
    productId: work.productId,
    name: 'WD lagi',
    records: 2,
    firstCustomer: 900,
  }));
  work.records = await recordIdsOf(database.db, work.databaseId);
  work.wrong = await reasonId(database.db);
  const given = await owner.post('/assignments', { databaseId: work.databaseId, staffIds: [rina.userId], quantity: 12, order: 'file' });
  work.card = (given.body as { assignments: { batchId: string }[] }).assignments[0]?.batchId ?? '';
  const details = [
    of('GET /batches/:id', `/batches/${work.card}`),
    ...[0, 1, 5].flatMap((place) => [
      of('GET /records/:id', `/records/${work.records[place]}`),
      of('GET /records/:id/timeline', `/records/${work.records[place]}/timeline`),
    ]),
  ];
  const ofOwner = [
    of('GET /databases/:id', `/databases/${work.databaseId}`),
    of('GET /databases/:id/undo', `/databases/${work.databaseId}/undo`),
    of('POST /assignments/preview'),
    of('GET /saved-filters', '/saved-filters?page=archive'),
  ];
  watched = new Map([
    [owner, [...everyones, ...ofAdmins, ...details, ...ofOwner]],
    [rina, [...everyones, ...details]],
    [dewi, everyones],
  ]);
});

/** One act after the other, each on what those before it have left. */
const acts: readonly [string, () => Promise<TestAnswer>][] = [
  ['a note', () => rina.patch(`/records/${work.records[0]}`, { note: 'Sore saja' })],
  ['a contact', () => rina.patch(`/records/${work.records[0]}`, { contactResult: 'callBack' })],
  ['a follow-up', () => rina.patch(`/records/${work.records[0]}`, { followUpOn: '2020-01-01' })],
  ['a wish not to be contacted', () => rina.patch(`/records/${work.records[1]}`, { doNotContact: true })],
  [
    'all of them',
    () =>
      rina.patch(`/records/${work.records[2]}`, { note: 'Ya', contactResult: 'responded', followUpOn: '2020-01-02', doNotContact: true }),
  ],
  ['a valid mark', () => rina.post('/records/verdict', { recordIds: [work.records[1]], verdict: 'valid' })],
  [
    'invalid marks',
    () => rina.post('/records/verdict', { recordIds: work.records.slice(3, 9), verdict: 'invalid', reasonId: work.wrong, note: 'Mati' }),
  ],
  ['a rejection', () => owner.post('/records/verdict/reject', { recordIds: [work.records[3]], note: 'Cek ulang' })],
  ['an archiving', () => owner.post('/archive', { recordIds: [work.records[4]] })],
  ['a return to the card', () => owner.post('/archive/restore', { recordIds: [work.records[4]], to: 'batch' })],
  ['a replacement', () => owner.post('/replacements', { recordIds: work.records.slice(5, 8) })],
  ['a return to the pool', () => owner.post(`/archive/${work.records[5]}/restore`, { to: 'pool' })],
  ['a filter that names a member', () => owner.post('/saved-filters', { page: 'archive', name: 'Satu', search: `q=${customerKey(7)}` })],
  ['a deletion, which takes that filter along', () => owner.delete(`/archive/${work.records[6]}`)],
  ['an assignment', () => owner.post('/assignments', { databaseId: work.databaseId, staffIds: [dewi.userId], quantity: 3, order: 'file' })],
  ['a transfer', () => owner.post('/records/transfer', { recordIds: [work.records[0]], toStaffId: dewi.userId })],
  ['a recall', () => owner.post('/records/recall', { recordIds: [work.records[0]] })],
  ['a name of a card', () => rina.patch(`/batches/${work.card}`, { title: 'Pagi' })],
  ['a name of a database', () => owner.patch(`/databases/${work.databaseId}`, { name: 'WD Juni' })],
  ...([9, 10, 11, 12] as const).map((number): [string, () => Promise<TestAnswer>] => [
    `reservation ${number}, which makes a conflict`,
    () => owner.post('/reservations', { productId: work.productId, customerKey: customerKey(number), staffId: dewi.userId }),
  ]),
  [
    'a reservation of somebody new',
    () => owner.post('/reservations', { productId: work.productId, customerKey: 'baru', name: 'Baru', staffId: rina.userId }),
  ],
  ['a conflict that is kept', () => owner.post(`/conflicts/${work.records[8]}/resolve`, { action: 'keep', note: 'Biar' })],
  ['a conflict that is recalled', () => owner.post(`/conflicts/${work.records[9]}/resolve`, { action: 'recall' })],
  ['a conflict that is replaced', () => owner.post(`/conflicts/${work.records[10]}/resolve`, { action: 'replace' })],
  ['a conflict that moves its reservation', () => owner.post(`/conflicts/${work.records[11]}/resolve`, { action: 'moveReservation' })],
  ['a reservation that moves', async () => owner.post(`/reservations/${await activeReservation()}/move`, { staffId: rina.userId })],
  ['a reservation that ends', async () => owner.post(`/reservations/${await activeReservation()}/release`)],
  ['notifications that are read', () => rina.post('/notifications/read', { all: true })],
  ['a product', () => owner.post('/products', { name: 'Kanari' })],
  ['a product’s name', () => owner.patch(`/products/${work.productId}`, { name: 'Merpati' })],
  ['a reason', () => owner.post('/invalid-reasons', { label: 'Pindah', aboutCustomer: false })],
  ['a reason’s name', () => owner.patch(`/invalid-reasons/${work.wrong}`, { label: 'Salah', aboutCustomer: true })],
  ['a text', () => owner.post('/message-templates', { label: 'Sapa', text: 'Halo' })],
  ['a filter', () => rina.post('/saved-filters', { page: 'batches', name: 'Milik', search: 'q=a' })],
  ['somebody new', () => owner.post('/users', { username: 'sari', name: 'Sari', role: 'staff' })],
  ['somebody’s name', () => owner.patch(`/users/${rina.userId}`, { name: 'Rina K' })],
  ['a list that is left', () => owner.delete(`/databases/${work.unused}`)],
  ['somebody who leaves', () => owner.post(`/users/${dewi.userId}/deactivate`, { holdings: 'recall', reservations: 'release' })],
  ['somebody who comes back', () => owner.post(`/users/${dewi.userId}/activate`)],
];

const activeReservation = async () =>
  (await database.db.selectFrom('reservations').select('id').where('state', '=', 'active').orderBy('id').limit(1).executeTakeFirstOrThrow())
    .id;

// The order is part of the test: each act finds what the others left.
it.each(acts)('whoever has on screen what %s changes is told so', async (_, act) => {
  const { untold: found, changed } = await untold(act);
  expect(found).toEqual([]);
  expect(changed).toBeGreaterThan(0);
});

it('an act that nobody has listed may have changed anything', () => {
  expect(factsChangedBy('something.new')).toBeUndefined();
  expect(factsChangedBy('records.note', ['note'])).toEqual(['notes']);
  expect(factsChangedBy('records.note', ['note', 'somethingNew'])).toEqual(factsChangedBy('records.note'));
  expect(tells('GET /something-new', undefined, ['notes'])).toBe(true);
});

it('every act of the interface is listed with what it does, and nothing else is', () => {
  const known = endpoints.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
  expect(Object.keys(actsOf).toSorted()).toEqual(known.toSorted());
  expect(
    Object.values(actsOf)
      .flat()
      .filter((act) => factsChangedBy(act) === undefined),
  ).toEqual([]);
});
