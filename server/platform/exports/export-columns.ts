import type { Sentence } from '../../../contract/problem-kind.ts';
import type { Language } from '../actor.ts';

/** What a cell holds: text is never taken for a number, a day is `YYYY-MM-DD`, a moment RFC 3339 in UTC. */
export type ExportCell = string | number | null;
export type CellKind = 'text' | 'number' | 'day' | 'moment';

/** A column of an exported list. */
export interface ExportColumn<Row> {
  readonly header: Sentence;
  readonly kind: CellKind;
  /** In characters. */
  readonly width: number;
  readonly cell: (row: Row, language: Language) => ExportCell;
}

type Cell<Row, Value extends ExportCell> = (row: Row, language: Language) => Value;

/** Makes the columns of a list whose rows are of one type: `const { text, day } = columnsOf<User>()`. */
export function columnsOf<Row>() {
  const text = (id: string, en: string, width: number, cell: Cell<Row, string | null>) => column('text', { id, en }, width, cell);
  return {
    text,
    number: (id: string, en: string, width: number, cell: Cell<Row, number>) => column('number', { id, en }, width, cell),
    day: (id: string, en: string, width: number, cell: Cell<Row, string | null>) => column('day', { id, en }, width, cell),
    moment: (id: string, en: string, width: number, cell: Cell<Row, string | null>) => column('moment', { id, en }, width, cell),
    /** One of a few words, each with its name. */
    word: <Word extends string>(
      id: string,
      en: string,
      width: number,
      words: { readonly [Name in Word]: Sentence },
      cell: (row: Row) => Word,
    ) => text(id, en, width, (row, language) => words[cell(row)][language]),
    yesNo: (id: string, en: string, cell: (row: Row) => boolean) => text(id, en, 10, (row, language) => (cell(row) ? yes : no)[language]),
  };
}

function column<Row>(kind: CellKind, header: Sentence, width: number, cell: Cell<Row, ExportCell>): ExportColumn<Row> {
  return { header, kind, width, cell };
}

const yes: Sentence = { id: 'Ya', en: 'Yes' };
const no: Sentence = { id: 'Tidak', en: 'No' };
