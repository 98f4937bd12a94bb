import { memo, type MouseEvent, type ReactNode, type Ref, useId } from 'react';
import { useTexts } from '../../lib/texts.ts';
import { Checkbox } from '../choice.tsx';
import { Skeleton } from '../skeleton.tsx';
import type { Column } from './column.ts';
import type { ModelRow } from './table-model.ts';

/** A press on something of its own in the row, or in a menu or dialog that the row opened (which stands elsewhere in the page). */
const isForSomethingElse = ({ currentTarget, target }: MouseEvent<HTMLElement>) =>
  !(target instanceof Element) ||
  !currentTarget.contains(target) ||
  target.closest('a, button, input, label, select, dialog, [popover]') !== null ||
  // Somebody is marking a text to copy it.
  getSelection()?.isCollapsed === false;

const flag = (on: boolean | undefined) => (on === true ? '' : undefined);

function cellAttributes<Row>(column: Column<Row>) {
  const word = column.label ?? (typeof column.header === 'string' ? column.header : undefined);
  return {
    'data-first': flag(column.name),
    'data-end': flag(column.end),
    'data-wrap': flag(column.wrap),
    'data-fill': flag(column.fill),
    'data-narrow': flag(column.narrow),
    'data-figures': flag(column.proportional),
    'data-label': column.place === 'corner' || column.place === 'lead' ? undefined : word,
    ...(column.place === undefined ? {} : { [`data-${column.place}`]: '' }),
  };
}

/** What a text cell was cut off can be read by pointing at it; its direction is that of its own letters. */
function textAttributes(content: ReactNode) {
  return typeof content === 'string' && content !== '' ? { dir: 'auto', title: content.length > 40 ? content : undefined } : {};
}

function Cell<Row>({ column, id, children }: { readonly column: Column<Row>; readonly id?: string; readonly children: ReactNode }) {
  return column.name === true ? (
    <th scope="row" id={id} {...cellAttributes(column)} {...textAttributes(children)} data-label={undefined}>
      {children}
    </th>
  ) : (
    <td {...cellAttributes(column)} {...textAttributes(children)}>
      {children}
    </td>
  );
}

interface BodyRowProps<Row> {
  readonly row: ModelRow<Row>;
  readonly columns: readonly Column<Row>[];
  readonly index: number;
  /** Rows before those of this page and the header, for who hears the table. */
  readonly before: number;
  readonly checks: boolean;
  readonly current: boolean | undefined;
  readonly onOpen: ((row: Row) => void) | undefined;
  readonly ref?: Ref<HTMLTableRowElement>;
}

function PlainBodyRow<Row>({ row, columns, index, before, checks, current, onOpen, ref }: BodyRowProps<Row>) {
  const { t } = useTexts();
  const id = useId();
  const { original } = row;
  return (
    <tr
      ref={ref}
      tabIndex={-1}
      data-row=""
      data-index={index}
      aria-rowindex={before + index + 1}
      data-selected={flag(row.chosen || current)}
      data-current={flag(current)}
      data-open={flag(onOpen !== undefined)}
      onClick={onOpen === undefined ? undefined : (event) => isForSomethingElse(event) || onOpen(original)}
    >
      {checks && (
        <td data-check="">
          <Checkbox
            id={`${id}-check`}
            aria-label={t('common.choose')}
            aria-labelledby={`${id}-check ${id}-name`}
            checked={row.chosen}
            onChange={row.toggle}
          />
        </td>
      )}
      {columns.map((column) => (
        <Cell key={column.key} column={column} id={`${id}-name`}>
          {column.cell(original)}
        </Cell>
      ))}
    </tr>
  );
}

/** One row; drawn again only when what it shows has changed. */
export const BodyRow = memo(PlainBodyRow) as typeof PlainBodyRow;

/** Grey rows as high as real ones. */
export function SkeletonRows<Row>({
  columns,
  count,
  checks,
}: {
  readonly columns: readonly Column<Row>[];
  readonly count: number;
  readonly checks: boolean;
}) {
  return Array.from({ length: count }, (_, index) => (
    <tr key={index}>
      {checks && (
        <td data-check="">
          <Skeleton style={{ width: 18, height: 18 }} />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.key} data-end={flag(column.end)} data-first={flag(column.name)} data-corner={flag(column.place === 'corner')}>
          <Skeleton
            style={{
              height: 14,
              width: column.end === true ? 40 : `${88 - ((index * 17) % 40)}%`,
              minWidth: 24,
              marginLeft: column.end === true ? 'auto' : 0,
            }}
          />
        </td>
      ))}
    </tr>
  ));
}

/** The sums below the columns. */
export function FootRow<Row>({ columns, checks }: { readonly columns: readonly Column<Row>[]; readonly checks: boolean }) {
  return (
    <tfoot>
      <tr>
        {checks && <td data-check="" aria-hidden />}
        {columns.map((column) => (
          <Cell key={column.key} column={column}>
            {column.foot}
          </Cell>
        ))}
      </tr>
    </tfoot>
  );
}
