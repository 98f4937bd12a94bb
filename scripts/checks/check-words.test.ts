import { describe, expect, it } from 'vitest';
import { checkLiterals } from './check-literals.ts';
import { checkActs, checkUsedWords } from './check-used-words.ts';
import { checkCatalogues, checkSentences } from './check-words.ts';

const page = (text: string, path = 'web/pages/card.tsx') => ({ path, text });

describe('texts in both languages', () => {
  const indonesian = { cards: { title: 'Kartu', records: '{{count, number}} record dari {{name}}' } };
  const records = '{{count, number}} records of {{name}}';
  const english = { cards: { title: 'Card', records, records_one: '{{count, number}} record of {{name}}' } };

  it('agree', () => {
    expect(checkCatalogues(indonesian, english)).toEqual([]);
  });

  it.each([
    ['a key that English misses', { cards: { title: english.cards.title } }, /cards[.]records: missing in English/],
    ['a key that Indonesian misses', { cards: { ...english.cards, more: 'More' } }, /cards[.]more: missing in Indonesian/],
    ['an empty text', { cards: { ...english.cards, title: ' ' } }, /cards[.]title: empty in English/],
    ['another placeholder', { cards: { ...english.cards, records: '{{count, number}} record of {{staff}}' } }, /cards[.]records: fills in/],
    ['a number without its form', { cards: { ...english.cards, records: '{{count}} of {{name}}' } }, /cards[.]records: fills in/],
    ['a component that only one has', { cards: { ...english.cards, title: 'Card <subject/>' } }, /cards[.]title: fills in/],
    ['no text for one', { cards: { title: 'Card', records } }, /no English text for one [(]cards[.]records_one[)]/],
    ['one of nothing', { cards: { ...english.cards, title_one: 'x', other_one: 'y' } }, /cards[.]other_one: one of nothing/],
    [
      'a text for one that fills in more',
      { cards: { ...english.cards, records_one: '1 of {{staff}}' } },
      /cards[.]records_one: fills in {staff}/,
    ],
  ])('notice %s', (_what, faulty, fault) => {
    expect(checkCatalogues(indonesian, faulty).join('\n')).toMatch(fault);
  });

  it('notice an empty Indonesian text and a count without thousands', () => {
    expect(checkCatalogues({ a: { b: '' } }, { a: { b: 'b' } })).toHaveLength(1);
    expect(checkCatalogues({ a: { b: '{{count}} ya' } }, { a: { b: '{{count}} of it' } })).toHaveLength(1);
  });

  it('are asked of the server’s sentences too', () => {
    expect(checkSentences({ held: { id: 'Dipegang {staff}.', en: 'Held by {staff}.' } })).toEqual([]);
    expect(checkSentences({ held: { id: 'Dipegang {staff}.', en: 'Held.' }, empty: { id: '', en: 'x' } })).toHaveLength(2);
  });
});

describe('literal texts', () => {
  it.each([
    '<p>Halo semua</p>',
    '<>{name}: selesai</>',
    '<input placeholder="Cari member" />',
    '<Button aria-label="Tutup" />',
    '<Button aria-label={open ? "Tutup" : t("common.open")} />',
    '<p>{open ? t("common.open") : "Tutup"}</p>',
    '<p>{`${count} record`}</p>',
    '<p>{note ?? "Belum ada"}</p>',
    '<Table columns={[{ key: "name", header: "Nama" }]} />',
  ])('%s is found', (text) => {
    expect(checkLiterals([page(`const a = ${text};`)])).toEqual([
      expect.stringMatching(/^web\/pages\/card[.]tsx:1: .* is not from the texts$/),
    ]);
  });

  it.each([
    '<p>{t("common.open")}</p>',
    '<p className="wide">{count} · {share}% – {open && <b />}</p>',
    '<a href="/kartu" title={t("common.open")}>Cermat</a>',
    '<Select label={t("common.open")} kind="Quiet" />',
    '[{ key: "name", header: t("cards.name"), label: "name" }]',
  ])('%s may stay', (text) => {
    expect(checkLiterals([page(`const a = ${text};`)])).toEqual([]);
  });

  it('may stand in the texts, in tests and on the page of components', () => {
    const text = 'const a = <p>Halo</p>;';
    const paths = ['web/app/i18n/id/cards.ts', 'web/ui/button.test.tsx', 'web/pages/gallery/tables.tsx', 'server/app.ts'];
    expect(checkLiterals(paths.map((path) => page(path.endsWith('x') ? text : 'const a = 1;', path)))).toEqual([]);
  });

  it('are told by their line', () => {
    expect(checkLiterals([page('const a = (\n  <div>\n    <p>\n      Halo\n    </p>\n  </div>\n);')])).toEqual([
      'web/pages/card.tsx:4: "Halo" is not from the texts',
    ]);
  });
});

describe('texts nobody asks for', () => {
  const keys = ['cards.title', 'cards.valid', 'cards.invalid', 'cards.old'];

  it('are those that no file names, by itself or by its parts', () => {
    const file = page(
      'import { verdicts } from "./verdicts.ts";\nconst a = t("cards.title");\nconst b = verdicts.map((one) => t(`cards.${one}`));',
    );
    const verdicts = page('export const verdicts = ["valid", "invalid"];', 'web/pages/verdicts.ts');
    expect(checkUsedWords(keys, [file, verdicts])).toEqual(['cards.old: nothing asks for this text']);
    const elsewhere = page('export const old = ["old"];', 'web/pages/other.ts');
    expect(checkUsedWords(keys, [file, verdicts, elsewhere])).toHaveLength(1);
    expect(checkUsedWords(keys, [file, elsewhere])).toHaveLength(3);
  });

  it('are not asked for by tests', () => {
    expect(checkUsedWords(['cards.title'], [page('t("cards.title")', 'web/pages/card.test.tsx')])).toHaveLength(1);
  });
});

describe('words of acts', () => {
  const act = {
    path: 'server/domain/records/recall-records.ts',
    text: 'appendEvent(tx, actor, { act: "records.recall", subjectType: "record" });',
  };

  it('are there for each act, and for none that is not done', () => {
    expect(checkActs(['acts.records_recall', 'subjects.record'], [act])).toEqual([]);
    expect(checkActs(['acts.records_recall'], [act])).toEqual([expect.stringContaining('subjects.record')]);
    expect(checkActs(['subjects.record'], [act])).toEqual([expect.stringContaining('records.recall has no word')]);
    expect(checkActs(['acts.records_recall', 'acts.records_lose', 'subjects.record', 'subjects.card'], [act])).toHaveLength(2);
  });

  it('have a sentence each, where acts are told as sentences', () => {
    const keys = ['acts.records_recall', 'subjects.record', 'happenings.records_recall', 'happenings.records_recall_bare'];
    expect(checkActs(keys, [act])).toEqual([]);
    expect(checkActs([...keys, 'happenings.records_lose'], [act])).toHaveLength(1);
    expect(checkActs(['acts.records_recall', 'subjects.record', 'happenings.records_recall_bare'], [act])).toEqual([
      'happenings.records_recall: the act records.recall has no word',
    ]);
  });

  it('may be made of parts', () => {
    const made = {
      path: 'server/domain/conflicts/keep.ts',
      text: 'const names = { keep: "keep" }; const act = `conflicts.${names[action]}`;',
    };
    expect(checkActs(['acts.conflicts_keep'], [made])).toEqual([]);
    expect(checkActs(['acts.conflicts_lose'], [made])).toHaveLength(1);
  });
});
