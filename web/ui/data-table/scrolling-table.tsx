import { useEffect, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Density } from '../../lib/table-settings.ts';
import { useTexts } from '../../lib/texts.ts';
import { HiddenText } from '../text.tsx';
import type { Column } from './column.ts';
import type { DataTableProps } from './data-table.tsx';
import { handleRowKey } from './row-keys.ts';
import { useScrollEdges } from './scroll-edges.ts';
import { TableBody, VirtualBody } from './table-body.tsx';
import { TableHead } from './table-head.tsx';
import type { ModelRow, TableModel } from './table-model.ts';
import { FootRow, SkeletonRows } from './table-row.tsx';
import { checkWidth, Root, Scroller } from './table-style.ts';

/** Pages with more rows than this draw only those in view. */
const manyRows = 100;
const rowHeights = { two: 49, one: 37, compact: 33 } as const;

function useRowFocus(count: number) {
  // Kept as state, since the rows inside can only be measured once it is there.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const [focused, setFocused] = useState<number>();
  const focus = (index: number) => {
    // A row out of view has to be drawn before it can take the focus.
    flushSync(() => setFocused(index));
    const row = scroller?.querySelector<HTMLElement>(`tr[data-index="${index}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  };
  return { scroller, setScroller, focused: focused !== undefined && focused < count ? focused : undefined, focus };
}

type TableProps<Row> = DataTableProps<Row> & {
  readonly model: TableModel<Row>;
  readonly density: Density;
  readonly phone: boolean;
};

/** Brings the row that is open into view when it is opened from elsewhere: by its link, by a key, as the next one. */
function useShowOpened<Row>(scroller: HTMLElement | null, { model, selected, phone, density }: TableProps<Row>) {
  const index = phone || selected === undefined ? -1 : model.rows.findIndex((row) => selected(row.original));
  const id = model.rows[index]?.id;
  const rowHeight = rowHeights[density];
  const shown = useRef<string>(undefined);
  useEffect(() => {
    // Only another row moves the table: where rows come and go above the open one, whoever reads stays where they are.
    if (scroller === null || id === shown.current) return;
    shown.current = id;
    if (id === undefined) return;
    const find = () => scroller.querySelector<HTMLElement>(`tr[data-index="${index}"]`);
    // Far from view it may not be drawn.
    if (find() === null) scroller.scrollTo({ top: index * rowHeight - scroller.clientHeight / 2, behavior: 'instant' });
    (find() ?? scroller).scrollIntoView({ block: 'nearest' });
  }, [scroller, id, index, rowHeight]);
}

/** Where rows come and go while scrolling, columns would change their width with them, so each has one from the start. */
function ColumnWidths<Row>({ columns, checks }: { readonly columns: readonly Column<Row>[]; readonly checks: boolean }) {
  const usual = (column: Column<Row>) => (column.name === true ? 260 : column.place === 'corner' ? 52 : column.end === true ? 112 : 168);
  return (
    <colgroup>
      {checks && <col style={{ width: checkWidth }} />}
      {columns.map((column) => (
        <col key={column.key} style={{ width: column.width ?? usual(column) }} />
      ))}
    </colgroup>
  );
}

/** What the keys do to the row that has the focus. */
function rowKeysOf<Row>({ model, onOpen, selection }: TableProps<Row>, focus: (index: number) => void) {
  const at = (act: (row: ModelRow<Row>) => void) => (index: number) => {
    const row = model.rows[index];
    if (row !== undefined) act(row);
  };
  return {
    count: model.rows.length,
    focus,
    open: onOpen === undefined ? undefined : at((row) => onOpen(row.original)),
    toggle: selection === undefined ? undefined : (index: number, event: unknown) => model.rows[index]?.toggle(event),
  };
}

/** The rows between head and foot, scrolling by themselves, moved through by keys. */
export function ScrollingTable<Row>(props: TableProps<Row>) {
  const {
    label,
    rows,
    onOpen,
    selected,
    selection,
    groups,
    sort,
    onSort,
    model,
    density,
    phone,
    foot = false,
    page = 1,
    pageSize = 0,
  } = props;
  const { t } = useTexts();
  const id = useId();
  const checks = selection !== undefined;
  const virtual = !phone && (props.virtual ?? model.rows.length > manyRows);
  const { scroller, setScroller, focused, focus } = useRowFocus(model.rows.length);
  const edges = useScrollEdges(scroller);
  useShowOpened(scroller, props);
  const before = 1 + (page - 1) * pageSize;
  const body = { rows: model.rows, columns: model.columns, before, checks, current: selected, onOpen };
  const keys = rowKeysOf(props, focus);
  return (
    <Scroller
      ref={setScroller}
      tabIndex={0}
      role="region"
      aria-label={label}
      aria-describedby={id}
      onKeyDown={(event) => handleRowKey(event, keys)}
    >
      <HiddenText id={id}>
        {t('table.keys')} {onOpen !== undefined && t('table.keysOpen')} {checks && t('table.keysChoose')}
      </HiddenText>
      <Root
        aria-label={label}
        aria-busy={rows === undefined || undefined}
        aria-rowcount={props.total === undefined ? undefined : props.total + 1}
        data-density={density}
        data-fixed={virtual ? '' : undefined}
        data-checks={checks ? '' : undefined}
        data-sticky={props.stickyFirst === false ? undefined : ''}
        data-moved={edges.before ? '' : undefined}
        data-more={edges.after ? '' : undefined}
      >
        {virtual && <ColumnWidths columns={model.columns} checks={checks} />}
        <TableHead
          columns={model.columns}
          groups={groups}
          page={checks ? { ...model.page, rows: model.rows.length } : undefined}
          sort={sort}
          onSort={onSort}
        />
        {rows === undefined ? (
          <tbody>
            <SkeletonRows columns={model.columns} count={Math.min(pageSize === 0 ? 8 : pageSize, 12)} checks={checks} />
          </tbody>
        ) : virtual ? (
          <VirtualBody {...body} scroller={scroller} rowHeight={rowHeights[density]} focused={focused} />
        ) : (
          <TableBody {...body} />
        )}
        {foot && rows !== undefined && <FootRow columns={model.columns} checks={checks} />}
      </Root>
    </Scroller>
  );
}
