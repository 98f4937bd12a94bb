import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { flag, idParams, line, pageOf, pageQuery, sortBy } from './values.ts';

export const product = z.object({
  id: z.string(),
  name: z.string(),
  active: z.boolean(),
  /** Customers with one phone are one person. Fixed with the product's first member, by import or reservation. */
  matchPhones: z.boolean(),
  /** A person held in any module is passed over in every module, not only in the same one. */
  holdAcrossModules: z.boolean(),
});
export type Product = z.infer<typeof product>;

export const listProducts = endpoint({
  method: 'GET',
  path: '/products',
  access: 'staff',
  summary: 'Products.',
  query: z.strictObject({ ...pageQuery, active: flag.optional(), sort: sortBy(['name'], 'name') }),
  output: pageOf(product),
  goesBy: { q: ['name'] },
});

export const createProduct = endpoint({
  method: 'POST',
  path: '/products',
  access: 'admin',
  summary: 'Create a product.',
  status: 201,
  body: z.strictObject({
    name: line(120),
    active: z.boolean().default(true),
    matchPhones: z.boolean().default(true),
    holdAcrossModules: z.boolean().default(false),
  }),
  output: product,
});

export const changeProduct = endpoint({
  method: 'PATCH',
  path: '/products/:id',
  access: 'admin',
  summary: 'Rename a product, switch it on or off, or change how its records are held.',
  params: idParams,
  body: z.strictObject({
    name: line(120).optional(),
    active: z.boolean().optional(),
    matchPhones: z.boolean().optional(),
    holdAcrossModules: z.boolean().optional(),
  }),
  output: product,
});
