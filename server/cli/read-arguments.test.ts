import { expect, it } from 'vitest';
import { assignCommand } from './assign-list.ts';
import { UsageFault } from './command.ts';
import { importCommand } from './import-list.ts';
import { usersCommand } from './manage-users.ts';

const commands = { import: importCommand, assign: assignCommand, users: usersCommand };

it.each<[keyof typeof commands, string[], string]>([
  ['import', [], 'FILE belum disebut.'],
  ['import', ['a.csv', 'b.csv', '--module', 'normal'], '"b.csv" tidak diharapkan di sini.'],
  ['import', ['a.csv', '--modul', 'normal'], 'Pilihan --modul tidak dikenal.'],
  ['import', ['a.csv', '--module', 'lain', '--product', 'A', '--name', 'B'], '--module: Pilih salah satu: normal, bonanza, memberwd.'],
  ['import', ['a.csv', '--module', 'normal', '--product', 'A'], '--name: Wajib diisi.'],
  ['assign', ['--database', '1', '--staff', 'rina', '--quantity', 'lima'], '--quantity: Harus berupa angka.'],
  ['assign', ['--database', '1', '--staff', 'rina', '--quantity', '0'], '--quantity: Paling kecil 1.'],
  ['users', ['add', 'r i n a'], 'USERNAME: Hanya huruf a sampai z, angka, titik, tanda hubung, dan garis bawah.'],
  ['users', ['deactivate', 'rina', '--release'], 'Pilih salah satu untuk record yang dipegang'],
])('%s says what is wrong about %j before anything is opened', async (name, parameters, sentence) => {
  const fault: unknown = await Promise.resolve()
    .then(() => commands[name].prepare(parameters))
    .catch((error: unknown) => error);
  expect(fault instanceof UsageFault ? fault.sentence.id : fault).toContain(sentence);
});
