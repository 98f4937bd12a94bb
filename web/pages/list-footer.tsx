import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Pager } from '../ui/pager.tsx';
import { TableFooter } from '../ui/table.tsx';

interface ListFooterProps {
  readonly list:
    | { readonly items: readonly unknown[]; readonly total: number; readonly page: number; readonly pageSize: number }
    | undefined;
  /** The word for what is listed. */
  readonly what: string;
  readonly onPage: (page: number) => void;
  readonly children?: ReactNode;
}

/** How many are shown of how many, and the pages. */
export function ListFooter({ list, what, onPage, children }: ListFooterProps) {
  const { t } = useTranslation();
  if (list === undefined || list.total === 0) return null;
  const from = (list.page - 1) * list.pageSize + 1;
  const pages = Math.ceil(list.total / list.pageSize);
  return (
    <TableFooter>
      <span>{t('common.rangeOf', { from, to: from + list.items.length - 1, total: list.total, what })}</span>
      {children}
      <Pager
        page={list.page}
        pages={pages}
        text={t('common.pageOf', { page: list.page, pages })}
        previous={t('common.previousPage')}
        next={t('common.nextPage')}
        onPage={onPage}
      />
    </TableFooter>
  );
}
