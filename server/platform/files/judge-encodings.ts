import iconv from 'iconv-lite';
import { type TextEncoding, textEncodings } from '../../../contract/text-layouts.ts';

/** What is known of a text that is not UTF-8. */
export interface Evidence {
  /** Every byte beyond ASCII that occurs anywhere in it. */
  readonly bytes: ReadonlySet<number>;
  /** Some of its lines that hold such bytes. */
  readonly lines: readonly Buffer[];
}

/** An encoding a text may be in, with some of its lines as they would read. */
export interface EncodingChoice {
  readonly encoding: TextEncoding;
  readonly lines: string[];
}

const linesShown = 3;
const charactersShown = 200;
const mostChoices = 6;
/** Words that must be whole in an encoding, and at most in any other, for it to be beyond doubt. */
const sureShare = 0.95;
const doubtfulShare = 0.5;
/** What falls this far behind the likeliest is nothing to ask about. */
const behind = 0.5;

const olderEncodings = textEncodings.filter((encoding) => !encoding.startsWith('utf-'));
const manyBytes: ReadonlySet<TextEncoding> = new Set(['gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr']);

interface Candidate {
  readonly encoding: TextEncoding;
  readonly lines: readonly string[];
  /** Of the words that hold more than ASCII, the share that are words of one language. */
  readonly share: number;
}

/** The encodings in which a text may be written, likeliest first; only one where the others make no words of it. */
export function judgeEncodings({ bytes, lines }: Evidence): readonly EncodingChoice[] {
  const candidates = olderEncodings
    .flatMap((encoding) => candidateOf(encoding, bytes, lines) ?? [])
    .filter(readsDifferently(bytes))
    .toSorted((one, other) => other.share - one.share);
  const [best, next] = candidates;
  if (best === undefined || best.lines.length === 0) return [];
  const sure = best.share >= sureShare && (next === undefined || next.share <= doubtfulShare);
  const choices = sure ? [best] : candidates.filter(({ share }) => share >= best.share - behind).slice(0, mostChoices);
  return choices.map((choice) => ({ encoding: choice.encoding, lines: choice.lines.slice(0, linesShown).map(cut) }));
}

const cut = (line: string) => (line.length > charactersShown ? `${line.slice(0, charactersShown)}…` : line);

/** Undefined where the text holds what the encoding has no letter for. */
function candidateOf(encoding: TextEncoding, bytes: ReadonlySet<number>, raw: readonly Buffer[]): Candidate | undefined {
  if (!manyBytes.has(encoding) && !isWritable(lettersOf(encoding, bytes))) return undefined;
  const lines = raw.map((line) => iconv.decode(line, encoding));
  if (!lines.every(isWritable)) return undefined;
  const words = lines.flatMap(foreignWords);
  return { encoding, lines, share: words.length === 0 ? 0 : words.filter(isWord).length / words.length };
}

const lettersOf = (encoding: TextEncoding, bytes: ReadonlySet<number>) => iconv.decode(Buffer.from([...bytes]), encoding);

/** Neither a letter that could not be read nor a control character. */
const isWritable = (text: string) => !/[\uFFFD\u0080-\u009F]/.test(text);

/** Of encodings that read everything the same, the first stands for all. */
function readsDifferently(bytes: ReadonlySet<number>): (candidate: Candidate) => boolean {
  const known = new Set<string>();
  return ({ encoding, lines }) => {
    const reading = manyBytes.has(encoding) ? lines.join('\n') : lettersOf(encoding, bytes);
    if (known.has(reading)) return false;
    known.add(reading);
    return true;
  };
}

/** Signs that stand beside words in every language. */
const besideWords = /^[\u00A0§©®°±·«»¡¿€£¥¢™•…‘’“”‚„‹›†‡–—]+|[\u00A0§©®°±·«»¡¿€£¥¢™•…‘’“”‚„‹›†‡–—]+$/gu;

function foreignWords(line: string): string[] {
  return line
    .split(/[\0-&(-,./:-@[-`{-~]+/)
    .map((word) => word.replace(besideWords, ''))
    .filter((word) => /[^\0-\x7F]/.test(word));
}

const scripts: readonly RegExp[] = [
  /^[\p{Script=Latin}\p{Script=Inherited}\p{Script=Common}]+$/u,
  /^[\p{Script=Cyrillic}\p{Script=Inherited}\p{Script=Common}]+$/u,
  /^[\p{Script=Greek}\p{Script=Inherited}\p{Script=Common}]+$/u,
  /^[\p{Script=Hebrew}\p{Script=Inherited}\p{Script=Common}]+$/u,
  /^[\p{Script=Arabic}\p{Script=Inherited}\p{Script=Common}]+$/u,
  /^[\p{Script=Thai}\p{Script=Inherited}\p{Script=Common}]+$/u,
  /^[\u4E00-\u9FA5\u3040-\u30FF々〆0-9]+$/u,
  /^[\p{Script=Hangul}0-9]+$/u,
];

/** Whether a text is a word as people write it: letters of one script, small after the first or all capital. */
function isWord(text: string): boolean {
  if (!/^[\p{L}\p{M}\p{Nd}'’・ー々〆-]+$/u.test(text) || !scripts.some((script) => script.test(text))) return false;
  const letters = text.replace(/[^\p{L}]/gu, '');
  if (/\p{Lu}|\p{Ll}/u.test(letters) && !/^(?:\p{Lu}?[\p{Ll}\p{Lo}]+|[\p{Lu}\p{Lo}]+)$/u.test(letters)) return false;
  return !/\p{Script=Latin}/u.test(letters) || isLatinWord(letters);
}

/** Of a longer word in Latin letters, most are plain ones. */
function isLatinWord(letters: string): boolean {
  const foreign = letters.replace(/[\0-\x7F]/g, '').length;
  return letters.length <= 2 || foreign <= letters.length / 2;
}
