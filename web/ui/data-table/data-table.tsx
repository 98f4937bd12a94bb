import type { ReactNode } from 'react';
import { useTableSettings } from '../../lib/table-settings.ts';
import { useTexts } from '../../lib/texts.ts';
import { Card } from '../layout.tsx';
import { width } from '../theme.ts';
import { useMedia } from '../use-media.ts';
import type { Column, ColumnGroup } from './column.ts';
import { ScrollingTable } from './scrolling-table.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { TableFooter } from './table-footer.tsx';
import { useTableModel } from './table-model.ts';
import { Bar, Instead } from './table-style.ts';
import { type DownloadFormat, TableTools } from './table-tools.tsx';
import { countChosen, type Selection } from './use-selection.ts';

export interface DataTableProps<Row> {
  /** Where the choice of columns and density is kept on this device. */
  readonly name: string;
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** The rows of this page; nothing while they are on their way. */
  readonly rows: readonly Row[] | undefined;
  /** How many there are on all pages. */
  readonly total?: number | undefined;
  readonly rowKey: (row: Row) => string;
  readonly sort?: string | undefined;
  readonly onSort?: ((sort: string) => void) | undefined;
  readonly page?: number;
  readonly pageSize?: number;
  readonly onPage?: ((page: number) => void) | undefined;
  readonly onPageSize?: ((size: number) => void) | undefined;
  readonly selection?: Selection | undefined;
  /** The acts on what is chosen. */
  readonly selectionBar?: (selection: Selection, count: number) => ReactNode;
  /** Whether these acts take "everything in this filter" too; true unless said otherwise. */
  readonly wholeFilter?: boolean;
  readonly bar?: ReactNode;
  /** The address of the whole filter as a file. */
  readonly download?: (format: DownloadFormat) => string;
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** The row that is open beside the table. */
  readonly selected?: ((row: Row) => boolean) | undefined;
  /** In place of rows where there are none. */
  readonly empty?: ReactNode;
  /** In place of rows where they could not be had. */
  readonly error?: ReactNode;
  readonly foot?: boolean;
  readonly groups?: readonly ColumnGroup[];
  /** The naming column stays in view while the others scroll; true unless said otherwise. */
  readonly stickyFirst?: boolean;
  /** Draws only the rows in view; by itself from 100 rows on. */
  readonly virtual?: boolean;
  /** The word for what is listed. */
  readonly countWord?: string;
  /** What else the line below the table has to say. */
  readonly footer?: ReactNode;
}

/** A list of any length as a table: the server pages, sorts and filters; here columns, density, choice and keyboard. Rows are cards on a phone. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { name, columns, rows, rowKey, selection, selectionBar, bar, download, empty, error, footer } = props;
  const { t } = useTexts();
  const phone = useMedia(`(max-width: ${width.phone - 0.02}px)`);
  const [settings, change] = useTableSettings(name);
  const model = useTableModel({ columns, rows, rowKey, settings, selection });
  const total = props.total ?? rows?.length ?? 0;
  const chosen = selection === undefined ? 0 : countChosen(selection, total);
  const failed = error !== undefined && error !== null && error !== false;
  // A list that is refused would be refused as a file, too, where nobody sees why.
  const offered = failed ? undefined : download;
  const tools = <TableTools columns={columns} settings={settings} onChange={change} download={offered} phone={phone} />;
  return (
    <Card>
      {(bar !== undefined || !phone) && (
        <Bar>
          <div data-filters="">{bar}</div>
          {!phone && tools}
        </Bar>
      )}
      {failed ? (
        <Instead>{error}</Instead>
      ) : rows?.length === 0 && empty !== undefined ? (
        empty
      ) : (
        <>
          <ScrollingTable {...props} model={model} density={settings.density} phone={phone} />
          {selection !== undefined && selectionBar !== undefined && chosen > 0 && (
            <SelectionBar
              selection={selection}
              total={total}
              page={{ chosen: model.page.chosen, rows: model.rows.length }}
              actions={selectionBar(selection, chosen)}
              wholeFilter={props.wholeFilter !== false}
            />
          )}
          {rows !== undefined && rows.length > 0 && (
            <TableFooter
              shown={rows.length}
              total={total}
              page={props.page ?? 1}
              pageSize={props.pageSize ?? Math.max(rows.length, 1)}
              countWord={props.countWord ?? t('table.rows')}
              onPage={props.onPage}
              onPageSize={props.onPageSize}
            >
              {footer}
              {phone && tools}
            </TableFooter>
          )}
        </>
      )}
    </Card>
  );
}
