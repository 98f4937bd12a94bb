import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspectTable, type MappedRows, readTable, type TableReading } from './read-table.ts';
import type { FileInspection } from './table.ts';

const count = 200_000;
const mapper = new URL('./fixtures/echo-rows.worker.ts', import.meta.url);
let folder: string;
let path: string;
let inspection: FileInspection;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cermat-table-'));
  path = join(folder, 'list.csv');
  const lines = Array.from({ length: count }, (_, index) => `user${index},0812${String(index).padStart(7, '0')}`);
  await writeFile(path, `Username,Telepon\n${lines.join('\n')}\n`);
  inspection = await inspectTable(path);
});
afterAll(() => rm(folder, { recursive: true }));

const reading = (more: Partial<TableReading> = {}): TableReading => ({ path, inspection, mapper, options: {}, ...more });

async function collect(task: TableReading): Promise<MappedRows[]> {
  const chunks: MappedRows[] = [];
  for await (const chunk of readTable(task)) chunks.push(chunk);
  return chunks;
}

test('rows arrive in order and complete', async () => {
  const chunks = await collect(reading());
  expect(chunks.at(-1)?.read).toBe(count);
  const rows = chunks.flatMap(({ bytes }) => Buffer.from(bytes).toString().trimEnd().split('\n'));
  expect(rows).toHaveLength(count);
  rows.forEach((row, index) => {
    if (row !== `{"rowNumber":${index + 2},"cells":["user${index}","0812${String(index).padStart(7, '0')}"]}`)
      throw new Error(`row ${index}: ${row}`);
  });
});

test('the program goes on answering while a file is read', async () => {
  let turns = 0;
  let longest = 0;
  let reads = true;
  const watch = (async () => {
    let last = performance.now();
    while (reads) {
      await setImmediate();
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
      turns += 1;
    }
  })();
  const begun = performance.now();
  await inspectTable(path);
  const taken = performance.now() - begun;
  reads = false;
  await watch;
  expect(turns).toBeGreaterThan(100);
  expect(longest).toBeLessThan(taken / 2);
});

test('a slow taker holds the reader back', async () => {
  const mapped = new Int32Array(new SharedArrayBuffer(4));
  let taken = 0;
  for await (const chunk of readTable(reading({ options: { mapped } }))) {
    taken += 1;
    expect(chunk.rows).toBeLessThan(count / 5);
    if (taken > 1) continue;
    await inspectTable(path);
    expect(mapped[0]).toBe(4);
  }
  expect(taken).toBeGreaterThan(5);
  expect(mapped[0]).toBe(taken);
});

describe('ends', () => {
  const threads = () => process.getActiveResourcesInfo().filter((resource) => resource === 'MessagePort').length;

  test('when the taker has enough', async () => {
    const before = threads();
    for await (const chunk of readTable(reading())) {
      expect(chunk.rows).toBeGreaterThan(0);
      break;
    }
    expect(threads()).toBe(before);
  });

  test('with the reason of an abort', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled by the admin');
    const task = (async () => {
      for await (const chunk of readTable(reading({ signal: controller.signal }))) if (chunk.read > 0) controller.abort(reason);
    })();
    await expect(task).rejects.toBe(reason);
    await expect(inspectTable(path, {}, { signal: controller.signal })).rejects.toBe(reason);
  });

  test('with file_too_slow when nothing comes', async () => {
    await expect(collect(reading({ options: { fault: 'hangs' }, silenceSeconds: 1 }))).rejects.toMatchObject({
      code: 'file_too_slow',
      params: { seconds: 1 },
    });
  });

  test('with file_too_heavy when memory runs out', async () => {
    await expect(collect(reading({ options: { fault: 'hoards' }, heapMegabytes: 32 }))).rejects.toMatchObject({ code: 'file_too_heavy' });
  });

  test('with the fault of a mapper, which is no fault of the file', async () => {
    const error: unknown = await collect(reading({ options: { fault: 'throws' } })).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ cause: { message: 'the mapper broke' } });
  });

  test('with what is wrong with the file', async () => {
    const broken = join(folder, 'broken.csv');
    await writeFile(broken, 'a,b\n1,2\n3,"4\n');
    await expect(inspectTable(broken)).rejects.toMatchObject({ name: 'UnreadableFile', code: 'quote_unclosed', params: { row: 3 } });
  });

  test('with an error of the system as it is', async () => {
    const error: unknown = await inspectTable(join(folder, 'missing.csv')).catch((thrown: unknown) => thrown);
    expect(error).toHaveProperty('cause.message', expect.stringContaining('ENOENT'));
  });
});

describe('the next file is read', () => {
  const thread = new Int32Array(new SharedArrayBuffer(4));
  const threadOf = async (task: TableReading): Promise<number> => {
    await collect(task).catch(() => undefined);
    return thread[0] ?? 0;
  };
  const whole = () => threadOf(reading({ options: { thread } }));

  test('by the worker that has read the one before, also where that was refused', async () => {
    const first = await whole();
    expect(await whole()).toBe(first);
    const broken = join(folder, 'broken.csv');
    await writeFile(broken, 'a,b\n1,2\n3,"4\n');
    await expect(inspectTable(broken)).rejects.toMatchObject({ code: 'quote_unclosed' });
    expect(await whole()).toBe(first);
  });

  test('by another one beside it', async () => {
    const first = await whole();
    const beside = new Int32Array(new SharedArrayBuffer(4));
    await Promise.all([whole(), collect(reading({ options: { thread: beside } }))]);
    expect([thread[0], beside[0]].filter((id) => id === first)).toHaveLength(1);
  });

  test('by another one where it was left, failed or hung', async () => {
    const first = await whole();
    for await (const chunk of readTable(reading())) if (chunk.read > 0) break;
    const second = await whole();
    await threadOf(reading({ options: { fault: 'throws' } }));
    const third = await whole();
    await threadOf(reading({ options: { fault: 'hangs' }, silenceSeconds: 1 }));
    expect(new Set([first, second, third, await whole()]).size).toBe(4);
  });
});
