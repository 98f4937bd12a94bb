import * as products from '../../../contract/products.ts';
import { rereadRoute, type Route, route } from '../../platform/http/route.ts';
import { changeProduct } from './change-product.ts';
import { createProduct } from './create-product.ts';
import { findProduct, findProducts } from './products.queries.ts';

export const productsRoutes: readonly Route[] = [
  route(products.listProducts, ({ db, query }) => findProducts(db, query)),
  rereadRoute(
    products.createProduct,
    ({ tx, actor, body }) => createProduct(tx, actor, body),
    ({ db, done }) => findProduct(db, done),
  ),
  rereadRoute(
    products.changeProduct,
    ({ tx, actor, params, body }) => changeProduct(tx, actor, params.id, body),
    ({ db, params }) => findProduct(db, params.id),
  ),
];
