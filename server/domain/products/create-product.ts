import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { appendEvent } from '../audit/append-event.ts';

export interface NewProduct {
  readonly name: string;
  readonly active: boolean;
  readonly matchPhones: boolean;
  readonly holdAcrossModules: boolean;
}

/** Creates a product and returns its id. Names differ without regard to case. Throws name_taken. */
export async function createProduct(tx: Tx, actor: Actor, input: NewProduct): Promise<string> {
  const { name, active, matchPhones, holdAcrossModules } = input;
  const { rows } = await sql<{ id: string }>`
    insert into products (name, active, match_phones, hold_across_modules)
    values (${name}, ${active}, ${matchPhones}, ${holdAcrossModules})
    on conflict (lower(name)) do nothing returning id`.execute(tx);
  const [created] = rows;
  if (created === undefined) throw problem('name_taken', { name });
  await appendEvent(tx, actor, {
    act: 'products.create',
    subjectType: 'product',
    subjectId: created.id,
    data: { active, matchPhones, holdAcrossModules },
  });
  return created.id;
}
