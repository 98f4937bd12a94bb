import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
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

/** Only the rows in view, for pages of hundreds. */
export function VirtualBody<Row>(props: VirtualBodyProps<Row>) {
  const { rows, columns, before, checks, current, onOpen, scroller, rowHeight, focused } = props;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    getItemKey: (index) => rows[index]?.id ?? index,
    estimateSize: () => rowHeight,
    overscan: 10,
    rangeExtractor: (range) => {
      const drawn = defaultRangeExtractor(range);
      if (focused === undefined || focused >= rows.length || drawn.includes(focused)) return drawn;
      return [...drawn, focused].toSorted((one, other) => one - other);
    },
  });
  const width = columns.length + (checks ? 1 : 0);
  let end = 0;
  const drawn = virtual.getVirtualItems().map((item) => {
    const space = item.start - end;
    end = item.end;
    return { item, space };
  });
  return (
    <tbody>
      {drawn.flatMap(({ item, space }) => {
        const row = rows[item.index];
        if (row === undefined) return [];
        return [
          <Space key={`${row.id}-space`} height={space} columns={width} />,
          <BodyRow
            key={row.id}
            ref={virtual.measureElement}
            row={row}
            columns={columns}
            index={item.index}
            before={before}
            checks={checks}
            current={current?.(row.original)}
            onOpen={onOpen}
          />,
        ];
      })}
      <Space height={virtual.getTotalSize() - end} columns={width} />
    </tbody>
  );
}
