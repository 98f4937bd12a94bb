import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseAddress } from './platform/db/connect.ts';
import type { Database } from './platform/db/database.ts';
import { addressOf, testDatabase } from './testing/database.ts';
import { outermost } from './testing/thoroughness.ts';

const folder = mkdtempSync(join(tmpdir(), 'cermat-cli-'));
// PostgreSQL may run under another account than the tests.
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  readonly code: number | null;
  readonly said: string;
  readonly complained: string;
}

type Place = { readonly CERMAT_DATA: string } | { readonly DATABASE_URL: string };

function environment(place: Place): NodeJS.ProcessEnv {
  const { CERMAT_DATA: _data, DATABASE_URL: _url, LANG: _lang, LC_ALL: _all, ...rest } = process.env;
  return { ...rest, HOST: '127.0.0.1', PORT: '0', ...place };
}

/** As it is built (`npm test` sees to it, else `npm run build`): it starts in half the time of its sources. */
const cli = resolve(import.meta.dirname, '..', 'dist', 'cli.js');

/** Runs the command line as an operator would, in a process of its own. */
async function cermat(place: Place, parameters: readonly string[], input = ''): Promise<Outcome> {
  const child = spawn(process.execPath, [cli, ...parameters], { env: environment(place) });
  child.stdin.end(input);
  const ended = new Promise<number | null>((settle) => child.once('close', settle));
  const [said, complained, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, said, complained };
}

/** What a command ended with, and that it said this to whom it was meant for. */
function expectOutcome(outcome: Outcome, code: number, where: 'said' | 'complained', words: string | RegExp): void {
  expect(outcome.code).toBe(code);
  if (typeof words === 'string') expect(outcome[where]).toContain(words);
  else expect(outcome[where]).toMatch(words);
}

function writeList(name: string, rows: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, rows.map((row) => `${row}\n`).join(''));
  return path;
}

