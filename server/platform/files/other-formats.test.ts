import { expect, test } from 'vitest';
import { refusalOf, storeFiles } from './fixtures/store-files.ts';
import { inspectFile } from './inspect-file.ts';

const store = storeFiles('csv');

const begins = (...bytes: number[]) => Buffer.concat([Buffer.from(bytes), Buffer.from('\x02\x00\x10\x00 Budi dan Siti', 'latin1')]);

test.each<[string, string, string | Buffer]>([
  ['SYLK', 'of LibreOffice', 'ID;PCALCOOO32\nC;X1;Y1;K"Nama"\nC;X2;Y1;K"Telepon"\nC;X1;Y2;K"Budi"\nC;X2;Y2;K812\nE\n'],
  [
    'SYLK',
    'of Excel',
    'ID;PWXL;N;E\r\nP;PGeneral\r\nP;P0\r\nF;P0;DG0G8;M255\r\nB;Y2;X2;D0 0 1 1\r\nO;L;D;V0;K47;G100 0.001\r\nC;Y1;X1;K"Nama"\r\nC;X2;K"HP"\r\nE\r\n',
  ],
  ['DIF', 'of LibreOffice', 'TABLE\n0,1\n"Data"\nVECTORS\n0,2\n""\nTUPLES\n0,2\n""\nDATA\n0,0\n""\n-1,0\nBOT\n1,0\n"Nama"\n-1,0\nEOD\n'],
  ['DIF', 'of Excel', 'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,2\r\n""\r\n'],
  ['vCard', 'of a phone', 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Budi\r\nTEL:081234567890\r\nEND:VCARD\r\n'],
  ['Excel 2', 'by its bytes', begins(0x09, 0x00, 0x04, 0x00)],
  ['Excel 3', 'by its bytes', begins(0x09, 0x02, 0x06, 0x00)],
  ['Excel 4', 'by its bytes', begins(0x09, 0x04, 0x06, 0x00)],
  ['Excel 95', 'outside a container', begins(0x09, 0x08, 0x08, 0x00)],
])('%s %s is refused by its name', async (format, _, content) => {
  expect(await refusalOf(await store(content))).toMatchObject({ code: 'file_other_format', params: { format } });
});

test.each([
  ['ID;Produk;Nama', 'C;Kopi;Budi', 'B;Yoghurt;Siti'],
  ['ID;P;Y', 'C;Kopi;7', 'B;12;3'],
  ['TABLE;Nama', '0,1;Budi', '0,2;Siti'],
  ['TABLE,Nama', '0,1', '1,"Siti"'],
])('a list that begins in a like way is read: %s', async (...lines) => {
  expect(await inspectFile(await store(lines.join('\n')))).toMatchObject({
    format: 'csv',
    rows: 2,
    columns: (lines[0] ?? '').split(/[;,]/),
  });
});
