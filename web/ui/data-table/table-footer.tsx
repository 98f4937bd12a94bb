import styled from '@emotion/styled';
import { ChevronsLeft, ChevronsRight, ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatNumber } from '../../lib/formats.ts';
import { useTexts } from '../../lib/texts.ts';
import { FilterSelect } from '../field.tsx';
import { IconButton } from '../icon-button.tsx';
import { media } from '../theme.ts';
import { Footer } from './table-style.ts';

const sizes = [25, 50, 100, 200, 500] as const;

const Pages = styled('nav')({ display: 'flex', alignItems: 'center', gap: 2, whiteSpace: 'nowrap', [media.phone]: { marginLeft: 'auto' } });
const Sizes = styled('div')({
  '& > span': { minHeight: 32, '& select': { minHeight: 30, paddingBlock: 4 } },
  [media.phone]: { display: 'none' },
});

interface TableFooterProps {
  readonly shown: number;
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  /** The word for what is listed. */
  readonly countWord: string;
  readonly onPage: ((page: number) => void) | undefined;
  readonly onPageSize: ((size: number) => void) | undefined;
  readonly children: ReactNode;
}

/** Which rows of how many are shown, what else the page has to say of them, how many at once, and the pages. */
export function TableFooter({ shown, total, page, pageSize, countWord, onPage, onPageSize, children }: TableFooterProps) {
  const { t } = useTexts();
  const from = (page - 1) * pageSize + 1;
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const choices = sizes.includes(pageSize as (typeof sizes)[number]) ? sizes : [...sizes, pageSize].toSorted((one, other) => one - other);
  return (
    <Footer>
      <span>{t('common.rangeOf', { from, to: from + shown - 1, total, what: countWord })}</span>
      {children}
      {onPageSize !== undefined && total > sizes[0] && (
        <Sizes>
          <FilterSelect label={t('table.rowsPerPage')} value={pageSize} quiet onChange={(event) => onPageSize(Number(event.target.value))}>
            {choices.map((size) => (
              <option key={size} value={size}>
                {formatNumber(size)}
              </option>
            ))}
          </FilterSelect>
        </Sizes>
      )}
      {onPage !== undefined && pages > 1 && (
        <Pages aria-label={t('table.pages')}>
          <IconButton label={t('table.firstPage')} disabled={page <= 1} onClick={() => onPage(1)}>
            <ChevronsLeft size={18} aria-hidden />
          </IconButton>
          <IconButton label={t('common.previousPage')} disabled={page <= 1} onClick={() => onPage(page - 1)}>
            <ChevronLeft size={18} aria-hidden />
          </IconButton>
          <span>{t('common.pageOf', { page, pages })}</span>
          <IconButton label={t('common.nextPage')} disabled={page >= pages} onClick={() => onPage(page + 1)}>
            <ChevronRight size={18} aria-hidden />
          </IconButton>
          <IconButton label={t('table.lastPage')} disabled={page >= pages} onClick={() => onPage(pages)}>
            <ChevronsRight size={18} aria-hidden />
          </IconButton>
        </Pages>
      )}
    </Footer>
  );
}
