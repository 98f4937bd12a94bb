import styled from '@emotion/styled';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { Skeleton } from './skeleton.tsx';
import { color, media, radius, type } from './theme.ts';

const Scroller = styled('div')({ overflowX: 'auto', position: 'relative' });
const Root = styled('table')({
  width: '100%',
  borderCollapse: 'separate',
  borderSpacing: 0,
  ...type.dense,
  '& th, & td': { textAlign: 'left', padding: '6px 8px', borderBottom: `1px solid ${color.line}`, whiteSpace: 'nowrap' },
  '& tr > :nth-child(1)': { paddingLeft: 16 },
  '& tr > :last-child': { paddingRight: 16 },
  '& [data-end]': { textAlign: 'right' },
  '& [data-wrap]': { whiteSpace: 'normal', overflowWrap: 'anywhere' },
  '& thead th': {
    ...type.small,
    fontWeight: 400,
    color: color.text2,
    verticalAlign: 'bottom',
    paddingBlock: 8,
    '&[data-short]': { whiteSpace: 'normal' },
  },
  '& thead button': {
    all: 'unset',
    cursor: 'pointer',
    display: 'inline-flex',
    gap: 4,
    alignItems: 'center',
    borderRadius: radius.chip,
    '&:hover': { color: color.text },
    '&:focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: 2 },
  },
  '& thead th[aria-sort]': { color: color.text },
  '& tbody td, & tbody th': { height: 48, fontWeight: 400 },
  '&[data-dense] tbody td, &[data-dense] tbody th': { height: 36 },
  '& button[data-plain]': {
    all: 'unset',
    cursor: 'pointer',
    borderRadius: radius.chip,
    '&:focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: 2 },
  },
  '& tbody tr': { backgroundColor: color.surface },
  '& tbody tr[data-open]:hover': { backgroundColor: color.hover },
  '& tbody tr[data-open]': { cursor: 'pointer' },
  '& tbody tr[data-selected]': { backgroundColor: color.accentSoft },
  '& tbody tr[data-selected] > :nth-child(1)': { boxShadow: `inset 2px 0 0 ${color.accent}` },
  '& tfoot td, & tfoot th': { height: 40, fontWeight: 600, backgroundColor: color.sunken, borderBottom: 0, color: color.text },
  // On a phone every row is a small card: its name on top, then each figure with its word.
  [media.phone]: {
    ...type.body,
    '&, & tbody, & tfoot': { display: 'block' },
    '& thead': { position: 'absolute', clipPath: 'inset(50%)', width: 1, height: 1, overflow: 'hidden' },
    '& tbody tr, & tfoot tr': {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
      gap: '2px 16px',
      padding: '12px 16px',
      borderBottom: `1px solid ${color.line}`,
      position: 'relative',
    },
    '& tfoot tr': { backgroundColor: color.sunken, borderBottom: 0 },
    '&& td, && tbody th, && tfoot th': {
      display: 'flex',
      justifyContent: 'space-between',
      alignItems: 'center',
      gap: 8,
      height: 'auto',
      minHeight: 28,
      padding: 0,
      border: 0,
      textAlign: 'left',
      whiteSpace: 'normal',
      overflowWrap: 'anywhere',
    },
    '&& td[data-label]:not([data-label=""])::before': {
      content: 'attr(data-label)',
      color: color.text3,
      ...type.small,
      fontWeight: 400,
      flexShrink: 0,
      maxWidth: '60%',
    },
    '&& [data-end]': { overflowWrap: 'normal' },
    '&& tbody th, && tfoot th, && td[data-wide]': { gridColumn: '1 / -1' },
    '&& tbody th': { paddingRight: 44, paddingBottom: 4, order: -1 },
    '&& td[data-corner]': { position: 'absolute', top: 6, right: 8 },
    '&& td[data-lead]': { position: 'absolute', top: 18, left: 16, minHeight: 0 },
    '& tr:has(td[data-lead])': { paddingLeft: 48 },
    '& tbody tr[data-selected] > :nth-child(1)': { boxShadow: 'none' },
  },
});

export interface Column<Row> {
  readonly key: string;
  readonly header: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand right. */
  readonly end?: boolean;
  /** The name by which the server sorts this column. */
  readonly sort?: string;
  readonly foot?: ReactNode;
  /** The cell that names its row. */
  readonly name?: boolean;
  readonly wrap?: boolean;
  /** The header may stand in two lines. */
  readonly short?: boolean;
  readonly width?: number | string;
  /** The word beside the value on a phone, where the header is not shown; a text header is taken by itself. */
  readonly label?: string;
  /** On a phone: a line of its own, the card's upper right corner (a menu), or its upper left (a checkbox). */
  readonly place?: 'wide' | 'corner' | 'lead';
}

