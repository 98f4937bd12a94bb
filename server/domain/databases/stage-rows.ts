import { type RawBuilder, sql } from 'kysely';
import type { Mapping } from '../../../contract/uploads.ts';
import type { CopyChunks } from '../../platform/db/copy-rows.ts';
import { type Database, limitStatements, type Tx } from '../../platform/db/database.ts';
import { readTable } from '../../platform/files/read-table.ts';
import type { FileInspection } from '../../platform/files/table.ts';
import { workerModule } from '../../platform/files/worker-module.ts';
import { problem } from '../../platform/http/problem.ts';
import type { StagingOptions } from './stage-rows.worker.ts';

/** Whoever watches a file being worked on. */
export interface FileWatch {
  readonly signal?: AbortSignal | undefined;
  /** Told how far the work is, in rows of the file. */
  readonly onProgress?: ((rowsDone: number, rowsTotal: number) => void) | undefined;
}

export interface FileToStage {
  readonly path: string;
  readonly inspection: FileInspection;
  readonly mapping: Mapping;
  /** Whether the original cells are staged too; a check does without them. */
  readonly withCells: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Told how many rows have been read. */
  readonly onRows?: ((rows: number) => void) | undefined;
}

/** Milliseconds one statement over a whole file may take, and may wait for other imports of its product. */
const longestStatement = 60 * 60_000;

/** Lifts the limits meant for quick acts from a transaction that reads a whole file, and gives its joins room. */
export async function prepareForFile(tx: Tx): Promise<void> {
  await limitStatements(tx, longestStatement);
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx);
  await sql`set local work_mem = '64MB'`.execute(tx);
  // The temporary tables are analysed for their sizes; a small sample is enough for that, and ten times as quick.
  await sql`set local default_statistics_target = 10`.execute(tx);
}

const columns = 'row_number, customer_key, customer_text, name, phone, phone_text, phone_unreadable, deposited_before, cells';

export const stagedColumns = sql`
  row_number integer not null,
  customer_key text,
  customer_text text,
  name text,
  phone text,
  phone_text text,
  phone_unreadable boolean not null,
  deposited_before boolean not null,
  cells text[]
`;

/** What makes lines of a table out of a file's rows. */
export const rowMapper = workerModule('stage-rows.worker', import.meta.url);

/**
 * Reads a file into the temporary table `import_rows`, one row each, which ends with the transaction. Throws
 * UnreadableFile, and mapping_column_empty where the column of the Customer ID or of the phone holds nothing at all.
 */
export async function stageRows(database: Pick<Database, 'copyInto'>, tx: Tx, file: FileToStage): Promise<void> {
  await makeRows(tx);
  await fillRows(database, tx, sql.table('import_rows'), file);
}

/** Makes and fills `import_rows` from what stage-rows.worker.ts makes of rows. */
export async function copyRows(database: Pick<Database, 'copyInto'>, tx: Tx, chunks: CopyChunks): Promise<void> {
  await makeRows(tx);
  await copyChunks(database, tx, sql.table('import_rows'), chunks);
}

async function makeRows(tx: Tx): Promise<void> {
  await sql`create temporary table import_rows (${stagedColumns}) on commit drop`.execute(tx);
}

/** Reads a file into a table that this transaction has made. Throws as stageRows does. */
export async function fillRows(database: Pick<Database, 'copyInto'>, tx: Tx, table: RawBuilder<unknown>, file: FileToStage): Promise<void> {
  await copyChunks(database, tx, table, mappedRows(file));
  await requireFilledColumns(tx, file.mapping);
}

async function copyChunks(database: Pick<Database, 'copyInto'>, tx: Tx, table: RawBuilder<unknown>, chunks: CopyChunks): Promise<void> {
  // Nobody else sees the table yet: its rows need not be looked at once more to see who may see them.
  const copy = sql`copy ${table} (${sql.raw(columns)}) from stdin with (freeze)`.compile(tx);
  await database.copyInto(tx, copy.sql, chunks);
  await sql`create index on ${table} using brin (row_number)`.execute(tx);
  await sql`analyze ${table} (row_number, customer_key, phone)`.execute(tx);
}

async function* mappedRows({ path, inspection, mapping, withCells, signal, onRows }: FileToStage): AsyncGenerator<Uint8Array> {
  const options: StagingOptions = { columns: inspection.columns, mapping, withValues: withCells };
  for await (const { read, bytes } of readTable({
    path,
    inspection,
    mapper: rowMapper,
    options,
    ...(signal === undefined ? {} : { signal }),
  })) {
    yield bytes;
    onRows?.(read);
  }
}

async function requireFilledColumns(tx: Tx, mapping: Mapping): Promise<void> {
  const { rows } = await sql<{ customers: boolean; phones: boolean }>`
    select exists (select from import_rows where customer_text is not null) as customers,
      exists (select from import_rows where phone_text is not null) as phones
  `.execute(tx);
  const [filled] = rows;
  if (mapping.customerKey !== undefined && filled?.customers !== true)
    throw problem('mapping_column_empty', { column: mapping.customerKey });
  if (mapping.phone !== undefined && filled?.phones !== true) throw problem('mapping_column_empty', { column: mapping.phone });
}
