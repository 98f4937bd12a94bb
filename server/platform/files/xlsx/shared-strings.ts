import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { limits } from '../limits.ts';
import { scratchFolder } from '../scratch.ts';
import { UnreadableFile } from '../unreadable-file.ts';

const pageBytes = 1024 * 1024;
const blockEntries = 64 * 1024;
/** Texts that were read lately and are likely to be read again. */
const recentEntries = 16 * 1024;

/**
 * The texts of a workbook by number, for millions of them in bounded memory: as UTF-8 in pages outside the heap, beyond
 * `pagesInMemory` in a temporary file.
 */
export class SharedStrings {
  private readonly pagesInMemory: number;
  private readonly starts: Uint32Array[] = [];
  private readonly lengths: Uint32Array[] = [];
  private readonly pages = new Map<number, Buffer>();
  private readonly recentText: string[] = Array.from({ length: recentEntries }, () => '');
  private readonly recentIndex = new Int32Array(recentEntries).fill(-1);
  private count = 0;
  private page: Buffer = Buffer.allocUnsafe(0);
  private pageStart = -pageBytes;
  private used = 0;
  private spill: { file: number; path: string } | undefined;
  private spilledTo = 0;

  constructor(pagesInMemory = 64) {
    this.pagesInMemory = pagesInMemory;
  }

  add(text: string): void {
    if (this.count >= limits.sharedStrings) throw new UnreadableFile('file_bomb');
    const bytes = Buffer.byteLength(text);
    if (this.page.length === 0 || this.used + bytes > pageBytes) this.startPage();
    const block = Math.floor(this.count / blockEntries);
    const starts = (this.starts[block] ??= new Uint32Array(blockEntries));
    const lengths = (this.lengths[block] ??= new Uint32Array(blockEntries));
    starts[this.count % blockEntries] = this.pageStart + this.used;
    lengths[this.count % blockEntries] = bytes;
    this.page.write(text, this.used);
    this.used += bytes;
    this.count += 1;
  }

  /** The text of that number; undefined where the workbook has none. */
  get(index: number): string | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.count) return undefined;
    const slot = index % recentEntries;
    if (this.recentIndex[slot] === index) return this.recentText[slot];
    const start = this.starts[Math.floor(index / blockEntries)]?.[index % blockEntries] ?? 0;
    const length = this.lengths[Math.floor(index / blockEntries)]?.[index % blockEntries] ?? 0;
    const page = this.pageAt(start - (start % pageBytes));
    const text = page.toString('utf8', start % pageBytes, (start % pageBytes) + length);
    this.recentIndex[slot] = index;
    this.recentText[slot] = text;
    return text;
  }

  close(): void {
    if (this.spill !== undefined) {
      closeSync(this.spill.file);
      rmSync(this.spill.path, { force: true });
    }
    this.spill = undefined;
    this.pages.clear();
  }

  private startPage(): void {
    this.pageStart += pageBytes;
    this.used = 0;
    this.page = Buffer.allocUnsafeSlow(pageBytes);
    this.pages.set(this.pageStart, this.page);
    if (this.pages.size > this.pagesInMemory) this.dropOldestPage();
  }

  /** Pages leave memory in the order in which they were last brought in, which is the order workbooks use them in. */
  private dropOldestPage(): void {
    const oldest = this.pages.entries().next().value;
    if (oldest === undefined) return;
    const [start, page] = oldest;
    this.spill ??= openSpill();
    if (start >= this.spilledTo) {
      writeSync(this.spill.file, page, 0, pageBytes, start);
      this.spilledTo = start + pageBytes;
    }
    this.pages.delete(start);
  }

  private pageAt(start: number): Buffer {
    const page = this.pages.get(start);
    if (page !== undefined) return page;
    const read = Buffer.allocUnsafeSlow(pageBytes);
    if (this.spill !== undefined) readSync(this.spill.file, read, 0, pageBytes, start);
    this.pages.set(start, read);
    if (this.pages.size > this.pagesInMemory) this.dropOldestPage();
    return read;
  }
}

let spills = 0;

/** The file has no name once it is open, where the system allows that: a worker that is killed leaves nothing behind. */
function openSpill(): { file: number; path: string } {
  spills += 1;
  const path = join(scratchFolder(), `strings-${threadId}-${spills}`);
  const file = openSync(path, 'wx+', 0o600);
  if (process.platform !== 'win32') rmSync(path, { force: true });
  return { file, path };
}
