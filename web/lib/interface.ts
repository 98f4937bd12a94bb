import type { z } from 'zod';
import type { Endpoint } from '../../contract/endpoint.ts';
import type * as assignments from '../../contract/assignments.ts';
import type * as audit from '../../contract/audit.ts';
import type * as auth from '../../contract/auth.ts';
import type * as batches from '../../contract/batches.ts';
import type * as conflicts from '../../contract/conflicts.ts';
import type * as databases from '../../contract/databases.ts';
import type * as filters from '../../contract/filters.ts';
import type * as exported from '../../contract/exports.ts';
import type * as jobs from '../../contract/jobs.ts';
import type * as notifications from '../../contract/notifications.ts';
import type * as products from '../../contract/products.ts';
import type * as records from '../../contract/records.ts';
import type * as reservations from '../../contract/reservations.ts';
import type * as settings from '../../contract/settings.ts';
import type * as templates from '../../contract/templates.ts';
import type * as uploads from '../../contract/uploads.ts';
import type * as users from '../../contract/users.ts';
import type * as validation from '../../contract/validation.ts';

// Types only: the schemas themselves (and zod) are loaded by the pages that validate a form with them, not by every page.
type Words =
  | typeof assignments
  | typeof audit
  | typeof auth
  | typeof batches
  | typeof conflicts
  | typeof databases
  | typeof filters
  | typeof exported
  | typeof jobs
  | typeof notifications
  | typeof products
  | typeof records
  | typeof reservations
  | typeof settings
  | typeof templates
  | typeof uploads
  | typeof users
  | typeof validation;

type ValueOf<W> = W extends unknown ? W[keyof W] : never;
type Declared = Extract<ValueOf<Words>, Endpoint>;
type KeyOf<E> = E extends Endpoint ? `${E['method']} ${E['path']}` : never;

/** An endpoint by method and path, as in `GET /users/:id`. */
export type EndpointKey = KeyOf<Declared>;
/** The endpoints that only read. */
export type ReadKey = Extract<EndpointKey, `GET ${string}`>;
/** The endpoints that change something. */
export type ActKey = Exclude<EndpointKey, ReadKey>;

type DeclarationOf<K extends EndpointKey, E = Declared> = E extends Endpoint ? (KeyOf<E> extends K ? E : never) : never;

type Loose<T> = { [P in keyof T]?: T[P] | undefined };
type Part<E, Name extends 'params' | 'query' | 'body'> = Name extends keyof E
  ? E extends { readonly [P in Name]: z.ZodType }
    ? E[Name]
    : never
  : never;

type ParamsPart<E> = [Part<E, 'params'>] extends [never] ? object : { params: z.input<Part<E, 'params'>> };
type QueryPart<E> = [Part<E, 'query'>] extends [never] ? object : { query?: Loose<z.output<Part<E, 'query'>>> };
type BodyPart<E> = [Part<E, 'body'>] extends [never] ? object : { body: z.input<Part<E, 'body'>> };

/** What a request to the endpoint carries, read off its declaration. */
export type InputOf<K extends EndpointKey> = ParamsPart<DeclarationOf<K>> & QueryPart<DeclarationOf<K>> & BodyPart<DeclarationOf<K>>;

/** What the endpoint answers; `undefined` for an empty answer. */
export type OutputOf<K extends EndpointKey> =
  DeclarationOf<K> extends { readonly output: infer Schema } ? (Schema extends z.ZodType ? z.output<Schema> : undefined) : undefined;

/** The names by which a list can be sorted. */
export type SortOf<K extends ReadKey> = InputOf<K> extends { query?: { sort?: infer Names } } ? Exclude<Names, undefined> : never;
