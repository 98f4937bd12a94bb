import pg from 'pg';

/** One look at a statement that has not been answered: what the server says of it, and what went to and fro. */
export interface Look {
  /** `active` while the server works on it; null where it knows no such connection. */
  readonly state: string | null;
  /** What the server waits for from us, if it does: `ClientRead` or `ClientWrite`. */
  readonly waitsFor: string | null;
  readonly bytesRead: number;
  readonly bytesWritten: number;
  /** Bytes that the network has not taken from us yet. */
  readonly pending: number;
  /** Whether a COPY still gets its rows from us, at whatever pace they come. */
  readonly feeding: boolean;
}

export type Found = Pick<Look, 'state' | 'waitsFor'>;

/**
 * Connects and asks what the server knows of other connections, by their process numbers. Undefined where those numbers
 * are not the server's own, because something between us and it makes up its own.
 */
export async function askServer(client: pg.Client, pids: readonly number[]): Promise<ReadonlyMap<number, Found> | undefined> {
  await client.connect();
  const { rows } = await client.query<Found & { readonly pid: number; readonly isSelf: boolean }>(
    `select pid, state, case when wait_event_type = 'Client' then wait_event end as "waitsFor", pid = pg_backend_pid() as "isSelf"
     from pg_stat_activity where pid = any($1::int[]) or pid = pg_backend_pid()`,
    [pids],
  );
  const own = (client as pg.Client & { readonly processID: number | null }).processID;
  if (!rows.some(({ pid, isSelf }) => isSelf && pid === own)) return undefined;
  return new Map(rows.map(({ pid, state, waitsFor }) => [pid, { state, waitsFor }]));
}

/** Ends connections in the server that would otherwise never hear that we have given them up, and keep what they have locked. */
export async function endInServer(client: pg.Client, pids: readonly number[]): Promise<void> {
  if (pids.length > 0) await client.query('select pg_terminate_backend(pid) from unnest($1::int[]) pid', [pids]);
}

/** Whether a refusal came from PostgreSQL itself: too many connections, starting up, a password. */
export function isAnswer(error: unknown): boolean {
  return error instanceof pg.DatabaseError;
}

/** Whether two looks at the same statement say that its answer will not come. */
export function isLost(before: Look, now: Look): boolean {
  const idle = (look: Look) => look.state !== 'active';
  if (idle(before) && idle(now)) return true;
  // It answers, and nothing arrives.
  if (now.waitsFor === 'ClientWrite') return before.waitsFor === 'ClientWrite' && before.bytesRead === now.bytesRead;
  if (now.waitsFor !== 'ClientRead' || before.waitsFor !== 'ClientRead') return false;
  // It waits for us. We have said everything, or nothing of what we say gets through.
  if (!now.feeding) return !before.feeding;
  return before.pending > 0 && now.pending > 0 && before.bytesWritten === now.bytesWritten;
}
