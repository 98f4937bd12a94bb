import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Tx } from '../db/database.ts';
import { deleteInPieces, type Pieces } from '../db/delete-in-pieces.ts';
import { problem } from './problem.ts';

/** Which request a key stands for. */
export interface RepeatableRequest {
  readonly userId: string;
  readonly key: string;
  readonly method: string;
  /** With its query string. */
  readonly path: string;
  readonly body: unknown;
  /** Fields of the body and the answer that are not kept. */
  readonly secrets: readonly string[];
}

interface Answered {
  readonly status: number;
  /** Undefined for an empty answer. */
  readonly output: unknown;
}

/** How a request is answered. */
export interface Answering {
  /** Does the work. `kept` is what may be kept of it: ids and counts, nothing of anybody. */
  readonly once: () => Promise<Answered & { readonly kept: unknown }>;
  /** Answers for work that was done before, from what was kept; undefined where nothing was. */
  readonly again: (kept: unknown) => Promise<unknown>;
}

/** Days an answer is kept (docs/architecture.md §Idempotency). */
const keptDays = 7;

/** The same value gives the same text whatever the order of its fields; fields named secret are left out. */
function canonical(value: unknown, secrets: readonly string[]): string {
  return (
    JSON.stringify(value, (key, inner: unknown) => {
      if (secrets.includes(key)) return undefined;
      if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
      return Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)));
    }) ?? ''
  );
}

/**
 * Does the work once for a key of a user: the key is inserted first, so a twin that comes meanwhile waits for this
 * transaction and then finds what was kept of the answer. Throws idempotency_key_reused when the key stood for another
 * request. What fails is rolled back together with its key.
 */
export async function answerOnce(tx: Tx, request: RepeatableRequest, { once, again }: Answering): Promise<Answered> {
  const bodyHash = createHash('sha256').update(canonical(request.body, request.secrets)).digest();
  const { userId, key, method, path } = request;
  const claimed = await sql`
    insert into idempotency_keys as kept (user_id, key, method, path, body_hash)
    values (${userId}, ${key}, ${method}, ${path}, ${bodyHash})
    on conflict (user_id, key) do update
      set method = excluded.method, path = excluded.path, body_hash = excluded.body_hash,
          status = null, kept_answer = null, created_at = now()
      where kept.created_at < now() - make_interval(days => ${keptDays})
    returning 1`.execute(tx);
  if (claimed.rows.length === 0) {
    const { status, kept } = await findKept(tx, request, bodyHash);
    return { status, output: await again(kept === null ? undefined : JSON.parse(kept)) };
  }
  const { status, output, kept } = await once();
  await sql`
    update idempotency_keys set status = ${status}, kept_answer = ${keptText(kept, request.secrets)}
    where user_id = ${userId} and key = ${key}`.execute(tx);
  return { status, output };
}

function keptText(kept: unknown, secrets: readonly string[]): string | null {
  return kept === undefined ? null : JSON.stringify(kept, (key, inner: unknown) => (secrets.includes(key) ? undefined : inner));
}

async function findKept(tx: Tx, request: RepeatableRequest, bodyHash: Buffer): Promise<{ status: number; kept: string | null }> {
  const { rows } = await sql<{ same: boolean; status: number; kept: string | null }>`
    select method = ${request.method} and path = ${request.path} and body_hash = ${bodyHash} as same, status, kept_answer as kept
    from idempotency_keys where user_id = ${request.userId} and key = ${request.key}`.execute(tx);
  const [stored] = rows;
  if (stored === undefined) throw problem('conflict');
  if (!stored.same) throw problem('idempotency_key_reused');
  return stored;
}

/** Forgets answers older than the days they are kept; returns how many. */
export function forgetOldAnswers(db: Db, pieces?: Pieces): Promise<number> {
  // By their places, each of which is held: to look ten thousand keys up again could be planned as reading the whole table.
  const piece = (size: number) => sql`
    delete from idempotency_keys where ctid = any(array(
      select ctid from idempotency_keys where created_at < now() - make_interval(days => ${keptDays})
      order by created_at limit ${size} for update skip locked
    ))`;
  return deleteInPieces(db, piece, pieces);
}
