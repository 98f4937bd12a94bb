import { createReadStream, createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { writeXlsx } from 'hucre';

const header = ['Index', 'User Id', 'First Name', 'Last Name', 'Sex', 'Email', 'Phone', 'Date of birth', 'Job Title'];

/** Phones as people write them, two in three without anything between the digits. */
const shapes: readonly ((left: string, right: string) => string)[] = [
  (left, right) => `0812${left}${right}`,
  (left, right) => `62812${left}${right}`,
  (left, right) => `0812-${left}-${right}`,
];

function* people(rows: number, before: number): Generator<string[]> {
  for (let index = before + 1; index <= before + rows; index += 1) {
    // Scattered, as usernames and phones of a real list are.
    const scattered = String((index * 7_368_787) % 99_999_989).padStart(8, '0');
    const name = `member${scattered}`;
    const phone = shapes[index % shapes.length]?.(scattered.slice(0, 4), scattered.slice(4)) ?? '';
    yield [String(index), name, 'Marilyn', 'Bradley', 'Female', `${name}@example.com`, phone, '2008-09-27', 'Geophysicist, field'];
  }
}

const line = (cells: readonly string[]): string => `${cells.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(',')}\r\n`;

function* csvPieces(rows: number, before: number): Generator<string> {
  let piece = line(header);
  for (const cells of people(rows, before)) {
    piece += line(cells);
    if (piece.length > 65_536) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

/** Writes a generated list of people, each with a username and a phone of their own; others than the so many that come before. */
export async function writePeople(path: string, rows: number, before = 0): Promise<void> {
  await pipeline(Readable.from(csvPieces(rows, before)), createWriteStream(path));
}

/** Writes the same list as a workbook, every cell as text. */
export async function writePeopleWorkbook(path: string, rows: number): Promise<void> {
  await writeFile(path, await writeXlsx({ sheets: [{ name: 'People', rows: [header, ...people(rows, 0)] }] }));
}

/** Unpacks or copies a list that is there already, up to so many rows; none of its cells may hold a line break. */
export async function takePeople(source: string, path: string, rows: number): Promise<void> {
  const file = createReadStream(source);
  const lines = createInterface({ input: source.endsWith('.gz') ? file.pipe(createGunzip()) : file });
  async function* wanted(): AsyncGenerator<string> {
    let left = rows + 1;
    for await (const text of lines) {
      if (left === 0) return;
      left -= 1;
      yield `${text}\n`;
    }
  }
  await pipeline(Readable.from(wanted()), createWriteStream(path));
}
