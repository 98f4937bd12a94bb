import type { Record } from '../../../contract/records.ts';

/** What a record has in an original column; nothing where its list has no such column. `likely` is where the column probably stands. */
export function originalCell({ columns, cells }: Record, name: string, likely = 0): string | undefined {
  return cells[columns[likely] === name ? likely : columns.indexOf(name)];
}
