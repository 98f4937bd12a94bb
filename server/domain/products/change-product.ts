import { sql } from 'kysely';
import type { Product } from '../../../contract/products.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { violatedConstraint } from '../../platform/db/database-errors.ts';
import { problem } from '../../platform/http/problem.ts';
import { appendEvent } from '../audit/append-event.ts';

export type ProductChange = { readonly [Field in Exclude<keyof Product, 'id'>]?: Product[Field] | undefined };

/**
 * Changes what is given. How phones are matched is fixed with the product's first member, by import or reservation, each of
 * which holds the product's row against this. Throws not_found, name_taken, matching_fixed.
 */
export async function changeProduct(tx: Tx, actor: Actor, productId: string, change: ProductChange): Promise<void> {
  const { rows } = await sql<{ matchPhones: boolean }>`
    select match_phones as "matchPhones" from products where id = ${productId} for update`.execute(tx);
  const [product] = rows;
  if (product === undefined) throw problem('not_found');
  if (change.matchPhones !== undefined && change.matchPhones !== product.matchPhones && (await hasCustomers(tx, productId))) {
    throw problem('matching_fixed');
  }
  await write(tx, productId, change);
  const { name, ...choices } = change;
  await appendEvent(tx, actor, {
    act: 'products.change',
    subjectType: 'product',
    subjectId: productId,
    data: { ...choices, renamed: name !== undefined },
  });
}

async function hasCustomers(tx: Tx, productId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from customers where product_id = ${productId} limit 1`.execute(tx);
  return rows.length > 0;
}

async function write(tx: Tx, productId: string, { name, active, matchPhones, holdAcrossModules }: ProductChange): Promise<void> {
  try {
    await sql`
      update products set
        name = coalesce(${name ?? null}, name),
        active = coalesce(${active ?? null}, active),
        match_phones = coalesce(${matchPhones ?? null}, match_phones),
        hold_across_modules = coalesce(${holdAcrossModules ?? null}, hold_across_modules)
      where id = ${productId}`.execute(tx);
  } catch (error) {
    if (violatedConstraint(error) === 'products_name') throw problem('name_taken', { name: name ?? '' });
    throw error;
  }
}