interface TableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[] | undefined;
  readonly rowKey: (row: Row) => string;
  readonly selected?: ((row: Row) => boolean) | undefined;
  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly sort?: string | undefined;
  readonly onSort?: ((sort: string) => void) | undefined;
  readonly dense?: boolean;
  readonly foot?: boolean;
  /** A line of headings over several columns, drawn above the header. */
  readonly groups?: ReactNode;
  readonly skeletonRows?: number;
}

const nextSort = (column: string, current: string | undefined) => (current === `-${column}` ? column : `-${column}`);

function HeaderCell<Row>({
  column,
  sort,
  onSort,
}: {
  readonly column: Column<Row>;
  readonly sort: string | undefined;
  readonly onSort: ((sort: string) => void) | undefined;
}) {
  const name = column.sort;
  const ascending = sort === name;
  const active = name !== undefined && (ascending || sort === `-${name}`);
  return (
    <th
      scope="col"
      data-end={column.end === true ? '' : undefined}
      data-short={column.short === true ? '' : undefined}
      aria-sort={active ? (ascending ? 'ascending' : 'descending') : undefined}
      style={column.width === undefined ? undefined : { width: column.width }}
    >
      {name === undefined || onSort === undefined ? (
        column.header
      ) : (
        <button type="button" onClick={() => onSort(nextSort(name, sort))}>
          {column.header}
          {active && (ascending ? <ArrowUp size={13} aria-hidden /> : <ArrowDown size={13} aria-hidden />)}
        </button>
      )}
    </th>
  );
}

/** A press on something of its own in the row, or in a menu or dialog that the row opened (which stands elsewhere in the page). */
const isForSomethingElse = ({ currentTarget, target }: MouseEvent<HTMLElement>) =>
  !(target instanceof Element) || !currentTarget.contains(target) || target.closest('a, button, input, label, select') !== null;

function cellAttributes<Row>(column: Column<Row>) {
  const label = column.label ?? (typeof column.header === 'string' ? column.header : undefined);
  return {
    'data-end': column.end === true ? '' : undefined,
    'data-wrap': column.wrap === true ? '' : undefined,
    'data-label': column.place === 'corner' || column.place === 'lead' ? undefined : label,
    ...(column.place === undefined ? {} : { [`data-${column.place}`]: '' }),
  };
}

function Cell<Row>({ column, children }: { readonly column: Column<Row>; readonly children: ReactNode }) {
  return column.name === true ? (
    <th scope="row" {...cellAttributes(column)} data-label={undefined}>
      {children}
    </th>
  ) : (
    <td {...cellAttributes(column)}>{children}</td>
  );
}

interface BodyRowProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly selected: boolean | undefined;
  readonly onOpen: ((row: Row) => void) | undefined;
}

function BodyRow<Row>({ row, columns, selected, onOpen }: BodyRowProps<Row>) {
  return (
    <tr
      data-selected={selected === true ? '' : undefined}
      data-open={onOpen === undefined ? undefined : ''}
      onClick={onOpen === undefined ? undefined : (event) => isForSomethingElse(event) || onOpen(row)}
    >
      {columns.map((column) => (
        <Cell key={column.key} column={column}>
          {column.cell(row)}
        </Cell>
      ))}
    </tr>
  );
}

function SkeletonRows<Row>({ columns, count }: { readonly columns: readonly Column<Row>[]; readonly count: number }) {
  return Array.from({ length: count }, (_, index) => (
    <tr key={index}>
      {columns.map((column) => (
        <td key={column.key} data-end={column.end === true ? '' : undefined}>
          <Skeleton style={{ height: 14, width: column.end === true ? 40 : '70%', marginLeft: column.end === true ? 'auto' : 0 }} />
        </td>
      ))}
    </tr>
  ));
}

/** A table drawn from columns; paging, sorting and filtering are the server's. Rows that are loading are grey and as high as real ones. */
export function Table<Row>({
  label,
  columns,
  rows,
  rowKey,
  selected,
  onOpen,
  sort,
  onSort,
  dense = false,
  foot = false,
  groups,
  skeletonRows = 6,
}: TableProps<Row>) {
  return (
    <Scroller tabIndex={0} role="region" aria-label={label}>
      <Root aria-label={label} aria-busy={rows === undefined || undefined} data-dense={dense ? '' : undefined}>
        <thead>
          {groups}
          <tr>
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows === undefined ? (
            <SkeletonRows columns={columns} count={skeletonRows} />
          ) : (
            rows.map((row) => <BodyRow key={rowKey(row)} row={row} columns={columns} selected={selected?.(row)} onOpen={onOpen} />)
          )}
        </tbody>
        {foot && rows !== undefined && (
          <tfoot>
            <tr>
              {columns.map((column) => (
                <Cell key={column.key} column={column}>
                  {column.foot}
                </Cell>
              ))}
            </tr>
          </tfoot>
        )}
      </Root>
    </Scroller>
  );
}
