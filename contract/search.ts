import { blanks, comparable } from './comparable.ts';
import { invisibleCharacters } from './invisible-characters.ts';

/** A search longer than this finds nothing: some other text was pasted. */
const longestSearch = 200;

/** The words of a search as they were typed; undefined where it is too long to find anything. Rule: docs/domain.md, Searching. */
export function wordsOf(search: string): readonly string[] | undefined {
  const words = search.replace(invisibleCharacters, '').split(blanks).filter(Boolean);
  return words.join(' ').length > longestSearch ? undefined : words;
}

/** Tells of texts whether every word of a search is found in one of them, as the server's lists do. */
export function textFinder(search: string): (...texts: readonly string[]) => boolean {
  const words = wordsOf(search)?.map(comparable);
  return (...texts) => {
    const forms = texts.map(comparable);
    return words?.every((word) => forms.some((form) => form.includes(word))) ?? false;
  };
}

/** A part of a search for members. */
export interface Piece {
  /** As it was typed, to be found in name or Customer ID. */
  readonly text: string;
  /** A phone in E.164 that holds one of these is meant as well; none where the piece cannot be of a phone. */
  readonly phones: readonly string[];
}

/** What has to be found of a member: all pieces of one of these ways. */
export type Ways = readonly (readonly Piece[])[];

/**
 * What a search asks of members: each word, where pieces of a phone that stand side by side are one phone or words of their own.
 * Undefined where it is too long to find anybody. Rule: docs/domain.md, Searching.
 */
export function readMemberSearch(search: string): readonly Ways[] | undefined {
  const words = wordsOf(search);
  if (words === undefined) return undefined;
  // What is there twice asks for nothing more, and would be looked for twice in every row.
  const runs = new Map(runsOf(words).map((run) => [run.join(' '), run]));
  return [...runs.values()].map(waysOf);
}

/** What stands between the digits of a phone. */
const between = String.raw`()[\]./\-‐-―−~_·•`;
const ofPhone = new RegExp(`^[+(]*\\d[\\d${between}]*$`, 'u');
const onlyBetween = new RegExp(`^[${between}]+$`, 'u');

/** Words by themselves, and those side by side that may be pieces of one phone together; a plus begins another phone. */
function runsOf(words: readonly string[]): (readonly string[])[] {
  const runs: string[][] = [];
  let open: string[] | undefined;
  for (const word of words) {
    const plain = comparable(word);
    const digits = ofPhone.test(plain);
    if (open !== undefined && ((digits && !plain.includes('+')) || onlyBetween.test(plain))) {
      open.push(word);
    } else {
      const run = [word];
      open = digits ? run : undefined;
      runs.push(run);
    }
  }
  return runs;
}

function waysOf(run: readonly string[]): Ways {
  const pieces = run.map((word) => pieceOf(word));
  return run.length === 1 ? [pieces] : [[pieceOf(run.join(' '))], pieces];
}

function pieceOf(text: string): Piece {
  const plain = comparable(text).replaceAll(' ', '');
  return { text, phones: ofPhone.test(plain) ? phonesOf(plain) : [] };
}

/** Fewer digits than this are in too many phones to mean one. */
const fewestDigits = 4;
/** So many digits after a leading 0 are a number of their own, of whatever country. */
const wholeNumber = 7;

/** How E.164 writes what people write of a phone: `62812…`, `+62 812-…`, `0062…` and `0812…` are one, and so is any part of it. */
function phonesOf(written: string): readonly string[] {
  const digits = written.replace(/\D/g, '');
  if (digits.length < fewestDigits) return [];
  if (written.includes('+')) return abroad(digits);
  if (digits.startsWith('00')) return [digits, ...abroad(digits.slice(2))];
  if (digits.startsWith('62')) return [digits, ...abroad(digits)];
  if (!digits.startsWith('0')) return [digits];
  const national = digits.slice(1);
  return [digits, `+62${national}`, ...(national.length >= wholeNumber ? [national] : [])];
}

/** With the country's code; the 0 that some write after Indonesia's is none of it. */
const abroad = (digits: string): readonly string[] => [`+${digits.replace(/^620+(?=\d)/, '62')}`];

/** What a member is searched by in the browser. */
export interface SearchedMember {
  /** Everything shown of them in its comparable form. */
  readonly text: string;
  /** In E.164. */
  readonly phone: string | null;
}

/** Tells of members whether a search finds them, as the server's lists do. */
export function memberFinder(search: string): (member: SearchedMember) => boolean {
  const wanted = readMemberSearch(search)?.map((ways) =>
    ways.map((pieces) => pieces.map(({ text, phones }) => ({ form: comparable(text), phones }))),
  );
  return ({ text, phone }) =>
    wanted?.every((ways) =>
      ways.some((pieces) =>
        pieces.every(({ form, phones }) => text.includes(form) || (phone !== null && phones.some((part) => phone.includes(part)))),
      ),
    ) ?? false;
}
