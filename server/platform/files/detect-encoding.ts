import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import type { TextEncoding } from '../../../contract/text-layouts.ts';
import { type EncodingChoice, type Evidence, judgeEncodings } from './judge-encodings.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** How the letters of a text file are written. */
export interface EncodingFinding {
  readonly encoding: TextEncoding;
  /** Where several encodings would make words of it: each with rows as they would read, the likeliest first. Somebody has to choose. */
  readonly choices: readonly EncodingChoice[];
}

const pieceBytes = 1024 * 1024;
/** Lines and bytes of a line that are looked at: enough to tell one language from another. */
const linesLookedAt = 400;
const bytesOfLine = 2_000;

/**
 * The encoding of a text file: a byte order mark decides; then the pattern of UTF-16; then UTF-8 if every byte of the
 * file fits; else the one encoding of an older system in which it makes words, or several to choose from. Throws
 * `encoding_unknown` for UTF-8 with broken letters, and where no encoding fits, rather than turn somebody's name into other letters.
 */
export async function detectEncoding(path: string, head: Buffer): Promise<EncodingFinding> {
  if (head[0] === 0xff && head[1] === 0xfe) {
    if (head[2] === 0 && head[3] === 0) throw new UnreadableFile('encoding_unknown', { row: 1 });
    return { encoding: 'utf-16le', choices: [] };
  }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', choices: [] };
  const wide = guessUtf16(head);
  if (wide !== null) return { encoding: wide, choices: [] };
  if (await everyByteIsUtf8(path)) return { encoding: 'utf-8', choices: [] };
  const saysUtf8 = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  const { valid, invalid, firstInvalidLine, ...evidence } = await collectEvidence(path);
  const choices = saysUtf8 || valid >= invalid ? [] : judgeEncodings(evidence);
  const [likeliest] = choices;
  if (likeliest === undefined) throw new UnreadableFile('encoding_unknown', { row: firstInvalidLine });
  return { encoding: likeliest.encoding, choices: choices.length > 1 ? choices : [] };
}

/** Throws `encoding_unknown` where a file that is said to be UTF-8 is not. */
export async function requireUtf8(path: string): Promise<void> {
  if (await everyByteIsUtf8(path)) return;
  const { firstInvalidLine } = await collectEvidence(path);
  throw new UnreadableFile('encoding_unknown', { row: firstInvalidLine });
}

/** Latin text in UTF-16 has a zero in almost every second byte; no text in an 8-bit encoding has. */
function guessUtf16(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(head.length, 4096) & ~1;
  if (length < 4) return null;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < length; index += 2) {
    if (head[index] === 0) even += 1;
    if (head[index + 1] === 0) odd += 1;
  }
  const pairs = length / 2;
  if (odd > pairs * 0.4 && even < pairs * 0.05) return 'utf-16le';
  if (even > pairs * 0.4 && odd < pairs * 0.05) return 'utf-16be';
  return null;
}

const piecesOf = (path: string) => createReadStream(path, { highWaterMark: pieceBytes }) as AsyncIterable<Buffer>;

async function everyByteIsUtf8(path: string): Promise<boolean> {
  let carry: Buffer = Buffer.alloc(0);
  for await (const chunk of piecesOf(path)) {
    const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    const end = bytes.length - incompleteTail(bytes);
    if (!isUtf8(bytes.subarray(0, end))) return false;
    carry = Buffer.from(bytes.subarray(end));
  }
  return carry.length === 0;
}

/** How many bytes at the end begin a sequence whose rest comes with the next chunk. */
function incompleteTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? back : 0;
  }
  return 0;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

interface CountedEvidence extends Evidence {
  /** Letters that are written as UTF-8 writes them, and bytes that UTF-8 has no place for. */
  readonly valid: number;
  readonly invalid: number;
  readonly firstInvalidLine: number;
}

