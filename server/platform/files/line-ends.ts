import { createReadStream } from 'node:fs';
import type { TextEncoding } from '../../../contract/text-layouts.ts';

/** How the rows of a text file end: with LF or CRLF; with CR; or with CR here and LF there, as files have it that were put together. */
export type LineEnds = 'lf' | 'cr' | 'mixed';

const pieceBytes = 1024 * 1024;
const [lineFeed, carriageReturn] = [0x0a, 0x0d];

/** Looks for a CR without LF anywhere in a text file. */
export async function detectLineEnds(path: string, encoding: TextEncoding): Promise<LineEnds> {
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be';
  const found = { feeds: false, returns: false };
  let before: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: pieceBytes }) as AsyncIterable<Buffer>) {
    const bytes = before.length === 0 ? chunk : Buffer.concat([before, chunk]);
    // The last letter is looked at together with the one after it.
    const end = wide ? Math.max(0, (bytes.length & ~1) - 2) : bytes.length - 1;
    look(wide ? narrow(bytes.subarray(0, end + 2), encoding) : bytes, wide ? end / 2 : end, found);
    if (found.feeds && found.returns) return 'mixed';
    before = Buffer.from(bytes.subarray(end));
  }
  const rest = wide ? narrow(before, encoding) : before;
  look(Buffer.concat([rest, Buffer.from(' ')]), rest.length, found);
  if (!found.returns) return 'lf';
  return found.feeds ? 'mixed' : 'cr';
}

/** One byte for each UTF-16 unit: itself where it is ASCII. */
function narrow(bytes: Buffer, encoding: TextEncoding): Buffer {
  const units = Buffer.alloc(bytes.length >> 1, 0xff);
  const [low, high] = encoding === 'utf-16le' ? [0, 1] : [1, 0];
  for (let unit = 0; unit < units.length; unit += 1) {
    if (bytes[unit * 2 + high] === 0) units[unit] = bytes[unit * 2 + low] ?? 0xff;
  }
  return units;
}

/** Looks at the bytes before `end`; the one at `end` only says what comes after the last of them. */
function look(bytes: Buffer, end: number, found: { feeds: boolean; returns: boolean }): void {
  const feed = bytes.indexOf(lineFeed);
  if (feed >= 0 && feed < end) found.feeds = true;
  for (let at = bytes.indexOf(carriageReturn); at >= 0 && at < end && !found.returns; at = bytes.indexOf(carriageReturn, at + 1)) {
    if (bytes[at + 1] !== lineFeed) found.returns = true;
  }
}

/**
 * Makes every line end between cells an LF, in a text whose rows end now with CR, now with LF; within quotation marks
 * they stay what they are. The text comes in pieces, cut anywhere.
 */
export class LineEndUnifier {
  readonly #delimiter: string;
  readonly #quote: string | null;
  #quoted = false;
  #cellBegins = true;
  /** A quotation mark within a quoted cell: it ends the cell unless another one follows. */
  #mayEnd = false;
  #afterReturn = false;

  constructor(delimiter: string, quote: string | null) {
    this.#delimiter = delimiter;
    this.#quote = quote;
  }

  push(text: string): string {
    let unified = '';
    let copied = 0;
    for (let at = 0; at < text.length; at += 1) {
      const letter = text.charAt(at);
      if (this.#quoted && this.#staysQuoted(letter)) continue;
      if (letter === '\n' && this.#afterReturn) {
        unified += text.slice(copied, at);
        copied = at + 1;
      } else if (letter === '\r') {
        unified += `${text.slice(copied, at)}\n`;
        copied = at + 1;
      }
      this.#afterReturn = letter === '\r';
      this.#quoted = letter === this.#quote && this.#cellBegins;
      this.#cellBegins = letter === '\r' || letter === '\n' || letter === this.#delimiter;
    }
    return unified + text.slice(copied);
  }

  #staysQuoted(letter: string): boolean {
    if (this.#mayEnd) {
      this.#mayEnd = false;
      return letter === this.#quote;
    }
    this.#mayEnd = letter === this.#quote;
    return true;
  }
}
