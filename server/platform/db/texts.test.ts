import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { compareAlphabetically } from '../../../contract/alphabetical.ts';
import { comparable } from '../../../contract/comparable.ts';
import { readTexts } from '../../testing/fixtures/read-texts.ts';
import { testDatabase } from '../../testing/database.ts';
import { thorough } from '../../testing/thoroughness.ts';
import type { Database } from './database.ts';
import { alphabetical } from './texts.ts';

let database: Database;
let known: string[];

beforeAll(async () => {
  database = await testDatabase();
  const { rows } = await sql<{ version: number }>`select current_setting('server_version_num')::int as version`.execute(database.db);
  const unknown = (rows[0]?.version ?? 0) < 160_000 ? [newLetters, lettersOfUnicode15] : [newLetters];
  known = characters.filter((character) => !unknown.some((letters) => letters.test(character)));
});

async function formsOf(texts: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ form: string }>`
    select comparable(text) as form from unnest(${texts}::text[]) with ordinality as written (text, place) order by place
  `.execute(database.db);
  return rows.map(({ form }) => form);
}

/** Everything Unicode has given a character to, but for the null that PostgreSQL keeps in no text. */
const characters = Array.from({ length: 0x110000 }, (_, point) => point)
  .filter((point) => point > 0 && !(point >= 0xd800 && point <= 0xdfff))
  .map((point) => String.fromCodePoint(point))
  .filter((character) => /[^\p{Cn}\p{Co}]/u.test(character) || /\p{Default_Ignorable_Code_Point}/u.test(character));

/** Letters that Unicode has given a small one, or a plain one, after the version that the database knows: all of them rare. */
const newLetters = /[\u1C89\u1C90-\u1CBF\u2C2F\uA7B8-\uA7FF\u{10570}-\u{105BC}\u{10D50}-\u{10D65}\u{16E40}-\u{16EBF}\u{1CCD6}-\u{1CCF9}]/u;

/** Those that PostgreSQL knows from version 16 on. */
const lettersOfUnicode15 = /[\u{1E030}-\u{1E06D}]/u;

describe('the comparable form', () => {
  test('is the same in the database and in the browser, of every character there is', async () => {
    expect(known.length).toBeGreaterThan(150_000);
    for (const around of [(character: string) => character, (character: string) => `Aé ${character}e\u0301`]) {
      const texts = known.map(around);
      const forms = await formsOf(texts);
      const apart = texts.filter((text, index) => forms[index] !== comparable(text));
      expect(apart.map((text) => [text, comparable(text), forms[texts.indexOf(text)]])).toEqual([]);
    }
  });

  test('is the same of any text, and stays what it is', async () => {
    const letters = [
      'a',
      'É',
      'e\u0301',
      'Σ',
      'ς',
      'İ',
      'J\u030C',
      'ﬁ',
      'Ａ',
      'ｶﾞ',
      '%',
      '_',
      '\\',
      ' ',
      '\u00A0',
      '\t',
      '\n',
      '\u200B',
      '\u2800',
      '💬',
    ];
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom(...letters), maxLength: 12 }),
      fc
        .array(
          fc.nat(known.length - 1).map((place) => known[place] ?? ''),
          { maxLength: 12 },
        )
        .map((picked) => picked.join('')),
    );
    const texts = fc.sample(text, thorough ? 100_000 : 10_000);
    const forms = await formsOf(texts);
    expect(texts.filter((one, index) => forms[index] !== comparable(one))).toEqual([]);
    expect(forms.filter((form) => comparable(form) !== form)).toEqual([]);
    expect(await formsOf(forms)).toEqual(forms);
  });

  test('takes for one what looks like one', async () => {
    const alike = [
      ['Sri  Rahayu', ' sri\u00A0\u2003rahayu\n'],
      ['René', 'Rene\u0301'],
      ['ＢＵＤＩ７７', 'budi77'],
      ['Dewi\u200B Ayu', 'dewi ayu'],
      ['Ita\tX', 'ita x'],
      ['ΟΔΟΣ', 'οδος'],
    ] as const;
    for (const [one, other] of alike) {
      expect(comparable(one)).toBe(comparable(other));
      expect(await formsOf([one])).toEqual(await formsOf([other]));
    }
  });
});

describe('the order of texts', () => {
  const names = readTexts('Signal-iOS-708_mixed-case-names.csv').map(({ name }) => name);
  const others = fc.sample(
    fc.string({ unit: fc.constantFrom(...Array.from('aAbBzZéÉćñÑİıöØß019 .-_·\u00A0\u200Bあ王Я💬')), minLength: 1, maxLength: 8 }),
    3_000,
  );

  test.each([
    ['mixed names', names],
    ['thousands of texts', [...new Set([...names, ...others])]],
  ])('is one in the database and in the browser: %s', async (_, texts) => {
    const { rows } = await sql<{ text: string }>`
      select text from unnest(${texts}::text[]) as written (text) order by ${alphabetical(sql`text`)}
    `.execute(database.db);
    expect(rows.map(({ text }) => text)).toEqual(texts.toSorted(compareAlphabetically));
  });

  test('has capitals and accents beside the plain letters, and counts figures', () => {
    expect(names.toSorted(compareAlphabetically)).toEqual([
      'Adi',
      'andi',
      'bella',
      'BUDI',
      'citra',
      'Ćosić',
      'Édi',
      'eko',
      'Émile',
      'ZAHRA',
      'Zaki',
    ]);
    expect(['Kartu 10', 'Kartu 9', 'kartu 9'].toSorted(compareAlphabetically)).toEqual(['kartu 9', 'Kartu 9', 'Kartu 10']);
  });
});
