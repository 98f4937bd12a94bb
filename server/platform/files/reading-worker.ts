import { Worker } from 'node:worker_threads';
import { workerModule } from './worker-module.ts';

/** Heap of one worker. Texts of a workbook lie outside it. */
const heapMegabytes = 320;
/** Heap for what lives briefly: left to itself it grows by a hundred megabytes and reads no faster. */
const youngMegabytes = 16;
/** Milliseconds a worker waits for its next file. To start one takes longer than to read most files, and a list is read three times: looked at, checked, imported. */
const keptFor = 30_000;

let kept: { readonly worker: Worker; readonly end: () => void } | undefined;

/** A worker that waits for a WorkerOrder: the one that is kept, or a new one. One with a heap of its own, in MB, is always new. */
export function takeReadingWorker(heap?: number): Worker {
  const known = heap === undefined ? kept : undefined;
  if (known === undefined) {
    return new Worker(workerModule('read-table.worker', import.meta.url), {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heap ?? heapMegabytes, maxYoungGenerationSizeMb: youngMegabytes },
    });
  }
  kept = undefined;
  known.end();
  known.worker.ref();
  return known.worker;
}

/** Keeps a worker that has done its work for the next file, for a while and without holding up the end of the program; a second one is ended. */
export async function keepReadingWorker(worker: Worker): Promise<void> {
  if (kept !== undefined) {
    // What it may still say, nobody has asked for.
    worker.once('error', () => undefined);
    await worker.terminate();
    return;
  }
  const drop = () => {
    if (kept?.worker === worker) kept = undefined;
    void worker.terminate();
  };
  const timer = setTimeout(drop, keptFor).unref();
  worker.once('error', drop).once('exit', drop).unref();
  kept = {
    worker,
    end: () => {
      clearTimeout(timer);
      worker.off('error', drop).off('exit', drop);
    },
  };
}
