import { UnreadableFile } from '../unreadable-file.ts';

/** Numbers of the BIFF8 records that matter for the values of cells. */
export const recordIds = {
  formula: 0x0006,
  end: 0x000a,
  date1904: 0x0022,
  filePassword: 0x002f,
  continued: 0x003c,
  sheet: 0x0085,
  severalSmallNumbers: 0x00bd,
  richText: 0x00d6,
  cellStyle: 0x00e0,
  strings: 0x00fc,
  sharedText: 0x00fd,
  number: 0x0203,
  formulaOfExcel3: 0x0206,
  text: 0x0204,
  booleanOrError: 0x0205,
  formulaText: 0x0207,
  smallNumber: 0x027e,
  /** Apple Numbers writes it into workbooks of today. */
  formulaOfExcel4: 0x0406,
  format: 0x041e,
  begin: 0x0809,
} as const;

export interface BiffRecord {
  id: number;
  data: Buffer;
  /** Where the record begins in the stream. */
  offset: number;
}

/** The records of a workbook stream from an offset on. Throws `file_damaged` where one is cut off. */
export function* readRecords(stream: Buffer, from: number): Generator<BiffRecord> {
  for (let offset = from; offset + 4 <= stream.length; ) {
    const id = stream.readUInt16LE(offset);
    const length = stream.readUInt16LE(offset + 2);
    const end = offset + 4 + length;
    if (end > stream.length) throw new UnreadableFile('file_damaged');
    yield { id, data: stream.subarray(offset + 4, end), offset };
    offset = end;
  }
}

/** The data of a record and of the CONTINUE records after it. */
export function withContinuation(stream: Buffer, record: BiffRecord): Buffer[] {
  const blocks = [record.data];
  for (const next of readRecords(stream, record.offset + 4 + record.data.length)) {
    if (next.id !== recordIds.continued) break;
    blocks.push(next.data);
  }
  return blocks;
}

/** Reads numbers and texts across the borders of blocks. Throws `file_damaged` at the end of the last. */
export class BlockReader {
  private readonly blocks: readonly Buffer[];
  private block = 0;
  private position = 0;

  constructor(blocks: readonly Buffer[]) {
    this.blocks = blocks;
  }

  byte(): number {
    while (this.position >= this.current().length) this.enterNextBlock();
    const value = this.current()[this.position] ?? 0;
    this.position += 1;
    return value;
  }

  word(): number {
    return this.byte() | (this.byte() << 8);
  }

  long(): number {
    return (this.word() | (this.word() << 16)) >>> 0;
  }

  skip(count: number): void {
    let left = count;
    while (left > 0) {
      while (this.position >= this.current().length) this.enterNextBlock();
      const step = Math.min(left, this.current().length - this.position);
      this.position += step;
      left -= step;
    }
  }

  /** A text of that many UTF-16 units: flags, characters in one or two bytes each, then its runs and readings, which are passed over. */
  text(length: number): string {
    const flags = this.byte();
    const runs = flags & 8 ? this.word() : 0;
    const readings = flags & 4 ? this.long() : 0;
    const text = this.characters(length, (flags & 1) === 1);
    this.skip(runs * 4 + readings);
    return text;
  }

  /** Where a text goes on in the next block, a byte says anew how wide its characters are. */
  private characters(length: number, startsWide: boolean): string {
    let text = '';
    let wide = startsWide;
    while (text.length < length) {
      if (this.position >= this.current().length) {
        this.enterNextBlock();
        wide = (this.byte() & 1) === 1;
      }
      const size = wide ? 2 : 1;
      const count = Math.min(length - text.length, Math.floor((this.current().length - this.position) / size));
      if (count === 0) throw new UnreadableFile('file_damaged');
      text += this.current().toString(wide ? 'utf16le' : 'latin1', this.position, this.position + count * size);
      this.position += count * size;
    }
    return text;
  }

  private current(): Buffer {
    return this.blocks[this.block] ?? Buffer.alloc(0);
  }

  private enterNextBlock(): void {
    this.block += 1;
    this.position = 0;
    if (this.block >= this.blocks.length) throw new UnreadableFile('file_damaged');
  }
}
