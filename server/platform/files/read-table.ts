import { stat } from 'node:fs/promises';
import type { Worker } from 'node:worker_threads';
import type { FileLayout } from '../../../contract/file-layouts.ts';
import { Places } from './places.ts';
import { keepReadingWorker, takeReadingWorker } from './reading-worker.ts';
import type { FileInspection } from './table.ts';
import { UnreadableFile } from './unreadable-file.ts';
import type { WorkerOrder, WorkerReport } from './read-table.worker.ts';

/** A worker that gives no sign of life for this long, while it is not waiting for us, is ended. It gives one a second. */
const silenceSeconds = 60;
/** Seconds that looking at a file may take, and more for each of its megabytes: fifty times what a full workbook needs. */
const lookSeconds = { least: 60, eachMegabyte: 5 };
/** Files that are looked at and read at once: each takes a processor and a heap of its own. The others wait. */
const looks = new Places(2);
const reads = new Places(3);

interface ReadingLimits {
  signal?: AbortSignal | undefined;
  /** Seconds after which looking ends with `file_too_slow`, however lively it is. */
  seconds?: number | undefined;
  /** Seconds without a sign of life after which reading ends with `file_too_slow`. */
  silenceSeconds?: number;
  /** Heap in MB beyond which reading ends with `file_too_heavy`. */
  heapMegabytes?: number;
}

/** Data rows of a file, mapped by the caller's module: `bytes` holds `rows` of them, `read` counts those so far. */
export interface MappedRows {
  rows: number;
  read: number;
  bytes: Uint8Array;
}

export interface TableReading extends ReadingLimits {
  path: string;
  inspection: FileInspection;
  /** A module that exports `createMapper(options)`; see worker-module.ts. */
  mapper: URL;
  /** What `createMapper` gets: anything that can be cloned into a worker. */
  options: unknown;
}

/** inspectFile() in a worker, so that the program goes on answering. Throws UnreadableFile. */
export async function inspectTable(path: string, layout: FileLayout = {}, limits: ReadingLimits = {}): Promise<FileInspection> {
  // What cannot be looked at at all, the worker says.
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  const seconds = lookSeconds.least + Math.round((lookSeconds.eachMegabyte * size) / 1024 / 1024);
  const leave = await looks.enter(limits.signal);
  try {
    return await look(path, layout, { seconds, ...limits });
  } finally {
    leave();
  }
}

async function look(path: string, layout: FileLayout, limits: ReadingLimits): Promise<FileInspection> {
  const channel = new WorkerChannel({ kind: 'inspect', path, layout }, limits);
  try {
    const report = await channel.next();
    if (report.kind !== 'inspected') throw new Error(`Unexpected report from the reading worker: ${report.kind}`);
    return report.inspection;
  } finally {
    await channel.close();
  }
}

/**
 * Reads an inspected file in a worker and hands on what the mapper makes of its rows, in the order of the
 * file. At most a few chunks wait; leaving the loop early, an abort or an error ends the worker. Throws UnreadableFile.
 */
export async function* readTable({ path, inspection, mapper, options, ...limits }: TableReading): AsyncGenerator<MappedRows> {
  const leave = await reads.enter(limits.signal);
  try {
    const channel = new WorkerChannel({ kind: 'read', path, inspection, mapper: mapper.href, options }, limits);
    yield* chunksOf(channel);
  } finally {
    leave();
  }
}

async function* chunksOf(channel: WorkerChannel): AsyncGenerator<MappedRows> {
  let read = 0;
  try {
    for (;;) {
      const report = await channel.next();
      if (report.kind === 'finished') return;
      if (report.kind !== 'rows') throw new Error(`Unexpected report from the reading worker: ${report.kind}`);
      read += report.rows;
      yield { rows: report.rows, read, bytes: report.bytes };
      channel.askForMore();
    }
  } finally {
    await channel.close();
  }
}

/** One worker and the reports it sent that nobody has asked for yet. */
class WorkerChannel {
  private readonly worker: Worker;
  private readonly reports: WorkerReport[] = [];
  private readonly limits: ReadingLimits;
  private failure: Error | undefined;
  /** Whether the worker has sent its last report of this file. */
  private done = false;
  private wake: (() => void) | undefined;
  private watch: NodeJS.Timeout | undefined;
  private readonly deadline: NodeJS.Timeout | undefined;

  constructor(order: WorkerOrder, limits: ReadingLimits) {
    this.limits = limits;
    limits.signal?.throwIfAborted();
    this.worker = takeReadingWorker(limits.heapMegabytes);
    this.worker.on('message', this.receive).on('error', this.failToWork).on('exit', this.endTooEarly);
    this.worker.postMessage(order);
    limits.signal?.addEventListener('abort', this.abort);
    const { seconds } = limits;
    if (seconds !== undefined)
      this.deadline = setTimeout(() => this.fail(new UnreadableFile('file_too_slow', { seconds })), seconds * 1000);
  }

  /** The next report. Throws what the worker threw, the reason of an abort, or `file_too_slow`. */
  async next(): Promise<WorkerReport> {
    if (this.reports.length === 0 && this.failure === undefined) await this.waitForReport();
    const report = this.reports.shift();
    if (report !== undefined && !this.limits.signal?.aborted) return report;
    throw this.failure ?? new Error('The reading worker sent nothing');
  }

  askForMore(): void {
    this.worker.postMessage('more');
  }

  /** Keeps the worker for the next file where it has done its work; what was left amid it, or failed, ends with it. */
  async close(): Promise<void> {
    clearTimeout(this.deadline);
    this.limits.signal?.removeEventListener('abort', this.abort);
    if (!this.done || this.limits.heapMegabytes !== undefined) {
      await this.worker.terminate();
      return;
    }
    this.worker.off('message', this.receive).off('error', this.failToWork).off('exit', this.endTooEarly);
    await keepReadingWorker(this.worker);
  }

  private async waitForReport(): Promise<void> {
    const seconds = this.limits.silenceSeconds ?? silenceSeconds;
    this.watch = setTimeout(() => this.fail(new UnreadableFile('file_too_slow', { seconds })), seconds * 1000);
    await new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    clearTimeout(this.watch);
  }

  private readonly receive = (report: WorkerReport): void => {
    if (report.kind === 'alive') {
      this.watch?.refresh();
      return;
    }
    this.done = report.kind === 'inspected' || report.kind === 'finished' || report.kind === 'refused';
    if (report.kind === 'refused') this.fail(new UnreadableFile(report.code, report.params));
    else if (report.kind === 'failed') this.fail(new Error('Reading a table failed', { cause: report.error }));
    else this.reports.push(report);
    this.wake?.();
  };

  private readonly failToWork = (error: Error): void => this.fail(isOutOfMemory(error) ? new UnreadableFile('file_too_heavy') : error);

  private readonly endTooEarly = (): void => this.fail(new Error('The reading worker ended before its work was done'));

  private readonly abort = () => {
    const reason: unknown = this.limits.signal?.reason;
    this.fail(reason instanceof Error ? reason : new Error('Reading was aborted', { cause: reason }));
  };

  /** The first failure stands; reports sent before it are still handed on. */
  private fail(error: Error): void {
    this.failure ??= error;
    this.wake?.();
  }
}

function isOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
