import styled from '@emotion/styled';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { Skeleton } from './skeleton.tsx';
import { color, radius, type } from './theme.ts';

const Scroller = styled('div')({ overflowX: 'auto', position: 'relative' });
const Root = styled('table')({
  width: '100%',
  borderCollapse: 'separate',
  borderSpacing: 0,
  ...type.dense,
  '& th, & td': { textAlign: 'left', padding: '6px 12px', borderBottom: `1px solid ${color.line}`, whiteSpace: 'nowrap' },
  '& th:first-of-type, & td:first-of-type': { paddingLeft: 16 },
  '& th:last-of-type, & td:last-of-type': { paddingRight: 16 },
  '& [data-end]': { textAlign: 'right' },
  '& [data-wrap]': { whiteSpace: 'normal', overflowWrap: 'anywhere' },
  '& thead th': { ...type.small, fontWeight: 400, color: color.text2, verticalAlign: 'bottom', padding: '8px 12px', '&[data-short]': { whiteSpace: 'normal' } },
  '& thead button': { all: 'unset', cursor: 'pointer', display: 'inline-flex', gap: 4, alignItems: 'center', borderRadius: radius.chip, '&:hover': { color: color.text }, '&:focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: 2 } },
  '& thead th[aria-sort]': { color: color.text },
  '& tbody td, & tbody th': { height: 48, fontWeight: 400 },
  '&[data-dense] tbody td, &[data-dense] tbody th': { height: 36 },
  '& tbody tr': { backgroundColor: color.surface },
  '& tbody tr[data-open]:hover': { backgroundColor: color.hover },
  '& tbody tr[data-open]': { cursor: 'pointer' },
  '& tbody tr[aria-selected="true"]': { backgroundColor: color.accentSoft },
  '& tbody tr[aria-selected="true"] > :first-of-type': { boxShadow: `inset 2px 0 0 ${color.accent}` },
  '& tfoot td, & tfoot th': { height: 40, fontWeight: 600, backgroundColor: color.sunken, borderBottom: 0, color: color.text },
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

function HeaderCell<Row>({ column, sort, onSort }: { readonly column: Column<Row>; readonly sort: string | undefined; readonly onSort: ((sort: string) => void) | undefined }) {
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

const opensSomethingElse = (target: EventTarget) => target instanceof Element && target.closest('a, button, input, label, select') !== null;

function BodyRow<Row>({ row, columns, selected, onOpen }: { readonly row: Row; readonly columns: readonly Column<Row>[]; readonly selected: boolean | undefined; readonly onOpen: ((row: Row) => void) | undefined }) {
  return (
    <tr
      aria-selected={selected}
      data-open={onOpen === undefined ? undefined : ''}
      onClick={onOpen === undefined ? undefined : (event) => opensSomethingElse(event.target) || onOpen(row)}
    >
      {columns.map((column) => {
        const attributes = { 'data-end': column.end === true ? '' : undefined, 'data-wrap': column.wrap === true ? '' : undefined };
        return column.name === true ? (
          <th key={column.key} scope="row" {...attributes}>
            {column.cell(row)}
          </th>
        ) : (
          <td key={column.key} {...attributes}>
            {column.cell(row)}
          </td>
        );
      })}
    </tr>
  );
}

/** A table drawn from columns; paging, sorting and filtering are the server's. Rows that are loading are grey and as high as real ones. */
export function Table<Row>({ label, columns, rows, rowKey, selected, onOpen, sort, onSort, dense = false, foot = false, groups, skeletonRows = 6 }: TableProps<Row>) {
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
          {rows === undefined
            ? Array.from({ length: skeletonRows }, (_, index) => (
                <tr key={index}>
                  {columns.map((column) => (
                    <td key={column.key} data-end={column.end === true ? '' : undefined}>
                      <Skeleton style={{ height: 14, width: column.end === true ? 40 : '70%', marginLeft: column.end === true ? 'auto' : 0 }} />
                    </td>
                  ))}
                </tr>
              ))
            : rows.map((row) => <BodyRow key={rowKey(row)} row={row} columns={columns} selected={selected?.(row)} onOpen={onOpen} />)}
        </tbody>
        {foot && rows !== undefined && (
          <tfoot>
            <tr>
              {columns.map((column) =>
                column.name === true ? (
                  <th key={column.key} scope="row">
                    {column.foot}
                  </th>
                ) : (
                  <td key={column.key} data-end={column.end === true ? '' : undefined}>
                    {column.foot}
                  </td>
                ),
              )}
            </tr>
          </tfoot>
        )}
      </Root>
    </Scroller>
  );
}

/** The line below a table: how many, and the pages. */
export const TableFooter = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: '8px 16px',
  alignItems: 'center',
  justifyContent: 'space-between',
  padding: '8px 16px',
  minHeight: 48,
  ...type.dense,
  color: color.text2,
});

/** The line above a table: search and filters. */
export const TableBar = styled('div')({ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center', padding: 12, borderBottom: `1px solid ${color.line}` });
