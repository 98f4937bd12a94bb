import { fork } from 'node:child_process';
import { on, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { createFirstOwner } from '../server/domain/users/create-first-owner.ts';
import { buildMembers } from './build-members.ts';
import { type Bench, type BenchContext, type Figure, plainFigure, quantile, timed, timeFigure } from './figures.ts';
import type { ProcessReport } from './serve-program.ts';
import type { BenchDatabase } from './start-postgres.ts';

const owner = { username: 'owner', password: 'password of a bench' };
const formats = ['csv', 'xlsx'] as const;
/** Megabytes the program may need while it makes a file of any length. */
const mostMemory = 512;

interface Measure extends ProcessReport {
  readonly milliseconds: number;
  readonly megabytes: number;
  /** Milliseconds of each answer of a small list meanwhile. */
  readonly pings: readonly number[];
}

async function signIn(url: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/api/auth/sign-in`, { method: 'POST', headers, body: JSON.stringify(owner) });
  if (!answer.ok) throw new Error(`Could not sign in: ${await answer.text()}`);
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** Takes the whole file and throws it away; returns its bytes. */
async function take(address: string, cookie: string): Promise<number> {
  const answer = await fetch(address, { headers: { cookie } });
  if (!answer.ok || answer.body === null) throw new Error(`${address}: ${await answer.text()}`);
  let bytes = 0;
  for await (const piece of answer.body as AsyncIterable<Uint8Array>) bytes += piece.length;
  return bytes;
}

async function pingUntil(address: string, cookie: string, stop: AbortSignal): Promise<number[]> {
  const times: number[] = [];
  while (!stop.aborted) {
    times.push(await timed(async () => (await fetch(address, { headers: { cookie } })).text()));
    await wait(20);
  }
  return times;
}

/** Downloads a list from a program of its own, so that its peak of memory is this file's. */
async function measure({ address }: BenchDatabase, path: string): Promise<Measure> {
  const program = fork(new URL('./serve-program.ts', import.meta.url), [JSON.stringify(address)]);
  const messages = on(program, 'message', { signal: AbortSignal.timeout(30 * 60_000) });
  const next = async (): Promise<unknown> => ((await messages.next()).value as unknown[])[0];
  try {
    const url = (await next()) as string;
    const cookie = await signIn(url);
    const stop = new AbortController();
    const pinging = pingUntil(`${url}/api/products`, cookie, stop.signal);
    let bytes = 0;
    const milliseconds = await timed(async () => {
      bytes = await take(`${url}/api${path}`, cookie).finally(() => stop.abort());
    });
    const pings = await pinging;
    program.send('report');
    return { milliseconds, megabytes: bytes / 1024 / 1024, pings, ...((await next()) as ProcessReport) };
  } finally {
    const ended = program.exitCode === null ? once(program, 'exit') : undefined;
    if (program.connected) program.disconnect();
    await ended;
  }
}

async function exportList(opened: BenchDatabase, records: number, format: (typeof formats)[number], floor: number): Promise<Figure[]> {
  const { milliseconds, megabytes, pings, peakMegabytes, worstDelay } = await measure(opened, `/records/export?format=${format}`);
  const work = `${records} records as ${format}`;
  const [memory, wait99] = [Math.round(peakMegabytes), Math.round(quantile(pings, 0.99))];
  return [
    timeFigure(`${work}, ${megabytes.toFixed(0)} MB`, milliseconds, ['reading the rows alone', floor], null),
    plainFigure(`${work}, peak memory`, `${memory} MB`, `${mostMemory} MB`, memory <= mostMemory),
    plainFigure(`${work}, a small list meanwhile, p99`, `${wait99} ms (event loop late ${Math.round(worstDelay)} ms at worst)`, '', null),
  ];
}

/** Builds so many records, and makes files of them in either format. */
export async function exportAll({ postgres, say }: BenchContext, count: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  const opened = await postgres.open(`bench_export_${count}`);
  try {
    say(`export: building ${count} records`);
    await opened.database.transaction((tx) => createFirstOwner(tx, owner));
    await buildMembers(opened.database, count);
    const rows = sql`select record.*, customer.key from records record join customers customer on customer.id = record.customer_id order by database_id, row_number`;
    const floor = await timed(async () => {
      for await (const _ of opened.database.stream(rows.compile(opened.database.db), { statementTimeout: 0 }));
    });
    for (const format of formats) figures.push(...(await exportList(opened, count, format, floor)));
  } finally {
    await opened.close();
  }
  return figures;
}

async function run(context: BenchContext): Promise<Figure[]> {
  const { records = 200_000 } = context;
  return [...(await exportAll(context, records)), ...(await exportAll(context, records * 5))];
}

export const exporting: Bench = {
  name: 'export',
  title: 'Downloading a whole list',
  notes: [
    'Every record of a list with nine original columns, through HTTP as a browser takes it, each file from a program of its own.',
    'Its floor is reading the same rows by a cursor in this process and doing nothing with them.',
  ],
  run,
};
