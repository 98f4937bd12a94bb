import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Database } from '../server/platform/db/database.ts';
import { buildMembers } from './build-members.ts';
import { exportAll } from './export.ts';
import { type Bench, type BenchContext, type Figure, milliseconds, plainFigure, quantile, timed, timeFigure } from './figures.ts';
import { type ImportMeasure, importThroughHttp } from './import-through-http.ts';
import type { BenchDatabase } from './start-postgres.ts';
import { takePeople, writePeople, writePeopleWorkbook } from './write-people.ts';

const turns = 3;
const mostMegabytes = 512;
/** Longest that anybody should wait for an answer while a list is imported. */
const longestAnswer = 250;

const columns = [
  'id',
  'database_id',
  'product_id',
  'person_id',
  'customer_id',
  'row_number',
  'draw_key',
  'module',
  'name',
  'phone',
  'phone_text',
  'cells',
] as const;

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** The records of a list in COPY's text format. */
async function copyTextOf(database: Database, databaseId: string): Promise<Buffer[]> {
  const fields = columns.map((column) => sql`${sql.ref(column)}::text`);
  const query = sql<
    Record<string, string | null>
  >`select ${sql.join(fields)} from records where database_id = ${databaseId} order by id`.compile(database.db);
  const pieces: Buffer[] = [];
  for await (const rows of database.stream(query)) {
    const lines = rows.map((row) =>
      columns.map((column) => row[column]?.replace(/[\\\t\n\r]/g, (found) => escapes[found] ?? found) ?? '\\N').join('\t'),
    );
    pieces.push(Buffer.from(`${lines.join('\n')}\n`));
  }
  return pieces;
}

/** COPY of the very rows an import made, into a table as wide as `records` with its indexes; no trigger, no foreign key. */
async function copyBare(database: Database, pieces: readonly Buffer[]): Promise<number> {
  await sql`drop table if exists bare_records`.execute(database.db);
  await sql`create table bare_records (like records including defaults including indexes)`.execute(database.db);
  const statement = `copy bare_records (${columns.join(', ')}) from stdin`;
  return timed(() => database.transaction((tx) => database.copyInto(tx, statement, pieces), { statementTimeout: 0 }));
}

interface Source {
  readonly work: string;
  readonly path: string;
}

class ImportBench {
  readonly #context: BenchContext;
  #databases = 0;

  constructor(context: BenchContext) {
    this.#context = context;
  }

  /** Imports into an empty database, and lets the caller look at it before it goes. */
  async once<Result>(source: Source, look: (measure: ImportMeasure, bench: BenchDatabase) => Promise<Result>): Promise<Result> {
    this.#databases += 1;
    const bench = await this.#context.postgres.open(`bench_import_${this.#databases}`, 3);
    try {
      return await look(await this.#import(bench, source), bench);
    } finally {
      await bench.close();
    }
  }

  async #import(bench: BenchDatabase, { work, path }: Source, productId?: string): Promise<ImportMeasure> {
    const measure = await importThroughHttp(bench, path, productId);
    const facts = [
      milliseconds(measure.checkAndImport),
      `uploaded in ${milliseconds(measure.upload)}`,
      `${Math.round(measure.peakMegabytes)} MB`,
    ];
    this.#context.say(`import: ${work}: ${facts.join(', ')}`);
    return measure;
  }

  /** Lists of new members into one product that has many, each in turn with COPY of its rows into an empty table. */
  async intoLarge(folder: string, members: number, lists: readonly number[]): Promise<Figure[]> {
    this.#context.say(`import: building a product of ${members} members`);
    const bench = await this.#context.postgres.open('bench_import_large', 3);
    const path = join(folder, 'more.csv');
    try {
      const { productId } = await buildMembers(bench.database, members);
      const figures: Figure[] = [];
      let before = 0;
      for (const rows of lists) {
        const work = `${rows} rows CSV into a product of ${members} members`;
        const imports: ImportMeasure[] = [];
        const copies: number[] = [];
        for (let turn = 0; turn < turns; turn += 1, before += rows) {
          await writePeople(path, rows, before);
          const measure = await this.#import(bench, { work, path }, productId);
          imports.push(measure);
          copies.push(await copyBare(bench.database, await copyTextOf(bench.database, measure.databaseId)));
        }
        const source = { work, path };
        figures.push(
          timeFigure(work, median(imports), ['COPY', quantile(copies, 0.5)], 5),
          checkFigure(source, imports),
          memoryFigure(source, imports),
        );
      }
      return figures;
    } finally {
      await bench.close();
    }
  }

