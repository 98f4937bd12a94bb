import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';

export interface ImportProduct {
  readonly id: string;
  readonly matchPhones: boolean;
}

/** A product that lists are imported into; how it matches phones stays as it is until the transaction ends. Throws not_found, product_inactive. */
export async function requireProduct(tx: Tx, productId: string): Promise<ImportProduct> {
  const { rows } = await sql<ImportProduct & { active: boolean }>`
    select id, match_phones as "matchPhones", active from products where id = ${productId} for share
  `.execute(tx);
  const [product] = rows;
  if (product === undefined) throw problem('not_found');
  if (!product.active) throw problem('product_inactive');
  return product;
}
