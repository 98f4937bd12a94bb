import type { ReactNode } from 'react';

/** One column of a table: what stands above it, and what it shows of a row. */
export interface Column<Row> {
  readonly key: string;
  readonly header: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand right. */
  readonly end?: boolean;
  /** The name by which the server sorts this column. */
  readonly sort?: string;
  readonly foot?: ReactNode;
  /** The cell that names its row; the first such column stays first and in view. */
  readonly name?: boolean;
  /** Phones, accounts: nothing whose figures are compared down the column. */
  readonly proportional?: boolean;
  /** Cut rather than wide. */
  readonly narrow?: boolean;
  /** Takes the room that the other columns leave. */
  readonly fill?: boolean;
  /** Long texts take two lines instead of being cut. */
  readonly wrap?: boolean;
  /** The header may stand in two lines. */
  readonly short?: boolean;
  readonly width?: number | string;
  /** The word beside the value on a phone and in the list of columns; a text header is taken by itself. */
  readonly label?: string;
  /** On a phone: a line of its own, the card's upper right corner (a menu), or its upper left (a checkbox). */
  readonly place?: 'wide' | 'corner' | 'lead';
  /** Whether people may hide it; true unless said otherwise. Naming columns and menus always stay. */
  readonly hideable?: boolean;
  /** Not shown until somebody asks for it. */
  readonly hidden?: boolean;
}

/** A word above several columns that stand side by side. */
export interface ColumnGroup {
  readonly label: string;
  readonly columns: readonly string[];
}

/** The word for a column where its header cannot be drawn. */
export function columnWord<Row>(column: Column<Row>): string {
  return column.label ?? (typeof column.header === 'string' ? column.header : column.key);
}

/** Whether people may hide and move a column. */
export function isMovable<Row>(column: Column<Row>): boolean {
  return column.name !== true && column.place !== 'corner' && column.place !== 'lead';
}

/** Runs of neighbouring columns under the same word; a run without one has no label. */
export function groupRuns<Row>(
  columns: readonly Column<Row>[],
  groups: readonly ColumnGroup[],
): readonly { readonly key: string; readonly label: string | undefined; readonly span: number }[] {
  const runs: { key: string; label: string | undefined; span: number }[] = [];
  for (const column of columns) {
    const label = groups.find((group) => group.columns.includes(column.key))?.label;
    const last = runs.at(-1);
    if (last !== undefined && last.label === label) last.span += 1;
    else runs.push({ key: column.key, label, span: 1 });
  }
  return runs;
}
