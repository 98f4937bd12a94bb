import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../platform/db/database.ts';
import { signInPerson } from './people.ts';
import { embeddedAddress, makeDataFolder, removeDataFolder, runMain, type RunningMain, signInOwner } from '../run-main.ts';
import { Caller, report, untilReady } from './caller.ts';

/** A disk with room for a cluster, its log and some lists. */
const megabytes = 300;
const folder = makeDataFolder();

function mountSmallDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const mounted = mountSmallDisk();
if (!mounted) report('This account may not mount a small disk: how the program meets a full one is not tried');

let program: RunningMain;
let owner: Caller;
let staff: Caller;

afterAll(async () => {
  if (mounted) {
    await program.end('SIGTERM');
    execFileSync('umount', ['-l', folder]);
  }
  removeDataFolder(folder);
});

const room = async (): Promise<number> => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

const ballast = (number: number) => join(folder, `ballast-${number}`);

/** Fills the disk to its last page. */
async function fill(number: number): Promise<void> {
  const mebibyte = Buffer.alloc(1024 * 1024);
  for (;;) {
    try {
      writeFileSync(ballast(number), mebibyte, { flag: 'a' });
    } catch {
      break;
    }
  }
  chmodSync(ballast(number), 0o600);
  expect(await room()).toBeLessThan(64 * 1024);
}

function list(rows: number, prefix: string): string {
  const lines = Array.from(
    { length: rows },
    (_, row) => `${prefix}${row},Nama ${row},08${String(1_000_000_000 + row)},${'catatan '.repeat(20)}`,
  );
  return ['Username,Nama,Telepon,Catatan', ...lines].join('\n');
}

const mapping = { customerKey: 'Username', name: 'Nama', phone: 'Telepon' };

async function importAs(caller: Caller, productId: string, uploadId: string): Promise<{ state: string; error?: { code: string } }> {
  const body = { uploadId, name: 'Daftar', module: 'memberwd', productId, mapping, duplicates: 'skip' };
  const { body: started } = await caller.untilAnswered('/databases', { method: 'POST', body });
  const { jobId } = started as { jobId: string };
  for (;;) {
    const job = (await caller.untilAnswered(`/jobs/${jobId}`, {})).body as { state: string; error?: { code: string } };
    if (job.state === 'succeeded' || job.state === 'failed') return job;
  }
}

describe.runIf(mounted)('a full disk', () => {
  let productId: string;

  beforeAll(async () => {
    program = await runMain({ CERMAT_DATA: folder }, 'build');
    owner = new Caller(program.url, await signInOwner(program));
    const database = openDatabase(embeddedAddress(folder));
    staff = new Caller(program.url, await signInPerson(database, 'staff'));
    await database.close();
    productId = ((await owner.ask('/products', { method: 'POST', body: { name: 'Satu' } })).body as { id: string }).id;
  });

  it('is told to the owners before it is full', async () => {
    const titles = async () => ((await owner.ask('/notifications')).body as { items: { title: string }[] }).items.map(({ title }) => title);
    await expect.poll(titles, { timeout: 30_000 }).toEqual([expect.stringMatching(/hampir penuh, tinggal \d+ MB/)]);
  });

  it('is a refusal that says so, to be tried again, and the job it meets is settled; with room all goes on', async () => {
    const upload = await owner.ask('/uploads', { method: 'POST', file: list(40_000, 'a') });
    expect(upload).toMatchObject({ status: 201 });
    const { uploadId } = upload.body as { uploadId: string };
    await fill(1);
    const refused = await owner.ask('/uploads', { method: 'POST', file: list(40_000, 'b') });
    expect(refused).toMatchObject({ status: 503 });
    report(`A full disk: an upload is answered ${refused.status} ${(refused.body as { code: string }).code}`);
    const failed = importAs(owner, productId, uploadId);
    const heard = await Promise.all(Array.from({ length: 30 }, () => owner.ask('/uploads', { method: 'POST', file: list(10_000, 'c') })));
    for (const { status, retryAfter } of heard) {
      expect([503, 201]).toContain(status);
      if (status === 503) expect(Number(retryAfter)).toBeGreaterThan(0);
    }
    const codes = heard.map(({ body }) => (body as { code?: string } | undefined)?.code);
    expect(codes).toContain('disk_full');
    const staffHeard = await staff.ask('/saved-filters', {
      method: 'POST',
      body: { page: 'records', name: 'x', search: 'q=x'.repeat(600) },
    });
    expect([201, 503]).toContain(staffHeard.status);
    expect(JSON.stringify(staffHeard.body)).not.toContain('disk_full');
    rmSync(ballast(1));
    const back = await untilReady(program.url, 15);
    const outcome = await failed;
    report(`Serving ${back.toFixed(1)} s after there was room again; the import ended as ${outcome.state} ${outcome.error?.code ?? ''}`);
    if (outcome.state === 'failed') expect((await importAs(owner, productId, uploadId)).state).toBe('succeeded');
    const database = openDatabase(embeddedAddress(folder));
    const { rows } = await sql<{ imported: number }>`select count(*)::int as imported from records`.execute(database.db);
    const unsettled = await sql`select from jobs where state in ('queued', 'running')`.execute(database.db);
    await database.close();
    expect(rows).toEqual([{ imported: 40_000 }]);
    expect(unsettled.rows).toHaveLength(0);
  });
});
