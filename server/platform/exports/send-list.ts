import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { ExportFormat } from '../../../contract/values.ts';
import type { Language } from '../actor.ts';
import type { Database, Db, Snapshot } from '../db/database.ts';
import type { WholeList } from '../db/read-list.ts';
import { problem } from '../http/problem.ts';
import type { FileAnswer } from '../http/answer-file.ts';
import type { ExportColumn } from './export-columns.ts';
import { WallClock } from './wall-clock.ts';
import { mediaTypes, writeList } from './write-list.ts';

export interface ListToSend<Row> extends WholeList<Row> {
  /** Whose places it takes: others wait for their own. */
  readonly callerId: string;
  /** Whether the caller may still be sent it; asked before each piece. */
  readonly mayGoOn: () => Promise<boolean>;
  readonly format: ExportFormat;
  readonly language: Language;
  /** Without its extension. */
  readonly fileName: (db: Db) => Promise<string>;
  readonly sheetName: string;
  readonly timeZone: (db: Db) => Promise<string>;
  readonly columns: (db: Db) => Promise<readonly ExportColumn<Row>[]>;
  /** Told how many rows there are before the first byte leaves; what it throws, the caller is answered. */
  readonly onBegin: (rows: number) => Promise<void>;
  /** Told that the file broke off after these rows: the caller went away, or the database did. */
  readonly onBrokenOff: (rows: number) => Promise<void>;
}

/** How whoever is sent a file takes it. */
export interface DownloadCaller {
  /** Whether nobody is left to be sent anything. */
  readonly left: () => boolean;
  /** Bytes taken so far, counted from anywhere. */
  readonly taken: () => number;
  /** Whether there are bytes that have not been taken: otherwise the caller waits for us. */
  readonly isAwaited: () => boolean;
}

/** Each keeps a connection for as long as the download takes: the others are for everybody else. */
const atOnce = 4;
/** Of those, one person's: whoever takes files slowly, or not at all, keeps nobody else from theirs. */
const atOnceEach = 2;
/** Milliseconds to wait for one of those places. */
const patience = 10_000;
/** Milliseconds after which a caller who takes nothing more has gone. */
const usuallyStalledAfter = 20_000;
/** Milliseconds for which a caller may take what was read before, byte by byte, until more is read. */
const longestPause = 120_000;

/** Who is being sent something, once for each file. */
const callers: string[] = [];

const isFree = (callerId: string): boolean => callers.length < atOnce && callers.filter((other) => other === callerId).length < atOnceEach;

async function takePlace(callerId: string, caller: DownloadCaller): Promise<void> {
  for (const end = Date.now() + patience; !isFree(callerId); await wait(100)) if (Date.now() > end) throw problem('busy');
  // Nothing is made for, or written down as taken by, somebody who has gone while waiting.
  if (caller.left()) throw problem('busy');
  callers.push(callerId);
}

type Begin = (database: Pick<Database, 'openSnapshot'>, caller: DownloadCaller, stalledAfter?: number) => Promise<FileAnswer>;

/** A whole list that is going to be sent as a file: all that an endpoint which answers with a file can be answered with. */
export class Download {
  /** Sends it, made while it is read, all of it from one moment of the database. Throws busy. */
  readonly begin: Begin;

  private constructor(send: Begin) {
    this.begin = send;
  }

  static of<Row>(list: ListToSend<Row>): Download {
    return new Download((database, caller, stalledAfter) =>
      sendList(database, list, { caller, stalledAfter: stalledAfter ?? usuallyStalledAfter }),
    );
  }
}

interface Watched {
  readonly caller: DownloadCaller;
  readonly stalledAfter: number;
}

async function sendList<Row>(database: Pick<Database, 'openSnapshot'>, list: ListToSend<Row>, watched: Watched): Promise<FileAnswer> {
  await takePlace(list.callerId, watched.caller);
  let snapshot: Snapshot | undefined;
  const leave = async (): Promise<void> => {
    callers.splice(callers.indexOf(list.callerId), 1);
    await snapshot?.close();
  };
  try {
    snapshot = await database.openSnapshot(longestPause);
    return await begin(snapshot.db, list, { ...watched, leave });
  } catch (error) {
    await leave();
    throw error;
  }
}

async function begin<Row>(
  db: Db,
  list: ListToSend<Row>,
  { leave, ...watched }: Watched & { leave: () => Promise<void> },
): Promise<FileAnswer> {
  const { format, language, sheetName } = list;
  const [fileName, timeZone, columns, rows] = [
    await list.fileName(db),
    await list.timeZone(db),
    await list.columns(db),
    await list.count(db),
  ];
  await list.onBegin(rows);
  const taken = { rows: 0 };
  const pieces = countPieces(list, list.rows(db), taken);
  const content = writeList({ format, language, sheetName, columns, pieces, clock: new WallClock(timeZone) });
  const watch = stopWhenStalled(content, watched);
  content.once('close', () => {
    clearInterval(watch);
    const end = content.readableEnded ? leave() : Promise.all([leave(), list.onBrokenOff(taken.rows)]);
    // Nobody is left to be told.
    end.catch(() => undefined);
  });
  return { fileName: `${fileName}.${format}`, type: mediaTypes[format], content };
}

async function* countPieces<Row>(
  { mayGoOn }: ListToSend<Row>,
  pieces: AsyncIterable<readonly Row[]>,
  taken: { rows: number },
): AsyncGenerator<readonly Row[]> {
  for await (const piece of pieces) {
    if (!(await mayGoOn())) throw new Error('The session of the caller has ended');
    taken.rows += piece.length;
    yield piece;
  }
}

/** Gives up a file of which nothing was taken for a while: it holds a connection and a moment of the database. */
function stopWhenStalled(content: Readable, { caller, stalledAfter }: Watched): NodeJS.Timeout {
  let last = caller.taken();
  let since = Date.now();
  return setInterval(() => {
    const taken = caller.taken();
    if (taken !== last || !caller.isAwaited()) [last, since] = [taken, Date.now()];
    else if (Date.now() - since >= stalledAfter) content.destroy(new Error('Nobody took the file any more'));
  }, stalledAfter / 10).unref();
}
