import { SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { isRefusedSearch } from '../lib/problem.ts';
import { useSetSearch } from '../lib/set-search.ts';
import { useTexts } from '../lib/texts.ts';
import { Button } from '../ui/button.tsx';
import { DataTable, type DataTableProps } from '../ui/data-table/data-table.tsx';
import { Card } from '../ui/layout.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { LoadProblem } from './load-problem.tsx';

interface ListPage<Row> {
  readonly items: readonly Row[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

type OfTheList = 'rows' | 'total' | 'page' | 'pageSize' | 'onPage' | 'onPageSize' | 'onSort' | 'empty' | 'error';

interface ListTableProps<Row> extends Omit<DataTableProps<Row>, OfTheList> {
  readonly list: ListPage<Row> | undefined;
  readonly error: unknown;
  readonly onRetry: () => void;
  /** Whether anything but the product narrows the list. */
  readonly filtered: boolean;
  readonly onClear: () => void;
  /** In place of the whole list where there is nothing at all. */
  readonly nothing: ReactNode;
}

/** A list of the server whose page, size and order are in the address: while it loads, empty, filtered to nothing, broken. */
export function ListTable<Row>({ list, error, onRetry, filtered, onClear, nothing, ...table }: ListTableProps<Row>) {
  const { t } = useTexts();
  const setSearch = useSetSearch();
  if (list?.total === 0 && !filtered) return <Card>{nothing}</Card>;
  return (
    <DataTable
      {...table}
      rows={list?.items}
      total={list?.total}
      page={list?.page ?? 1}
      pageSize={list?.pageSize ?? 50}
      onSort={(next) => setSearch({ sort: next, page: undefined })}
      onPage={(next) => setSearch({ page: next })}
      onPageSize={(size) => setSearch({ ukuran: size, page: undefined })}
      empty={
        <EmptyState
          icon={<SearchX size={22} />}
          title={t('common.nothingFound')}
          actions={<Button onClick={onClear}>{t('common.clearFilter')}</Button>}
        >
          {t('common.nothingFoundHint')}
        </EmptyState>
      }
      error={error !== null && (list === undefined || isRefusedSearch(error)) ? <LoadProblem error={error} onRetry={onRetry} /> : undefined}
    />
  );
}
