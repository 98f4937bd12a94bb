import { parentPort } from 'node:worker_threads';
import type { FileLayout } from '../../../contract/file-layouts.ts';
import { inspectFile } from './inspect-file.ts';
import { readFile } from './read-file.ts';
import type { FileInspection, TableRow } from './table.ts';
import { UnreadableFile, type UnreadableFileCode, type UnreadableFileParams } from './unreadable-file.ts';

/** What the main thread asks of this worker. */
export type WorkerOrder =
  | { kind: 'inspect'; path: string; layout: FileLayout }
  | { kind: 'read'; path: string; inspection: FileInspection; mapper: string; options: unknown };

/** What this worker tells: that it is at work, the answer, chunks and their end, or why there are none. */
export type WorkerReport =
  | { kind: 'alive' }
  | { kind: 'inspected'; inspection: FileInspection }
  | { kind: 'rows'; rows: number; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'finished' }
  | { kind: 'refused'; code: UnreadableFileCode; params: UnreadableFileParams }
  | { kind: 'failed'; error: unknown };

/** Made once per reading from the options; then called with every chunk of rows in the order of the file. */
export type RowMapper = (rows: TableRow[]) => Uint8Array<ArrayBuffer>;

/** Chunks that may wait at the main thread before this worker pauses. */
const chunksInFlight = 4;

const port = parentPort;
if (port === null) throw new Error('read-table.worker is the entry of a worker thread');

let inFlight = 0;
let resume: (() => void) | undefined;
port.on('message', (message: WorkerOrder | 'more') => {
  if (message !== 'more') {
    void work(message);
    return;
  }
  inFlight -= 1;
  resume?.();
});

/** Reads one file after the other, never two at once: the next is ordered after the last report of the one before. */
async function work(order: WorkerOrder): Promise<void> {
  inFlight = 0;
  // Between two pieces of a file there is time for this; within a piece that never ends there is not.
  const pulse = setInterval(() => report({ kind: 'alive' }), 1000);
  const last = await obey(order).catch(whyNot);
  clearInterval(pulse);
  report(last);
}

function whyNot(error: unknown): WorkerReport {
  return error instanceof UnreadableFile ? { kind: 'refused', code: error.code, params: error.params } : { kind: 'failed', error };
}

/** Does what is ordered and answers the last report of it. */
async function obey(order: WorkerOrder): Promise<WorkerReport> {
  if (order.kind === 'inspect') {
    return { kind: 'inspected', inspection: await inspectFile(order.path, order.layout) };
  }
  const map = await loadMapper(order.mapper, order.options);
  for await (const rows of readFile(order.path, order.inspection)) {
    while (inFlight >= chunksInFlight) {
      await new Promise<void>((resolve) => {
        resume = resolve;
      });
    }
    const bytes = ownBuffer(map(rows));
    inFlight += 1;
    report({ kind: 'rows', rows: rows.length, bytes }, [bytes.buffer]);
  }
  return { kind: 'finished' };
}

function report(message: WorkerReport, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}

/** Bytes that share their memory with others (a pooled Buffer) cannot be handed over and are copied. */
function ownBuffer(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}

async function loadMapper(url: string, options: unknown): Promise<RowMapper> {
  const module: unknown = await import(url);
  if (!isMapperModule(module)) throw new Error(`${url} exports no createMapper`);
  return module.createMapper(options);
}

function isMapperModule(module: unknown): module is { createMapper: (options: unknown) => RowMapper } {
  return typeof module === 'object' && module !== null && 'createMapper' in module && typeof module.createMapper === 'function';
}