  /** In turns with COPY of the same rows, each import in a new database. */
  async besideCopy(source: Source): Promise<{ imports: ImportMeasure[]; copies: number[] }> {
    const imports: ImportMeasure[] = [];
    const copies: number[] = [];
    for (let turn = 0; turn < turns; turn += 1) {
      await this.once(source, async (measure, { database }) => {
        imports.push(measure);
        copies.push(await copyBare(database, await copyTextOf(database, measure.databaseId)));
      });
    }
    return { imports, copies };
  }
}

/** The check's part of it, for whoever wonders where the time goes. */
function checkFigure({ work }: Source, measures: readonly ImportMeasure[]): Figure {
  const share = quantile(
    measures.map(({ check }) => check),
    0.5,
  );
  return plainFigure(`${work}: of it, the check`, milliseconds(share), '', null);
}

const median = (measures: readonly ImportMeasure[]): number =>
  quantile(
    measures.map(({ checkAndImport }) => checkAndImport),
    0.5,
  );

function memoryFigure({ work }: Source, measures: readonly ImportMeasure[]): Figure {
  const most = Math.max(...measures.map(({ peakMegabytes }) => peakMegabytes));
  return plainFigure(`${work}: peak memory of the process`, `${Math.round(most)} MB`, `${mostMegabytes} MB`, most <= mostMegabytes);
}

function answerFigures({ work }: Source, measures: readonly ImportMeasure[]): Figure[] {
  const pings = measures.flatMap((measure) => measure.pings);
  const worst = Math.max(...pings);
  const delay = Math.max(...measures.map(({ worstDelay }) => worstDelay));
  return [
    plainFigure(`${work}: answers meanwhile, p99`, milliseconds(quantile(pings, 0.99)), '', null),
    plainFigure(`${work}: slowest of ${pings.length} answers`, milliseconds(worst), milliseconds(longestAnswer), worst <= longestAnswer),
    plainFigure(`${work}: event loop late by at most`, milliseconds(delay), '', null),
  ];
}

async function runIn(folder: string, context: BenchContext): Promise<Figure[]> {
  const { records: rows = 100_000, people } = context;
  const bench = new ImportBench(context);
  const csv = { work: `${rows} rows CSV`, path: join(folder, 'people.csv') };
  const xlsx = { work: `${rows} rows XLSX`, path: join(folder, 'people.xlsx') };
  const large = { work: `${rows * 10} rows CSV`, path: join(folder, 'many.csv') };
  await writePeople(csv.path, rows);
  await writePeopleWorkbook(xlsx.path, rows);
  await writePeople(large.path, rows * 10);
  const figures: Figure[] = [];
  if (people !== undefined) {
    const given = { work: `${rows} rows of the given CSV`, path: join(folder, 'given.csv') };
    await takePeople(people, given.path, rows);
    const { imports, copies } = await bench.besideCopy(given);
    figures.push(
      timeFigure(given.work, median(imports), ['COPY', quantile(copies, 0.5)], 5),
      checkFigure(given, imports),
      memoryFigure(given, imports),
    );
  }
  const { imports, copies } = await bench.besideCopy(csv);
  const usual = median(imports);
  figures.push(
    timeFigure(csv.work, usual, ['COPY', quantile(copies, 0.5)], 5),
    checkFigure(csv, imports),
    memoryFigure(csv, imports),
    ...answerFigures(csv, imports),
  );
  const workbooks: ImportMeasure[] = [];
  for (let turn = 0; turn < turns; turn += 1) workbooks.push(await bench.once(xlsx, (measure) => Promise.resolve(measure)));
  figures.push(timeFigure(xlsx.work, median(workbooks), [csv.work, usual], 4), memoryFigure(xlsx, workbooks));
  const many = await bench.once(large, (measure) => Promise.resolve(measure));
  figures.push(
    timeFigure(large.work, many.checkAndImport, [csv.work, usual], 12),
    memoryFigure(large, [many]),
    ...answerFigures(large, [many]),
    ...(await bench.intoLarge(folder, rows * 10, [rows / 2, rows])),
    ...(await exportAll(context, rows * 3)),
  );
  return figures;
}

async function run(context: BenchContext): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cermat-bench-files-'));
  try {
    return await runIn(folder, context);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What importing a list costs beside COPY of its rows, in time, memory and other people's waiting. */
export const importing: Bench = {
  name: 'import',
  title: 'Importing',
  notes: [
    'A file goes through a program of its own over HTTP, as an admin’s browser sends it. Timed is the check of the whole file and the ' +
      'import, from asking for the one until the other is done and every record can be assigned; the upload comes before it.',
    'COPY puts the very records that the import made into a table as wide as that of the records and with its indexes, in one ' +
      'transaction from memory; no trigger, no foreign key. It is run after each import on the same database.',
    'Into a product that has members already, the members of each list are new, and COPY is into an empty table all the same.',
    'Meanwhile /healthz is asked every 20 ms. Memory is the most the process had at once, its workers included, PostgreSQL not.',
  ],
  run,
};
