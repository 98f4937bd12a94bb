import styled from '@emotion/styled';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, type ReactNode, useRef } from 'react';
import { Checkbox } from './choice.tsx';
import { color, type } from './theme.ts';

const rowHeight = 44;

const Scroller = styled('div')({ overflow: 'auto', maxHeight: 'max(320px, calc(100dvh - 290px))', position: 'relative' });
const Root = styled('table')({
  borderCollapse: 'separate',
  borderSpacing: 0,
  minWidth: '100%',
  ...type.dense,
  '& th, & td': {
    padding: '0 12px',
    textAlign: 'left',
    whiteSpace: 'nowrap',
    maxWidth: 280,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    borderBottom: `1px solid ${color.line}`,
  },
  '& thead th': {
    position: 'sticky',
    top: 0,
    zIndex: 3,
    height: 40,
    backgroundColor: color.sunken,
    color: color.text2,
    ...type.small,
    fontWeight: 500,
  },
  '& tbody td, & tbody th': { height: rowHeight, fontWeight: 400, backgroundColor: color.surface },
  '& tr > :nth-child(1)': {
    position: 'sticky',
    left: 0,
    zIndex: 2,
    width: 44,
    minWidth: 44,
    paddingRight: 4,
    paddingLeft: 16,
    overflow: 'visible',
  },
  '& tr > :nth-child(2)': { position: 'sticky', left: 44, zIndex: 2, borderRight: `1px solid ${color.line}` },
  '& thead tr > :nth-child(1), & thead tr > :nth-child(2)': { zIndex: 4 },
  '& button[data-plain]': {
    all: 'unset',
    cursor: 'pointer',
    '&:focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: 2 },
  },
  '& tbody tr': { cursor: 'pointer' },
  '& tbody tr:hover > *': { backgroundColor: color.hover },
  '& tbody tr[data-selected] > *': { backgroundColor: color.accentSoft },
  '& tbody tr[data-gap] > td': { padding: 0, border: 0, position: 'static', backgroundColor: 'transparent' },
});

export interface GridColumn<Row> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
}

interface GridProps<Row> {
  readonly label: string;
  /** The first column names the row and stays in view. */
  readonly columns: readonly GridColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly selectLabel: (row: Row) => string;
  readonly selectAllLabel: string;
  readonly selected: ReadonlySet<string>;
  readonly openKey: string | undefined;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly onOpen: (row: Row) => void;
}

/** A press on something of its own in the row, or in a menu or dialog that the row opened (which stands elsewhere in the page). */
const isForSomethingElse = ({ currentTarget, target }: MouseEvent<HTMLElement>) =>
  !(target instanceof Element) || !currentTarget.contains(target) || target.closest('a, button, input, label, select') !== null;

type RowsProps<Row> = Omit<GridProps<Row>, 'label' | 'selectAllLabel'>;

function Gap({ height, columns }: { readonly height: number; readonly columns: number }) {
  if (height <= 0) return null;
  return (
    <tr data-gap="" aria-hidden>
      <td colSpan={columns} style={{ height }}>
        {' '}
      </td>
    </tr>
  );
}

function HeaderRow<Row>({ columns, rows, rowKey, selected, selectAllLabel, onSelect }: Omit<GridProps<Row>, 'label'>) {
  const chosen = rows.filter((row) => selected.has(rowKey(row))).length;
  return (
    <tr>
      <th scope="col">
        <Checkbox
          aria-label={selectAllLabel}
          checked={rows.length > 0 && chosen === rows.length}
          some={chosen > 0 && chosen < rows.length}
          onChange={() => onSelect(chosen === rows.length ? new Set() : new Set(rows.map(rowKey)))}
        />
      </th>
      {columns.map((column) => (
        <th key={column.key} scope="col">
          {column.header}
        </th>
      ))}
    </tr>
  );
}

type BodyRowProps<Row> = Omit<RowsProps<Row>, 'rows'> & { readonly row: Row; readonly index: number };

function BodyRow<Row>({ row, index, columns, rowKey, selectLabel, selected, openKey, onSelect, onOpen }: BodyRowProps<Row>) {
  const key = rowKey(row);
  const toggle = () => {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    onSelect(next);
  };
  return (
    <tr
      aria-rowindex={index + 2}
      data-selected={selected.has(key) || key === openKey ? '' : undefined}
      onClick={(event) => isForSomethingElse(event) || onOpen(row)}
    >
      <td>
        <Checkbox aria-label={selectLabel(row)} checked={selected.has(key)} onChange={toggle} />
      </td>
      {columns.map((column, at) =>
        at === 0 ? (
          <th key={column.key} scope="row">
            {column.cell(row)}
          </th>
        ) : (
          <td key={column.key}>{column.cell(row)}</td>
        ),
      )}
    </tr>
  );
}

/** Many rows of many columns: only those in view are drawn, the header and the naming column stay in view. */
export function Grid<Row>(props: GridProps<Row>) {
  const { label, columns, rows, rowKey } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  return (
    <Scroller ref={scroller} tabIndex={0} role="region" aria-label={label}>
      <Root aria-label={label} aria-rowcount={rows.length + 1}>
        <thead>
          <HeaderRow {...props} />
        </thead>
        <tbody>
          <Gap height={items[0]?.start ?? 0} columns={columns.length + 1} />
          {items.map(({ index }) => {
            const row = rows[index];
            return row === undefined ? null : <BodyRow key={rowKey(row)} {...props} row={row} index={index} />;
          })}
          <Gap height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} columns={columns.length + 1} />
        </tbody>
      </Root>
    </Scroller>
  );
}
