import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeXlsx } from 'hucre';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspectFile } from './inspect-file.ts';
import { readFile } from './read-file.ts';
import { scratchFolder } from './scratch.ts';
import { UnreadableFile } from './unreadable-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cermat-locked-'));
});
afterAll(() => rm(folder, { recursive: true }));

const fixture = (name: string) => new URL(`./fixtures/${name}`, import.meta.url).pathname;

async function rowsOf(path: string): Promise<string[][]> {
  const inspection = await inspectFile(path, { sheet: 'Daftar' });
  const rows: string[][] = [];
  for await (const chunk of readFile(path, inspection)) rows.push(...chunk.map(({ cells }) => cells.slice(0, 9)));
  return rows;
}

describe('what Excel opens without asking for a password is read', () => {
  test.each(['rc4.xls', 'crypto-api-40.xls', 'crypto-api-128.xls', 'obfuscated.xls', 'excel-2007.xlsx', 'excel-2010.xlsx'])(
    '%s, and nothing is left of what was unlocked',
    async (name) => {
      const before = readdirSync(scratchFolder());
      expect(await rowsOf(fixture(`locked/${name}`))).toEqual(await rowsOf(fixture('sheetjs/daftar.xls')));
      expect(readdirSync(scratchFolder())).toEqual(before);
    },
  );
});

describe('what is locked by a password of somebody’s own is refused', () => {
  test('as a workbook of Excel 97', async () => {
    await expect(inspectFile(fixture('locked/another-password.xls'))).rejects.toMatchObject({ code: 'file_encrypted' });
  });

  test('as Excel locks it today', async () => {
    const path = join(folder, 'locked.xlsx');
    const encryption = { password: 'rahasia', spinCount: 1000 };
    await writeFile(path, await writeXlsx({ sheets: [{ name: 'Daftar', rows: [['Username'], ['budi']] }], encryption }));
    await expect(inspectFile(path)).rejects.toMatchObject({ code: 'file_encrypted' });
  });
});

test.each(['rc4.xls', 'crypto-api-40.xls', 'obfuscated.xls', 'excel-2007.xlsx'])(
  'any byte of %s changed gives rows or a refusal, never another error',
  async (name) => {
    const whole = readFileSync(fixture(`locked/${name}`));
    const path = join(folder, 'changed.xls');
    const outcomes = new Set<string>();
    for (let position = 0; position < whole.length; position += name.endsWith('xlsx') ? 611 : 37) {
      const bytes = Buffer.from(whole);
      bytes[position] = (bytes[position] ?? 0) ^ (1 << (position % 8));
      await writeFile(path, bytes);
      outcomes.add(
        await inspectFile(path).then(
          () => 'rows',
          (error: unknown) => (error instanceof UnreadableFile ? 'a refusal' : String(error)),
        ),
      );
    }
    expect([...outcomes].toSorted()).toEqual(['a refusal', 'rows']);
  },
);
