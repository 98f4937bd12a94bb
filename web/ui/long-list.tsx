import styled from '@emotion/styled';
import { memo, type ReactNode, useCallback, useRef } from 'react';
import { useRowsInView } from './rows-in-view.ts';
import { color, radius } from './theme.ts';

const Root = styled('ul')({
  position: 'relative',
  backgroundColor: color.surface,
  border: `1px solid ${color.line}`,
  borderRadius: radius.card,
  overflow: 'hidden',
  '& > li': { position: 'absolute', insetInline: 0, top: 0, contain: 'strict' },
});

interface LongListProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly rowHeight: number;
  /** Draws a row; the same function from one drawing to the next, so that rows that stay are not drawn again. */
  readonly children: (row: Row) => ReactNode;
}

interface LineProps<Row> {
  readonly row: Row;
  readonly index: number;
  readonly count: number;
  readonly rowHeight: number;
  readonly draw: (row: Row) => ReactNode;
}

function PlainLine<Row>({ row, index, count, rowHeight, draw }: LineProps<Row>) {
  return (
    <li aria-setsize={count} aria-posinset={index + 1} style={{ height: rowHeight, transform: `translateY(${index * rowHeight}px)` }}>
      {draw(row)}
    </li>
  );
}
// The cast keeps the row's type, which `memo` would forget.
const Line = memo(PlainLine) as typeof PlainLine;

/** A list that scrolls with the page and draws only what is in view. */
export function LongList<Row>({ label, rows, rowKey, rowHeight, children }: LongListProps<Row>) {
  const list = useRef<HTMLUListElement>(null);
  const where = useCallback(() => {
    const top = list.current?.getBoundingClientRect().top;
    return top === undefined ? undefined : { above: -top, seen: window.innerHeight };
  }, []);
  const { first, last } = useRowsInView(window, where, rowHeight);
  return (
    <Root ref={list} aria-label={label} style={{ height: rows.length * rowHeight }}>
      {rows.slice(first, last).map((row, at) => (
        <Line key={rowKey(row)} row={row} index={first + at} count={rows.length} rowHeight={rowHeight} draw={children} />
      ))}
    </Root>
  );
}