/** A connection string for an address, whichever way that says it. */
function urlOf({ connectionString, host = '', port = 5432, user = '', password = '', database = '' }: DatabaseAddress): string {
  if (connectionString === undefined) {
    const who = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
    return `postgres://${who}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
  }
  const url = new URL(connectionString);
  url.pathname = `/${database}`;
  return url.href;
}

const members = (count: number) => [
  'Username,No HP,Nama',
  ...Array.from({ length: count }, (_, index) => `budi${index},0812${String(10_000_000 + index)},Budi ${index}`),
];

describe('the command line on a database', () => {
  let database: Database;
  let place: Place;
  beforeAll(async () => {
    database = await testDatabase();
    place = { DATABASE_URL: urlOf(addressOf(database)) };
  });
  const run = (...parameters: string[]) => cermat(place, parameters);
  const count = async (table: 'uploads' | 'databases' | 'records' | 'products') =>
    Number(
      (
        await database.db
          .selectFrom(table)
          .select(({ fn }) => fn.countAll().as('count'))
          .executeTakeFirstOrThrow()
      ).count,
    );

  it('explains itself in both languages', async () => {
    expectOutcome(await run('--help'), 0, 'said', 'Pemakaian: cermat PERINTAH');
    expectOutcome(await run('import', '--help', '--language', 'en'), 0, 'said', 'Usage: cermat import FILE');
  });

  it.each([
    [[], 'Perintah belum disebut.'],
    [['ekspor'], 'Tidak ada perintah "ekspor".'],
    [['import'], 'FILE belum disebut.'],
    // What else can be wrong: cli/read-arguments.test.ts, which needs no process.
  ])('answers a wrong command line with 2: %j', async (parameters, sentence) => {
    expectOutcome(await run(...parameters), 2, 'complained', sentence);
  });

  const impossible: readonly (readonly [string[], string])[] = [
    [['import', join(folder, 'none.csv'), '--module', 'normal', '--product', 'A', '--name', 'B'], 'tidak ada atau tidak bisa dibuka'],
    [['import', folder, '--module', 'normal', '--product', 'A', '--name', 'B'], 'bukan file'],
    [['assign', '--database', 'Nihil', '--staff', 'rina', '--quantity', '5'], 'Tidak ada database "Nihil".'],
    [['users', 'invite', 'siapa'], 'Tidak ada pengguna dengan username "siapa".'],
    [['status', '--as', 'siapa'], 'Tidak ada pengguna dengan username "siapa".'],
  ];

  it.each(outermost(impossible))('answers what cannot be done with 1: %j', async (parameters, sentence) => {
    expectOutcome(await run(...parameters), 1, 'complained', sentence);
  });

  it('leaves nothing of a file it refuses', async () => {
    const files: readonly (readonly [string, readonly string[], string])[] = [
      ['empty.csv', [], 'File kosong'],
      ['header.csv', ['Username,No HP'], 'Tidak ada baris data'],
      ['notes.csv', ['Catatan,Warna', 'halo,merah'], 'Sebut dengan --key atau --phone'],
    ];
    for (const [name, rows, sentence] of outermost(files)) {
      const outcome = await run(
        'import',
        writeList(name, rows),
        '--module',
        'normal',
        '--product',
        'Baru',
        '--create-product',
        '--name',
        'X',
      );
      expectOutcome(outcome, 1, 'complained', sentence);
    }
    expect([await count('uploads'), await count('products'), await count('databases')]).toEqual([0, 0, 0]);
  });

  it('imports, assigns, and tells what became of it', async () => {
    const list = writeList('members.csv', [...members(100), 'budi5,081210000005,Budi 5', ',,Tanpa']);
    const order = [list, '--module', 'memberwd', '--product', 'Produk A'];
    expectOutcome(await run('import', ...order, '--name', 'WD'), 1, 'complained', '--create-product');
    expect(await run('import', ...order, '--check', '--create-product')).toMatchObject({ code: 1 });
    const imported = await run('import', ...order, '--name', 'WD Oktober', '--create-product');
    expect(imported).toMatchObject({ code: 0, complained: '' });
    expect(imported.said).toMatch(/Customer ID +Username\n +Telepon +No HP\n +Nama +Nama/);
    expect(imported.said).toMatch(
      /Baris +102\n +Diimpor +100\n +Ganda di dalam file +1\n +Sudah ada +0\n +Tanpa Customer ID dan telepon yang terbaca +1\n +Tidak terbaca +0\n +Telepon tidak terbaca [^0]+0/,
    );
    expect(await count('records')).toBe(100);

    expectOutcome(await run('import', ...order, '--name', 'Lagi'), 1, 'complained', '--again');
    const typed = [list, '--module', 'memberwd', '--product', 'PRODUK \u00A0a'];
    expectOutcome(await run('import', ...typed, '--check'), 0, 'said', /Sudah ada di produk ini +100/);
    expect(await count('databases')).toBe(1);
    expect((await run('import', ...order, '--name', 'Lagi', '--again', '--duplicates', 'keep')).code).toBe(0);
    expect(await count('records')).toBe(200);

    expect((await run('users', 'add', 'rina', '--name', 'Rina')).said).toMatch(/Staff Rina \(rina\) ditambahkan\.[^]*\/undangan\//);
    expect((await cermat(place, ['users', 'add', 'admin.satu', '--role', 'admin', '--password-stdin'], 'rahasia sekali\n')).code).toBe(0);
    expect((await run('assign', '--database', 'WD Oktober', '--staff', 'rina', '--quantity', '30', '--preview')).said).toMatch(
      /Memenuhi syarat +100/,
    );
    const assigned = await run(
      'assign',
      '--database',
      ' ＷＤ\u00A0 oktober\u200B',
      '--staff',
      'rina',
      '--quantity',
      '30',
      '--order',
      'file',
      '--as',
      'admin.satu',
    );
    expect(assigned.said).toMatch(/Rina +30 +30 +\d+/);
    expectOutcome(
      await run('assign', '--database', 'WD Oktober', '--staff', 'rina', '--quantity', '90'),
      0,
      'complained',
      'Hanya 70 dari 90',
    );
    const { rows } = await sql<{ name: string | null }>`
      select users.name from events left join users on users.id = events.actor_id where act = 'records.assign' order by events.id
    `.execute(database.db);
    expect(rows.map(({ name }) => name)).toEqual(['admin.satu', null]);

    const status = await run('status', '--language', 'en');
    expect(status.said).toMatch(/Records imported +200\n +available +100\n +assigned +100/);
    expect((await run('users', 'deactivate', 'rina', '--recall', '--release')).said).toMatch(/Record ditarik +100/);
    expect((await run('users', 'list', '--inactive')).said).toMatch(/rina +Rina +Staff +0 +Nonaktif/);
  });

  it('acts for somebody only as far as their role goes', async () => {
    await run('users', 'add', 'dewi');
    expect(await run('status', '--as', 'dewi')).toMatchObject({ code: 1, complained: 'dewi tidak boleh melakukan ini.\n' });
    expect((await run('status', '--as', 'admin.satu')).code).toBe(0);
    expect((await run('users', 'list', '--as', 'admin.satu')).code).toBe(1);
  });

  it('finds columns by the names it is given', async () => {
    const list = writeList('columns.csv', ['A,B', 'siti,081298765432', 'sari,081298765433']);
    const order = ['import', list, '--module', 'bonanza', '--product', 'Produk B', '--create-product', '--name', 'Bonanza'];
    expect((await run(...order, '--key', 'C')).complained).toContain('C');
    expect((await run(...order, '--key', 'A', '--phone', '-')).said).toMatch(/Telepon +\(tidak ada\)/);
    const { rows } = await sql<{ phone: string | null }>`select phone from records where module = 'bonanza'`.execute(database.db);
    expect(rows).toEqual([{ phone: null }, { phone: null }]);
  });
});

describe('the command line on a data folder', () => {
  it('makes nothing by looking, works alone, and leaves nothing running', async () => {
    const place = { CERMAT_DATA: join(folder, 'alone') };
    expectOutcome(await cermat(place, ['status']), 1, 'complained', 'Belum ada data');
    expect(existsSync(place.CERMAT_DATA)).toBe(false);
    const list = writeList('alone.csv', members(10));
    expect((await cermat(place, ['import', list, '--module', 'normal', '--product', 'A', '--create-product', '--name', 'L'])).code).toBe(0);
    expect((await cermat(place, ['status'])).said).toMatch(/Program +tidak berjalan[^]*Record diimpor +10/);
    expect(existsSync(join(place.CERMAT_DATA, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('works beside the running program, which goes on', async () => {
    const place = { CERMAT_DATA: join(folder, 'beside') };
    const owner = { CERMAT_OWNER_USERNAME: 'pemilik', CERMAT_OWNER_PASSWORD: 'kata sandi pemilik' };
    const program = spawn(process.execPath, [resolve(import.meta.dirname, '..', 'dist', 'main.js')], {
      env: { ...environment(place), ...owner },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((settle) => program.once('exit', settle));
    try {
      const address = await new Promise<string>((settle, reject) => {
        let said = '';
        program.stdout.setEncoding('utf8').on('data', (piece: string) => {
          said += piece;
          const found = /ready at (\S+?);/.exec(said)?.[1];
          if (found !== undefined) settle(found);
        });
        program.once('exit', () => reject(new Error(`The program ended: ${said}`)));
      });
      const list = writeList('beside.csv', members(2_000));
      const order = ['import', list, '--module', 'memberwd', '--product', 'A', '--create-product', '--name', 'L', '--as', 'pemilik'];
      const [imported, answers] = await Promise.all([cermat(place, order), fetch(`${address}/healthz`)]);
      expect([imported.code, imported.complained, answers.status]).toEqual([0, '', 200]);
      expect((await cermat(place, ['status'])).said).toMatch(/Program +berjalan sejak/);

      const signedIn = await fetch(`${address}/api/auth/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: 'pemilik', password: 'kata sandi pemilik' }),
      });
      const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
      const found = await fetch(`${address}/api/databases`, { headers: { cookie } });
      expect(await found.json()).toMatchObject({
        items: [{ name: 'L', importedBy: 'pemilik', counts: { imported: 2_000, available: 2_000 } }],
      });
    } finally {
      program.kill('SIGTERM');
      await ended;
    }
  });
});
