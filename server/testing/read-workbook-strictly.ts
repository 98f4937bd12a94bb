import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { openArchive } from '../platform/files/xlsx/open-archive.ts';

/** A whole document as a strict reader of XML takes it: its texts, one for each element that holds nothing else. Throws at the first fault. */
export function readXmlStrictly(document: string): string[] {
  const parser = new SaxesParser({ xmlns: true });
  const texts: string[] = [];
  let text = '';
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', () => (text = ''));
  parser.on('text', (more) => (text += more));
  parser.on('closetag', () => {
    if (text !== '') texts.push(text);
    text = '';
  });
  parser.write(document).close();
  return texts;
}

/**
 * The texts of every cell of a workbook's first sheet, in its order, read by nothing that reads lists for us: each part of the
 * file has to be UTF-8 and well-formed.
 */
export async function readWorkbookStrictly(bytes: Buffer): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'cermat-strict-'));
  const path = join(folder, 'export.xlsx');
  try {
    await writeFile(path, bytes);
    const archive = await openArchive(path);
    const texts = new Map<string, string[]>();
    for (const name of archive.names()) {
      const pieces: Buffer[] = [];
      for await (const piece of archive.read(name)) pieces.push(piece);
      texts.set(name, readXmlStrictly(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces))));
    }
    archive.close();
    return (texts.get('xl/worksheets/sheet1.xml') ?? []).map(unescaped);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Characters as the format writes those that it escapes in its own way: `_x000D_`. */
const unescaped = (text: string): string =>
  text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
