import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Package, Plus } from 'lucide-react';
import { useState } from 'react';
import type { Product } from '../../contract/products.ts';
import { useProductColumns } from '../features/products/product-columns.tsx';
import { ProductDialog } from '../features/products/product-dialog.tsx';
import { read } from '../lib/read.ts';
import { useSetSearch } from '../lib/set-search.ts';
import { useTexts } from '../lib/texts.ts';
import { Button } from '../ui/button.tsx';
import { FilterSelect } from '../ui/field.tsx';
import { FilterBar } from '../ui/filter-bar/filter-bar.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { ListTable } from './list-table.tsx';
import { SearchBox } from './search-box.tsx';

const route = getRouteApi('/frame/produk');

function Filters() {
  const { t } = useTexts();
  const { status, q } = route.useSearch();
  const setSearch = useSetSearch();
  const set = (next: string | undefined) => setSearch({ status: next, page: undefined });
  const word = t(status === 'aktif' ? 'products.active' : 'products.inactive');
  return (
    <FilterBar
      search={<SearchBox label={t('products.search')} value={q} />}
      active={status === undefined ? [] : [{ key: 'status', label: t('products.status'), value: word, onRemove: () => set(undefined) }]}
      onClear={() => set(undefined)}
    >
      <FilterSelect label={t('products.status')} value={status ?? ''} onChange={(event) => set(event.target.value)}>
        <option value="">{t('common.all')}</option>
        <option value="aktif">{t('products.active')}</option>
        <option value="nonaktif">{t('products.inactive')}</option>
      </FilterSelect>
    </FilterBar>
  );
}

/** Products: the brands whose customers are worked. */
export function ProductsPage() {
  const { t } = useTexts();
  const { status, q, sort = 'name', page, ukuran } = route.useSearch();
  const setSearch = useSetSearch();
  const active = status === undefined ? undefined : status === 'aktif';
  const list = useQuery({
    ...read('GET /products', { query: { active, q, sort, page, pageSize: ukuran } }),
    placeholderData: keepPreviousData,
  });
  const [open, setOpen] = useState<{ readonly product?: Product }>();
  const columns = useProductColumns((product) => setOpen({ product }));
  const filtered = status !== undefined || q !== undefined;
  const create = (
    <Button kind="primary" size="large" icon={<Plus size={17} aria-hidden />} onClick={() => setOpen({})}>
      {t('products.create')}
    </Button>
  );
  return (
    <Page
      title={t('frame.products')}
      summary={list.data === undefined ? t('common.loading') : t('products.summary', { count: list.data.total })}
      actions={list.data?.total === 0 && !filtered ? undefined : create}
    >
      <ListTable
        name="products"
        label={t('frame.products')}
        columns={columns}
        list={list.data}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => row.id}
        sort={sort}
        countWord={t('products.word')}
        filtered={filtered}
        onClear={() => setSearch({ status: undefined, q: undefined, page: undefined })}
        nothing={
          <EmptyState icon={<Package size={22} />} title={t('products.emptyTitle')} actions={create}>
            {t('products.emptyHint')}
          </EmptyState>
        }
        bar={<Filters />}
        onOpen={(product) => setOpen({ product })}
      />
      {open !== undefined && <ProductDialog {...open} onClose={() => setOpen(undefined)} />}
    </Page>
  );
}
