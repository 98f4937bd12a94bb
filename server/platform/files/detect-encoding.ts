import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { UnreadableFile } from './unreadable-file.ts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Bytes that Windows-1252 leaves undefined: text that has them is in another encoding. */
const undefinedIn1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/**
 * The encoding of a text file: a byte order mark decides; then the pattern of UTF-16; then UTF-8 if every byte of the
 * file fits; else Windows-1252 (which Excel writes on western systems). Throws `encoding_unknown` where neither fits,
 * rather than turn somebody's name into other letters.
 */
export async function detectEncoding(path: string, head: Buffer): Promise<TextEncoding> {
  if (head[0] === 0xff && head[1] === 0xfe) {
    if (head[2] === 0 && head[3] === 0) throw new UnreadableFile('encoding_unknown', { row: 1 });
    return 'utf-16le';
  }
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const wide = guessUtf16(head);
  if (wide !== null) return wide;
  if (await everyByteIsUtf8(path)) return 'utf-8';
  const saysUtf8 = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  const count = await countSequences(path);
  if (saysUtf8 || count.valid > count.invalid || count.undefined > 0) {
    throw new UnreadableFile('encoding_unknown', { row: count.firstInvalidLine });
  }
  return 'windows-1252';
}

/** Latin text in UTF-16 has a zero in almost every second byte; no text in an 8-bit encoding has. */
function guessUtf16(head: Buffer): TextEncoding | null {
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

async function everyByteIsUtf8(path: string): Promise<boolean> {
  let carry: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
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

interface SequenceCount {
  valid: number;
  invalid: number;
  undefined: number;
  firstInvalidLine: number;
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

async function countSequences(path: string): Promise<SequenceCount> {
  const count: SequenceCount = { valid: 0, invalid: 0, undefined: 0, firstInvalidLine: 0 };
  let line = 1;
  /** Continuation bytes the sequence under way still needs. */
  let pending = 0;
  let lead = 0;
  const noteLine = () => {
    if (count.firstInvalidLine === 0) count.firstInvalidLine = line;
  };
  const fail = (byte: number) => {
    count.invalid += 1;
    noteLine();
    if (undefinedIn1252.has(byte)) count.undefined += 1;
  };
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      if (pending > 0) {
        if ((byte & 0xc0) === 0x80) {
          // Made like a letter, but none: whoever wrote it meant UTF-8 all the same.
          if (isForbidden(lead, byte)) noteLine();
          lead = 0;
          pending -= 1;
          if (pending === 0) count.valid += 1;
          continue;
        }
        pending = 0;
        fail(0);
      }
      if (byte === 0x0a) line += 1;
      else if (byte >= 0xc2 && byte <= 0xf4) {
        lead = byte;
        pending = sequenceLength(byte) - 1;
      } else if (byte >= 0x80) fail(byte);
    }
  }
  if (pending > 0) fail(0);
  return count;
}
