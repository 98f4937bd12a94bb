import { sql } from 'kysely';
import type { z } from 'zod';
import type { listProducts, Product } from '../../../contract/products.ts';
import type { Db } from '../../platform/db/database.ts';
import { findPage } from '../../platform/db/find-page.ts';
import { alphabetical, textsHold } from '../../platform/db/texts.ts';
import { problem } from '../../platform/http/problem.ts';

const columns = sql`id, name, active, match_phones as "matchPhones", hold_across_modules as "holdAcrossModules"`;

/** A page of products. */
export async function findProducts(db: Db, filter: z.output<typeof listProducts.query>): Promise<z.input<typeof listProducts.output>> {
  const { page, pageSize, active = null, q = '' } = filter;
  const source = sql`from products where (${active}::boolean is null or active = ${active}) and ${textsHold(q, [sql`name`])}`;
  const orderBy = filter.sort === 'name' ? sql`${alphabetical(sql`name`)}, id` : sql`${alphabetical(sql`name`)} desc, id desc`;
  const { rows, total } = await findPage<Product>(db, { page, pageSize, columns, source, orderBy });
  return { items: rows, total, page, pageSize };
}

/** One product. Throws not_found. */
export async function findProduct(db: Db, productId: string): Promise<Product> {
  const { rows } = await sql<Product>`select ${columns} from products where id = ${productId}`.execute(db);
  const [product] = rows;
  if (product === undefined) throw problem('not_found');
  return product;
}
