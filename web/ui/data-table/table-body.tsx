import { useCallback } from 'react';
import { useRowsInView } from '../rows-in-view.ts';
import type { Column } from './column.ts';
import type { ModelRow } from './table-model.ts';
import { BodyRow } from './table-row.tsx';

interface TableBodyProps<Row> {
  readonly rows: readonly ModelRow<Row>[];
  readonly columns: readonly Column<Row>[];
  readonly before: number;
  readonly checks: boolean;
  readonly current: ((row: Row) => boolean) | undefined;
  readonly onOpen: ((row: Row) => void) | undefined;
}

/** Every row of the page. */
export function TableBody<Row>({ rows, columns, before, checks, current, onOpen }: TableBodyProps<Row>) {
  return (
    <tbody>
      {rows.map((row, index) => (
        <BodyRow
          key={row.id}
          row={row}
          columns={columns}
          index={index}
          before={before}
          checks={checks}
          current={current?.(row.original)}
          onOpen={onOpen}
        />
      ))}
    </tbody>
  );
}

function Space({ height, columns }: { readonly height: number; readonly columns: number }) {
  if (height <= 0) return null;
  return (
    <tr data-space="" aria-hidden>
      <td colSpan={columns} style={{ height }}>
        {' '}
      </td>
    </tr>
  );
}

interface VirtualBodyProps<Row> extends TableBodyProps<Row> {
  readonly scroller: HTMLElement | null;
  readonly rowHeight: number;
  /** The row that has the focus is drawn even out of view, so that it keeps it. */
  readonly focused: number | undefined;
}

/** The rows to draw: those in view and, where it is elsewhere, the one that has the focus. */
function drawnRows(first: number, last: number, focused: number | undefined): readonly number[] {
  const drawn = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);
  if (focused === undefined || (focused >= first && focused < last)) return drawn;
  return focused < first ? [focused, ...drawn] : [...drawn, focused];
}

/** Only the rows in view, for pages of hundreds. All have one height. */
export function VirtualBody<Row>(props: VirtualBodyProps<Row>) {
  const { rows, columns, before, checks, current, onOpen, scroller, rowHeight, focused } = props;
  const where = useCallback(() => (scroller === null ? undefined : { above: scroller.scrollTop, seen: scroller.clientHeight }), [scroller]);
  const view = useRowsInView(scroller, where, rowHeight);
  const last = Math.min(view.last, rows.length);
  const drawn = drawnRows(Math.min(view.first, last), last, focused === undefined || focused >= rows.length ? undefined : focused);
  const width = columns.length + (checks ? 1 : 0);
  return (
    <tbody>
      {drawn.flatMap((index, at) => {
        const row = rows[index];
        if (row === undefined) return [];
        const missing = index - (at === 0 ? 0 : (drawn[at - 1] ?? 0) + 1);
        return [
          <Space key={`${row.id}-space`} height={missing * rowHeight} columns={width} />,
          <BodyRow
            key={row.id}
            row={row}
            columns={columns}
            index={index}
            before={before}
            checks={checks}
            current={current?.(row.original)}
            onOpen={onOpen}
          />,
        ];
      })}
      <Space height={(rows.length - 1 - (drawn.at(-1) ?? -1)) * rowHeight} columns={width} />
    </tbody>
  );
}
