import { fork } from 'node:child_process';
import { on, once } from 'node:events';
import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Job } from '../contract/jobs.ts';
import type { Uploaded } from '../contract/uploads.ts';
import { createFirstOwner } from '../server/domain/users/create-first-owner.ts';
import type { BenchDatabase } from './start-postgres.ts';
import type { ProcessReport } from './serve-program.ts';

const owner = { username: 'owner', password: 'password of a bench' };
const pollPause = 20;
const pingPause = 20;

export interface ImportMeasure extends ProcessReport {
  /** Milliseconds from the first byte sent until the file's columns are known. */
  readonly upload: number;
  /** Milliseconds from asking what an import would do until every record can be assigned. */
  readonly checkAndImport: number;
  /** Of it, until the check was done. */
  readonly check: number;
  readonly imported: number;
  /** Of the list that was made. */
  readonly databaseId: string;
  /** Milliseconds of each answer of /healthz while the import ran. */
  readonly pings: readonly number[];
}

/** The program's API, as somebody signed in. */
class Api {
  readonly #address: string;
  #cookie = '';

  constructor(address: string) {
    this.#address = address;
  }

  async signIn(): Promise<void> {
    const answer = await fetch(`${this.#address}/api/auth/sign-in`, this.#post(owner));
    if (!answer.ok) throw new Error(`Could not sign in: ${await answer.text()}`);
    this.#cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  }

  async post<Answer>(path: string, body: object): Promise<Answer> {
    return this.#read<Answer>(await fetch(`${this.#address}/api${path}`, this.#post(body)));
  }

  async upload(path: string): Promise<Uploaded> {
    const form = new FormData();
    form.append('file', await openAsBlob(path), basename(path));
    return this.#read<Uploaded>(
      await fetch(`${this.#address}/api/uploads`, { method: 'POST', headers: { cookie: this.#cookie }, body: form }),
    );
  }

  async finish(jobId: string): Promise<Job> {
    for (;;) {
      const job = await this.#read<Job>(await fetch(`${this.#address}/api/jobs/${jobId}`, { headers: { cookie: this.#cookie } }));
      if (job.state === 'succeeded') return job;
      if (job.state === 'failed') throw new Error(`The job failed: ${JSON.stringify(job.error)}`);
      await wait(pollPause);
    }
  }

  #post(body: object): RequestInit {
    return { method: 'POST', headers: { 'content-type': 'application/json', cookie: this.#cookie }, body: JSON.stringify(body) };
  }

  async #read<Answer>(answer: Response): Promise<Answer> {
    if (!answer.ok) throw new Error(`${answer.url}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }
}

/** Asks again and again whether the program lives, until told to stop; returns how long each answer took. */
async function pingUntil(address: string, stop: AbortSignal): Promise<number[]> {
  const times: number[] = [];
  while (!stop.aborted) {
    const begin = performance.now();
    await (await fetch(`${address}/healthz`)).text();
    times.push(performance.now() - begin);
    await wait(pingPause);
  }
  return times;
}

interface Receipt {
  readonly rows: number;
  readonly imported: number;
  readonly duplicateInFile: number;
  readonly existing: number;
  readonly emptyKey: number;
  readonly unreadable: number;
}

async function importOnce(api: Api, path: string, into: string | undefined): Promise<Omit<ImportMeasure, 'pings' | keyof ProcessReport>> {
  const productId = into ?? (await api.post<{ id: string }>('/products', { name: 'Produk' })).id;
  const begin = performance.now();
  const { uploadId, suggestedMapping: mapping } = await api.upload(path);
  const uploaded = performance.now();
  const check = await api.post<{ jobId?: string }>(`/uploads/${uploadId}/check`, { module: 'memberwd', productId, mapping });
  if (check.jobId !== undefined) await api.finish(check.jobId);
  const checked = performance.now();
  const order = { uploadId, name: 'Daftar', module: 'memberwd', productId, mapping, duplicates: 'skip' };
  const { jobId, databaseId } = await api.post<{ jobId: string; databaseId: string }>('/databases', order);
  const { result } = await api.finish(jobId);
  const done = performance.now();
  const receipt = result as Receipt;
  const { rows, imported, duplicateInFile, existing, emptyKey, unreadable } = receipt;
  if (rows !== imported + duplicateInFile + existing + emptyKey + unreadable)
    throw new Error(`Rows are missing: ${JSON.stringify(receipt)}`);
  return { upload: uploaded - begin, check: checked - uploaded, checkAndImport: done - uploaded, imported, databaseId };
}

/**
 * Imports a file through a program of its own, as an admin's browser does, and measures the program meanwhile. Into a product
 * of its own, where none is named.
 */
export async function importThroughHttp({ database, address }: BenchDatabase, path: string, productId?: string): Promise<ImportMeasure> {
  const known = await database.db.selectFrom('users').select('id').where('username', '=', owner.username).executeTakeFirst();
  if (known === undefined) await database.transaction((tx) => createFirstOwner(tx, owner));
  const program = fork(new URL('./serve-program.ts', import.meta.url), [JSON.stringify(address)]);
  const messages = on(program, 'message', { signal: AbortSignal.timeout(30 * 60_000) });
  const next = async (): Promise<unknown> => ((await messages.next()).value as unknown[])[0];
  try {
    const url = (await next()) as string;
    const api = new Api(url);
    await api.signIn();
    const stop = new AbortController();
    const pinging = pingUntil(url, stop.signal);
    const times = await importOnce(api, path, productId).finally(() => stop.abort());
    const pings = await pinging;
    program.send('report');
    return { ...times, pings, ...((await next()) as ProcessReport) };
  } finally {
    const ended = program.exitCode === null ? once(program, 'exit') : undefined;
    if (program.connected) program.disconnect();
    await ended;
  }
}
