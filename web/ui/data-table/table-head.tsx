import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTexts } from '../../lib/texts.ts';
import { Checkbox } from '../choice.tsx';
import { HiddenText } from '../text.tsx';
import { type Column, type ColumnGroup, groupRuns } from './column.ts';

const nextSort = (column: string, current: string | undefined) => (current === `-${column}` ? column : `-${column}`);

interface SortProps {
  readonly sort: string | undefined;
  readonly onSort: ((sort: string) => void) | undefined;
}

function SortButton<Row>({ column, name, sort, onSort }: SortProps & { readonly column: Column<Row>; readonly name: string }) {
  const active = sort === name || sort === `-${name}`;
  const Arrow = sort === name ? ArrowUp : ArrowDown;
  return (
    <button type="button" onClick={() => onSort?.(nextSort(name, sort))}>
      {column.header}
      <Arrow size={13} aria-hidden data-idle={active ? undefined : ''} />
    </button>
  );
}

function HeaderCell<Row>({ column, sort, onSort }: SortProps & { readonly column: Column<Row> }) {
  const name = column.sort;
  const active = name !== undefined && (sort === name || sort === `-${name}`);
  return (
    <th
      scope="col"
      data-first={column.name === true ? '' : undefined}
      data-end={column.end === true ? '' : undefined}
      data-fill={column.fill === true ? '' : undefined}
      data-short={column.short === true ? '' : undefined}
      data-corner={column.place === 'corner' ? '' : undefined}
      aria-sort={active ? (sort === name ? 'ascending' : 'descending') : undefined}
      style={column.width === undefined ? undefined : { width: column.width }}
    >
      {name === undefined || onSort === undefined ? column.header : <SortButton column={column} name={name} sort={sort} onSort={onSort} />}
    </th>
  );
}

function GroupRow<Row>({
  columns,
  groups,
  checks,
}: {
  readonly columns: readonly Column<Row>[];
  readonly groups: readonly ColumnGroup[];
  readonly checks: boolean;
}) {
  return (
    <tr>
      {checks && (
        <td data-gap="" data-check="">
          {' '}
        </td>
      )}
      {groupRuns(columns, groups).map((run) =>
        run.label === undefined ? (
          <td key={run.key} data-gap="" colSpan={run.span}>
            {' '}
          </td>
        ) : (
          <th key={run.key} data-group="" scope="colgroup" colSpan={run.span}>
            <span>{run.label}</span>
          </th>
        ),
      )}
    </tr>
  );
}

interface TableHeadProps<Row> extends SortProps {
  readonly columns: readonly Column<Row>[];
  readonly groups: readonly ColumnGroup[] | undefined;
  /** Where rows can be chosen: how many of the page are, and how to choose them all. */
  readonly page: { readonly chosen: number; readonly rows: number; readonly toggle: () => void } | undefined;
}

/** The names of the columns, which sort, and the checkbox for the whole page. */
export function TableHead<Row>({ columns, groups, page, sort, onSort }: TableHeadProps<Row>) {
  const { t } = useTexts();
  return (
    <thead>
      {groups !== undefined && <GroupRow columns={columns} groups={groups} checks={page !== undefined} />}
      <tr>
        {page !== undefined && (
          <th scope="col" data-check="">
            {page.rows === 0 ? (
              <HiddenText>{t('common.choose')}</HiddenText>
            ) : (
              <Checkbox
                aria-label={t('table.choosePage')}
                checked={page.chosen === page.rows}
                some={page.chosen > 0 && page.chosen < page.rows}
                onChange={page.toggle}
              />
            )}
          </th>
        )}
        {columns.map((column) => (
          <HeaderCell key={column.key} column={column} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
}
