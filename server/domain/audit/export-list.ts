import { sql } from 'kysely';
import type { Sentence } from '../../../contract/problem-kind.ts';
import type { ExportFormat } from '../../../contract/values.ts';
import type { Actor, Language } from '../../platform/actor.ts';
import type { Database, Db } from '../../platform/db/database.ts';
import type { WholeList } from '../../platform/db/read-list.ts';
import type { ExportColumn } from '../../platform/exports/export-columns.ts';
import { Download } from '../../platform/exports/send-list.ts';
import type { Transact } from '../../platform/http/handlers.ts';
import { appendEvent } from './append-event.ts';
import { withoutSearch } from './audit.rules.ts';

/** Where a route's export comes from. */
export interface Exporter {
  readonly database: Pick<Database, 'db'>;
  readonly transact: Transact;
  readonly settle: Transact;
  readonly actor: Actor;
  readonly sessionId: string;
}

/** How a list is asked for as a file, beside its own filters. */
export interface ExportRequest {
  readonly format: ExportFormat;
  /** Of headers, words and file name; the caller's where it is not said. */
  readonly language?: Language | undefined;
}

export interface ExportedList<Row> extends WholeList<Row> {
  /** The list as the audit log names it: `records`. */
  readonly subject: string;
  /** Begins the file's name, and names the sheet. */
  readonly title: Sentence;
  /** What narrows the title down in the file's name: a module. */
  readonly detail?: string | undefined;
  readonly columns: readonly ExportColumn<Row>[] | ((db: Db, language: Language) => Promise<readonly ExportColumn<Row>[]>);
}

/**
 * A list to be sent as a file, which writes down who took it, which filter and how many rows (docs/domain.md, Exports). The
 * event stands before the first byte leaves; a file that breaks off is told by a second one.
 */
export async function exportList<Row>(exporter: Exporter, request: ExportRequest, list: ExportedList<Row>): Promise<Download> {
  const { database, transact, settle, actor, sessionId } = exporter;
  const { format, language = actor.language, ...filter } = request;
  const { subject, title, detail, columns } = list;
  const note = (run: Transact, act: string, data: Record<string, unknown>) =>
    run(async (tx) => void (await appendEvent(tx, actor, { act, subjectType: subject, subjectId: null, data })));
  return Download.of({
    callerId: actor.userId ?? '',
    // What ends a session takes it from the table at once, deactivating its user too.
    mayGoOn: async () => (await sql`select from open_sessions where id = ${sessionId}`.execute(database.db)).rows.length > 0,
    format,
    language,
    count: list.count,
    rows: list.rows,
    sheetName: title[language],
    timeZone: async (db) => single(await sql<{ value: string }>`select business_zone() as value`.execute(db)),
    fileName: async (db) => {
      const today = single(await sql<{ value: string }>`select business_today()::text as value`.execute(db));
      return [title[language].toLowerCase().replaceAll(' ', '-'), ...(detail === undefined ? [] : [detail]), today].join('-');
    },
    columns: async (db) => (typeof columns === 'function' ? columns(db, language) : columns),
    onBegin: (rows) => note(transact, 'lists.export', { format, rows, filter: withoutSearch(filter) }),
    // Told whoever the caller is by then: what ended their session may be what broke it off.
    onBrokenOff: (rows) => note(settle, 'lists.export_broken_off', { format, rows }),
  });
}

function single({ rows }: { rows: readonly { value: string }[] }): string {
  const [row] = rows;
  if (row === undefined) throw new Error('The business has its settings');
  return row.value;
}
