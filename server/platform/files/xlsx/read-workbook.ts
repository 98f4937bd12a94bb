import { posix } from 'node:path';
import { UnreadableFile } from '../unreadable-file.ts';
import { type NumberStyle, numberStyle } from './format-cell.ts';
import type { Archive } from './open-archive.ts';
import { parseWholeXml, prefixedAttribute } from './parse-xml.ts';
import { SharedStrings } from './shared-strings.ts';
import { textCollector } from './collect-text.ts';

export interface Workbook {
  date1904: boolean;
  /** Worksheets in the order of their tabs. */
  sheets: { name: string; hidden: boolean; path: string }[];
  /** Number style by the style number that cells carry. */
  styles: NumberStyle[];
  strings: SharedStrings;
}

/** Folders and files by which other kinds of documents are known that also come as ZIP archives. */
const otherDocuments: readonly [part: RegExp, name: string][] = [
  [/^xl\/workbook\.bin$/i, 'XLSB'],
  [/^word\//i, 'Word'],
  [/^ppt\//i, 'PowerPoint'],
  [/^Index\/.*\.iwa$|^Index\.zip$/i, 'Apple Numbers'],
  [/^content\.xml$/i, 'OpenDocument'],
  [/^META-INF\/MANIFEST\.MF$/i, 'JAR'],
];

/** Reads the parts of a workbook that its sheets need. Throws UnreadableFile. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const root = await readRelationships(archive, '');
  const path = root.find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  if (!archive.has(path) || /\.bin$/i.test(path) || archive.names().some((name) => /^(word|ppt)\//i.test(name))) refuseOther(archive);
  const relationships = await readRelationships(archive, path);
  const part = (type: string) =>
    relationships.find((relationship) => relationship.type === type && archive.has(relationship.target))?.target;
  const { date1904, sheets } = await readSheetList(archive, path);
  const styles = part('styles');
  const strings = part('sharedStrings');
  return {
    date1904,
    sheets: sheets.flatMap(({ id, ...sheet }) => {
      const target = relationships.find((relationship) => relationship.id === id);
      return target?.type === 'worksheet' && archive.has(target.target) ? [{ ...sheet, path: target.target }] : [];
    }),
    styles: styles === undefined ? [] : await readStyles(archive, styles),
    strings: await readSharedStrings(archive, strings),
  };
}

function refuseOther(archive: Archive): never {
  const names = archive.names();
  const other = otherDocuments.find(([part]) => names.some((name) => part.test(name)));
  throw new UnreadableFile('file_other_format', { format: other?.[1] ?? 'ZIP' });
}

interface Relationship {
  id: string;
  /** The last word of the type's address, which is the same in the transitional and the strict standard. */
  type: string;
  target: string;
}

async function readRelationships(archive: Archive, source: string): Promise<Relationship[]> {
  const folder = posix.dirname(source);
  const path = posix.join(folder, '_rels', `${posix.basename(source)}.rels`);
  const found: Relationship[] = [];
  if (!archive.has(path)) return found;
  await parseWholeXml(archive.read(path), {
    open: (name, { Id, Type, Target, TargetMode }) => {
      if (name !== 'Relationship' || Target === undefined || TargetMode === 'External') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      found.push({ id: Id ?? '', type: (Type ?? '').slice((Type ?? '').lastIndexOf('/') + 1), target });
    },
  });
  return found;
}

const isTrue = (value: string | undefined) => value === '1' || value === 'true' || value === 'on';

async function readSheetList(archive: Archive, path: string) {
  let date1904 = false;
  const sheets: { id: string; name: string; hidden: boolean }[] = [];
  await parseWholeXml(archive.read(path), {
    open: (name, attributes) => {
      if (name === 'workbookPr') date1904 ||= isTrue(attributes['date1904']);
      if (name !== 'sheet' || attributes['name'] === undefined) return;
      const hidden = attributes['state'] === 'hidden' || attributes['state'] === 'veryHidden';
      sheets.push({ id: prefixedAttribute(attributes, 'id') ?? '', name: attributes['name'], hidden });
    },
  });
  return { date1904, sheets };
}

async function readStyles(archive: Archive, path: string): Promise<NumberStyle[]> {
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let inCellStyles = false;
  await parseWholeXml(archive.read(path), {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') inCellStyles = true;
      else if (name === 'xf' && inCellStyles) formats.push(Number(attributes['numFmtId'] ?? 0));
    },
    close: (name) => {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return formats.map((id) => numberStyle(id, codes.get(id)));
}

async function readSharedStrings(archive: Archive, path: string | undefined): Promise<SharedStrings> {
  const strings = new SharedStrings();
  if (path === undefined) return strings;
  const collector = textCollector();
  try {
    await parseWholeXml(archive.read(path), {
      open: (name) => {
        if (name === 'si') collector.start();
        else collector.open(name);
      },
      text: collector.text,
      close: (name) => {
        if (name === 'si') strings.add(collector.take());
        else collector.close(name);
      },
    });
  } catch (error) {
    strings.close();
    throw error;
  }
  return strings;
}
