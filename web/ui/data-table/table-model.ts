import {
  columnOrderingFeature,
  columnPinningFeature,
  columnVisibilityFeature,
  type RowSelectionState,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import type { TableSettings } from '../../lib/table-settings.ts';
import { type Column, isMovable } from './column.ts';
import type { Selection } from './use-selection.ts';

const features = tableFeatures({ columnOrderingFeature, columnPinningFeature, columnVisibilityFeature, rowSelectionFeature });
const noRows: readonly never[] = [];
const noPage: RowSelectionState = {};

interface ModelInput<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[] | undefined;
  readonly rowKey: (row: Row) => string;
  readonly settings: TableSettings;
  readonly selection: Selection | undefined;
}

/** A row as the table sees it. */
export interface ModelRow<Row> {
  readonly id: string;
  readonly original: Row;
  readonly chosen: boolean;
  /** Chooses the row or not; with Shift, all from the one pressed before. */
  readonly toggle: (event: unknown) => void;
}

export interface TableModel<Row> {
  /** The columns that are shown, in their order. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly ModelRow<Row>[];
  readonly page: { readonly chosen: number; readonly toggle: () => void };
}

/** Which columns are shown in which order, and which rows are chosen. */
export function useTableModel<Row>({ columns, rows, rowKey, settings, selection }: ModelInput<Row>): TableModel<Row> {
  const data = rows ?? noRows;
  const definitions = useMemo(() => columns.map(({ key }) => ({ id: key })), [columns]);
  const rowSelection = useMemo<RowSelectionState>(() => {
    if (selection === undefined) return noPage;
    const ids = selection.kind === 'filter' ? data.map(rowKey) : selection.ids;
    return Object.fromEntries(ids.map((id) => [id, true as const]));
  }, [selection, data, rowKey]);
  const first = columns.filter((column) => column.name === true || column.place === 'lead').map(({ key }) => key);
  const table = useTable({
    features,
    data: data as readonly (Row & object)[],
    columns: definitions,
    getRowId: rowKey,
    state: {
      rowSelection,
      // What is not named here comes last, and nobody names what cannot be moved.
      columnOrder: [...first, ...settings.order],
      columnVisibility: Object.fromEntries(
        columns.map((column) => [column.key, !isMovable(column) || (settings.shown[column.key] ?? column.hidden !== true)]),
      ),
      columnPinning: {
        start: first,
        end: columns.filter((column) => column.place === 'corner').map(({ key }) => key),
      },
    },
    onRowSelectionChange: (change) => {
      const next = typeof change === 'function' ? change(rowSelection) : change;
      selection?.choose({ kind: 'some', ids: Object.keys(next) });
    },
  });
  const byKey = new Map(columns.map((column) => [column.key, column]));
  const pageIds = data.map(rowKey);
  const chosenHere = pageIds.filter((id) => rowSelection[id] === true).length;
  return {
    columns: table.getVisibleLeafColumns().flatMap(({ id }) => byKey.get(id) ?? []),
    rows: table.getRowModel().rows.map((row) => ({
      id: row.id,
      original: row.original,
      chosen: rowSelection[row.id] === true,
      toggle: row.getToggleSelectedHandler(),
    })),
    page: {
      chosen: chosenHere,
      toggle: () => {
        const here = new Set(pageIds);
        const elsewhere = Object.keys(rowSelection).filter((id) => !here.has(id));
        selection?.choose({ kind: 'some', ids: chosenHere === pageIds.length ? elsewhere : [...elsewhere, ...pageIds] });
      },
    },
  };
}