/** Whether no letter begins with these two bytes: longer than need be, half a surrogate pair, beyond the last of Unicode. */
function isForbidden(lead: number, second: number): boolean {
  return (
    (lead === 0xe0 && second < 0xa0) ||
    (lead === 0xed && second > 0x9f) ||
    (lead === 0xf0 && second < 0x90) ||
    (lead === 0xf4 && second > 0x8f)
  );
}

async function collectEvidence(path: string): Promise<CountedEvidence> {
  const counter = new SequenceCounter();
  const lines = new LineCollector();
  for await (const chunk of piecesOf(path)) {
    counter.count(chunk);
    lines.take(chunk);
  }
  return { ...counter.finish(), lines: lines.finish() };
}

/** Counts what of a file could be UTF-8, and which bytes beyond ASCII there are. */
class SequenceCounter {
  readonly #seen = new Set<number>();
  #valid = 0;
  #invalid = 0;
  #firstInvalidLine = 0;
  #line = 1;
  /** Continuation bytes the sequence under way still needs. */
  #pending = 0;
  #lead = 0;

  count(chunk: Buffer): void {
    for (const byte of chunk) {
      if (byte >= 0x80) this.#seen.add(byte);
      if (this.#pending > 0) {
        if ((byte & 0xc0) === 0x80) {
          // Made like a letter, but none: whoever wrote it meant UTF-8 all the same.
          if (isForbidden(this.#lead, byte)) this.#noteLine();
          this.#lead = 0;
          this.#pending -= 1;
          if (this.#pending === 0) this.#valid += 1;
          continue;
        }
        this.#pending = 0;
        this.#fail();
      }
      if (byte === 0x0a) this.#line += 1;
      else if (byte >= 0xc2 && byte <= 0xf4) {
        this.#lead = byte;
        this.#pending = sequenceLength(byte) - 1;
      } else if (byte >= 0x80) this.#fail();
    }
  }

  finish() {
    if (this.#pending > 0) this.#fail();
    return { valid: this.#valid, invalid: this.#invalid, firstInvalidLine: this.#firstInvalidLine, bytes: this.#seen };
  }

  #fail(): void {
    this.#invalid += 1;
    this.#noteLine();
  }

  #noteLine(): void {
    if (this.#firstInvalidLine === 0) this.#firstInvalidLine = this.#line;
  }
}

/** The first lines that hold anything beyond ASCII. */
class LineCollector {
  readonly #lines: Buffer[] = [];
  #rest: Buffer = Buffer.alloc(0);

  take(chunk: Buffer): void {
    if (this.#lines.length >= linesLookedAt) return;
    const bytes = Buffer.concat([this.#rest, chunk]);
    let start = 0;
    for (const end of lineEndsOf(bytes)) {
      if (this.#lines.length >= linesLookedAt) break;
      this.#keep(bytes.subarray(start, end));
      start = end + 1;
    }
    this.#rest = Buffer.from(bytes.subarray(start));
    if (this.#rest.length > pieceBytes) this.#rest = Buffer.alloc(0);
  }

  finish(): readonly Buffer[] {
    if (this.#lines.length < linesLookedAt) this.#keep(this.#rest);
    return this.#lines;
  }

  #keep(line: Buffer): void {
    if (line.length <= bytesOfLine && line.some((byte) => byte >= 0x80)) this.#lines.push(Buffer.from(line));
  }
}

/** Where LF or CR stand. Each is looked for once from where it was found last: a file may have one of the two only. */
function* lineEndsOf(bytes: Buffer): Generator<number> {
  const [lineFeed, carriageReturn] = [0x0a, 0x0d];
  let feed = bytes.indexOf(lineFeed);
  let back = bytes.indexOf(carriageReturn);
  while (feed >= 0 || back >= 0) {
    const isFeed = back < 0 || (feed >= 0 && feed < back);
    yield isFeed ? feed : back;
    if (isFeed) feed = bytes.indexOf(lineFeed, feed + 1);
    else back = bytes.indexOf(carriageReturn, back + 1);
  }
}
