import styled from '@emotion/styled';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { color, radius } from './theme.ts';

const Root = styled('ul')({
  position: 'relative',
  backgroundColor: color.surface,
  border: `1px solid ${color.line}`,
  borderRadius: radius.card,
  overflow: 'hidden',
  '& > li': { position: 'absolute', insetInline: 0, top: 0 },
});

interface LongListProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly rowHeight: number;
  readonly children: (row: Row) => ReactNode;
}

/** A list that scrolls with the page and draws only what is in view. */
export function LongList<Row>({ label, rows, rowKey, rowHeight, children }: LongListProps<Row>) {
  const root = useRef<HTMLUListElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => setOffset(root.current?.offsetTop ?? 0), []);
  const virtual = useWindowVirtualizer({ count: rows.length, estimateSize: () => rowHeight, overscan: 8, scrollMargin: offset });
  return (
    <Root ref={root} aria-label={label} style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((item) => {
        const row = rows[item.index];
        if (row === undefined) return null;
        return (
          <li
            key={rowKey(row)}
            aria-setsize={rows.length}
            aria-posinset={item.index + 1}
            style={{ height: rowHeight, transform: `translateY(${item.start - offset}px)` }}
          >
            {children(row)}
          </li>
        );
      })}
    </Root>
  );
}
