import { sql } from 'kysely';
import type { Actor, Language } from '../platform/actor.ts';
import type { Db } from '../platform/db/database.ts';
import { alphabetical } from '../platform/db/texts.ts';
import { Refusal } from './command.ts';

export interface NamedUser {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly role: Actor['role'];
  readonly active: boolean;
}

/** The user with a username. Throws Refusal. */
export async function findUserNamed(db: Db, username: string): Promise<NamedUser> {
  const { rows } = await sql<NamedUser>`
    select id, username, name, role, active from users where id = account_named(${username.trim().normalize('NFC')})
  `.execute(db);
  const [user] = rows;
  if (user === undefined)
    throw new Refusal({ id: `Tidak ada pengguna dengan username "${username}".`, en: `There is no user "${username}".` });
  return user;
}

/** Who acts: the user that `--as` names, whose role must allow it, or the program itself. Throws Refusal. */
export async function findActor(db: Db, username: string | undefined, access: 'admin' | 'owner', language: Language): Promise<Actor> {
  const requestId = `cli-${process.pid}-${Date.now().toString(36)}`;
  if (username === undefined) return { userId: null, name: 'cermat', role: 'owner', language, requestId };
  const user = await findUserNamed(db, username);
  const mayAct = user.active && (user.role === 'owner' || (user.role === 'admin' && access === 'admin'));
  if (!mayAct) {
    throw new Refusal({ id: `${user.name} tidak boleh melakukan ini.`, en: `${user.name} may not do this.` });
  }
  return { userId: user.id, name: user.name, role: user.role, language, requestId };
}

/** The product with a name, if there is one. */
export async function findProductNamed(db: Db, name: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from products where comparable(name) = comparable(${name})
    order by (lower(name) = lower(${name.trim()})) desc, id`.execute(db);
  return rows[0]?.id;
}

/** Names of all products, for somebody who misspelled one. */
export async function listProductNames(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from products order by ${alphabetical(sql`name`)}`.execute(db);
  return rows.map(({ name }) => name);
}

export interface NamedDatabase {
  readonly id: string;
  readonly name: string;
  readonly productName: string;
}

/** The database with an id, or with a name that only one has. Throws Refusal. */
export async function findDatabaseNamed(db: Db, named: string): Promise<NamedDatabase> {
  const { rows } = await sql<NamedDatabase>`
    select database.id, database.name, product.name as "productName"
    from databases database join products product on product.id = database.product_id
    where database.id::text = ${named} or comparable(database.name) = comparable(${named})
    order by database.id::text = ${named} desc, database.id
  `.execute(db);
  const [first, second] = rows;
  if (first === undefined) throw new Refusal({ id: `Tidak ada database "${named}".`, en: `There is no database "${named}".` });
  if (second === undefined || first.id === named) return first;
  const choices = rows.map(({ id, productName }) => `${id} (${productName})`).join(', ');
  throw new Refusal({
    id: `Ada ${rows.length} database bernama "${named}". Sebut id-nya: ${choices}.`,
    en: `${rows.length} databases are named "${named}". Give an id: ${choices}.`,
  });
}
