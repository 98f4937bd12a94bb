import type { Role } from '../../../contract/auth.ts';
import { createProduct } from '../../domain/products/create-product.ts';
import { createUser } from '../../domain/users/create-user.ts';
import { hashPassword, ownWork } from '../../domain/users/hash-password.ts';
import { signIn } from '../../domain/users/sign-in.ts';
import { addReason, alterReason } from '../../domain/validation/keep-reasons.ts';
import type { Random } from '../random.ts';
import type { Chapter, Scene } from '../scene.ts';
import type { Stage } from '../stage.ts';

/** Everybody's password in the demo; shown at the terminal, nowhere else. */
export const demoPassword = 'cermat-demo';

interface Colleague {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
}

export const owner: Colleague = { username: 'ratna', name: 'Ratna Dewayani', role: 'owner' };

export const admins: readonly Colleague[] = [
  { username: 'lina', name: 'Lina Pratama', role: 'admin' },
  { username: 'bayu', name: 'Bayu Setiadi', role: 'admin' },
  { username: 'mega', name: 'Mega Puspita', role: 'admin' },
];

export const staff: readonly Colleague[] = [
  { username: 'rina', name: 'Rina Kusumawati', role: 'staff' },
  { username: 'dewi', name: 'Dewi Anjarsari', role: 'staff' },
  { username: 'sekar', name: 'Sekar Maharani', role: 'staff' },
  { username: 'intan', name: 'Intan Pramesti', role: 'staff' },
  { username: 'yoga', name: 'Yoga Permadi', role: 'staff' },
  { username: 'bagas', name: 'Bagas Prayoga', role: 'staff' },
  { username: 'fitria', name: 'Fitria Handayani', role: 'staff' },
  { username: 'galih', name: 'Galih Wicaksono', role: 'staff' },
  { username: 'hana', name: 'Hana Safitri', role: 'staff' },
  { username: 'ilham', name: 'Ilham Nugraha', role: 'staff' },
  { username: 'kirana', name: 'Kirana Lestari', role: 'staff' },
  { username: 'niko', name: 'Niko Hermawan', role: 'staff' },
  { username: 'tania', name: 'Tania Rahmawati', role: 'staff' },
  { username: 'wisnu', name: 'Wisnu Aditama', role: 'staff' },
];

/** Two of the team leave during the story. */
export const leavers = { handsOver: 'niko', isRecalled: 'tania' } as const;

const products = ['Sagaraya', 'Kalanara', 'Arkanusa'] as const;
export type ProductName = (typeof products)[number];

const devices = [
  'Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
];

/** Who is there at the first day: users and products. */
async function openOffice(stage: Stage): Promise<void> {
  const ownersHash = await hashPassword(demoPassword, ownWork);
  const ownerId = await stage.narrate((tx, actor) => createUser(tx, actor, { ...owner, passwordHash: ownersHash }));
  stage.join(owner.username, { userId: ownerId.userId, name: owner.name, role: owner.role });
  for (const colleague of [...admins, ...staff]) {
    await stage.pass(1);
    const passwordHash = await hashPassword(demoPassword, ownWork);
    const { userId } = await stage.act(owner.username, (tx, actor) => createUser(tx, actor, { ...colleague, passwordHash }));
    stage.join(colleague.username, { userId, name: colleague.name, role: colleague.role });
  }
  for (const name of products) {
    await stage.pass(2);
    const holdAcrossModules = name === 'Arkanusa';
    const order = { name, active: true, matchPhones: true, holdAcrossModules };
    stage.products.set(name, await stage.act(owner.username, (tx, actor) => createProduct(tx, actor, order)));
  }
}

/** Somebody signs in as they do each morning; the demo knows their password, so nothing is checked here. */
async function comeIn(stage: Stage, username: string, random: Random): Promise<void> {
  const { userId, name, role } = stage.person(username);
  const { password_hash: passwordHash, active } = await stage.database.db
    .selectFrom('users')
    .select(['password_hash', 'active'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  if (passwordHash === null || !active) return;
  const account = { id: userId, username, name, role, passwordHash, mustChangePassword: false, active, known: true };
  const place = { address: `10.20.0.${random.between(11, 60)}`, userAgent: random.pick(devices) };
  await stage.act(username, (tx) =>
    signIn(tx, account, place, { language: 'id', requestId: `demo-${username}`, previousToken: undefined }),
  );
}

async function addReasons(stage: Stage): Promise<void> {
  const added = { label: 'Sudah tidak berminat', aboutCustomer: true, noteRequired: false, active: true };
  await stage.act('lina', (tx, actor) => addReason(tx, actor, added));
  await stage.pass(3);
  const retired = { label: 'Nomor kantor', aboutCustomer: false, noteRequired: false, active: true };
  const retiredId = await stage.act('lina', (tx, actor) => addReason(tx, actor, retired));
  await stage.pass(40);
  await stage.act('lina', (tx, actor) => alterReason(tx, actor, retiredId, { active: false }));
}

async function inviteNewcomer(stage: Stage): Promise<void> {
  const newcomer = { username: 'salma', name: 'Salma Khairunnisa', role: 'staff' } as const;
  await stage.act(owner.username, (tx, actor) => createUser(tx, actor, newcomer));
}

/** The people, what they work for, and how they come in each morning. */
export const teamChapter: Chapter = ({ calendar }) => {
  const [first = 0] = calendar.workdays;
  const mornings = calendar.workdays.slice(1).flatMap((daysAgo): Scene[] =>
    [owner, ...admins, ...staff].map(({ username }, index) => ({
      name: `${username} comes in`,
      daysAgo,
      at: `08:${String(10 + index * 2).padStart(2, '0')}`,
      play: (stage, random) => (random.chance(0.94) ? comeIn(stage, username, random) : Promise.resolve()),
    })),
  );
  return [
    { name: 'the office opens', daysAgo: first, at: '08:05', play: openOffice },
    { name: 'reasons are added', daysAgo: calendar.workday(38), at: '09:05', play: addReasons },
    { name: 'a newcomer is invited', daysAgo: calendar.workday(1), at: '16:40', play: inviteNewcomer },
    ...mornings,
  ];
};
