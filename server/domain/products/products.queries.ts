import { sql } from 'kysely';
import type { z } from 'zod';
import type { listProducts, Product } from '../../../contract/products.ts';
import type { Db } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';

const columns = sql`id, name, active, match_phones as "matchPhones", hold_across_modules as "holdAcrossModules"`;

/** A page of products. */
export async function findProducts(db: Db, filter: z.output<typeof listProducts.query>): Promise<z.input<typeof listProducts.output>> {
  const { page, pageSize, active = null, q = '' } = filter;
  const where = sql`(${active}::boolean is null or active = ${active}) and strpos(lower(name), lower(${q})) > 0`;
  const direction = filter.sort === 'name' ? sql`asc` : sql`desc`;
  const { rows } = await sql<Product>`
    select ${columns} from products where ${where}
    order by lower(name) ${direction}, id ${direction} limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(db);
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total from products where ${where}`.execute(db);
  return { items: rows, total: counted[0]?.total ?? 0, page, pageSize };
}

/** One product. Throws not_found. */
export async function findProduct(db: Db, productId: string): Promise<Product> {
  const { rows } = await sql<Product>`select ${columns} from products where id = ${productId}`.execute(db);
  const [product] = rows;
  if (product === undefined) throw problem('not_found');
  return product;
}
