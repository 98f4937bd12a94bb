import * as products from '../../../contract/products.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { changeProduct } from './change-product.ts';
import { createProduct } from './create-product.ts';
import { findProduct, findProducts } from './products.queries.ts';

export const productsRoutes: readonly Route[] = [
  route(products.listProducts, ({ db, query }) => findProducts(db, query)),
  route(products.createProduct, async ({ tx, actor, body }) => findProduct(tx, await createProduct(tx, actor, body))),
  route(products.changeProduct, async ({ tx, actor, params, body }) => {
    await changeProduct(tx, actor, params.id, body);
    return findProduct(tx, params.id);
  }),
];
