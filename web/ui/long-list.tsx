import styled from '@emotion/styled';
import { memo, type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
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

/** Rows are drawn so many at a time, a few before and after those in view. */
const step = 4;
const spare = 4;

interface Range {
  readonly first: number;
  readonly last: number;
}

/** Which rows are in view: all have one height, so it follows from where the list begins. */
function useRowsInView(list: RefObject<HTMLElement | null>, rowHeight: number): Range {
  const [range, setRange] = useState<Range>({ first: 0, last: 16 });
  useLayoutEffect(() => {
    const look = () => {
      const top = list.current?.getBoundingClientRect().top ?? 0;
      const first = Math.max(0, Math.floor((Math.floor(-top / rowHeight) - spare) / step) * step);
      const last = Math.ceil((Math.ceil((window.innerHeight - top) / rowHeight) + spare) / step) * step;
      setRange((now) => (now.first === first && now.last === last ? now : { first, last }));
    };
    look();
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    return () => {
      removeEventListener('scroll', look);
      removeEventListener('resize', look);
    };
  }, [list, rowHeight]);
  return range;
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
  const { first, last } = useRowsInView(list, rowHeight);
  return (
    <Root ref={list} aria-label={label} style={{ height: rows.length * rowHeight }}>
      {rows.slice(first, last).map((row, at) => (
        <Line key={rowKey(row)} row={row} index={first + at} count={rows.length} rowHeight={rowHeight} draw={children} />
      ))}
    </Root>
  );
}
