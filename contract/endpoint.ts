import type { z } from 'zod';

/** Who may call an endpoint at all. What exists for the caller is decided by the query, which is scoped to its viewer. */
export type Access = 'anyone' | 'staff' | 'admin' | 'owner';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * What an endpoint answers with: `json` (the output schema), `empty` (204), `file` (a streamed download),
 * `upload` (a multipart request answered with JSON), `stream` (server-sent events, the output their data).
 */
type Transfer = 'json' | 'empty' | 'file' | 'upload' | 'stream';

export interface Endpoint {
  readonly method: Method;
  /** Below /api, with `:name` for parameters. */
  readonly path: string;
  readonly access: Access;
  /** One English sentence for the API's documentation. */
  readonly summary: string;
  readonly transfer?: Transfer;
  /** Fields of the body or the answer that are secret: kept neither in logs nor with an Idempotency-Key, so a replayed answer comes without them. */
  readonly secrets?: readonly string[];
  /** Open to somebody who must still change a temporary password. */
  readonly beforePasswordChange?: true;
  /** May read a whole file to answer, which takes a place among the uploads. */
  readonly readsFile?: true;
  /** Status of success; 200 unless said. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Statuses it refuses with beside those that follow from access, method and input. */
  readonly refuses?: readonly (401 | 409 | 422 | 429)[];
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly output?: z.ZodType;
  /** What staff may ask for and are answered with, where that is less than what admins are. */
  readonly forStaff?: { readonly query?: z.ZodObject; readonly output?: z.ZodType };
  /**
   * The fields of the answer that a filter or an order of the query goes by, where they are not called like it. What an
   * answer does not carry, it cannot be narrowed down, ordered or searched by.
   */
  readonly goesBy?: { readonly [asked: string]: readonly string[] };
}

/** Declares one endpoint of the HTTP interface; the literal types are kept for the server and the web client. */
export function endpoint<const E extends Endpoint>(declaration: E): E {
  return declaration;
}
