import { useQuery } from '@tanstack/react-query';
import { EllipsisVertical, Package, Pencil, Plus, Power } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../contract/products.ts';
import { ProductDialog } from '../features/products/product-dialog.tsx';
import { useProblemText } from '../lib/problem-text.ts';
import { useAct } from '../lib/read.ts';
import { productsRead } from '../lib/shared-reads.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Card } from '../ui/layout.tsx';
import { Menu } from '../ui/menu.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { type Column, Table } from '../ui/table.tsx';
import { HiddenText, Text } from '../ui/text.tsx';
import { showToast } from '../ui/toast.tsx';
import { LoadProblem } from './load-problem.tsx';

type Open = { readonly product?: Product };

function Actions({ product, onChange }: { readonly product: Product; readonly onChange: (product: Product) => void }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const change = useAct('PATCH /products/:id', {
    onSuccess: ({ name }) => showToast({ tone: 'ok', text: t('products.saved', { name }) }),
    onError: (error) => showToast({ tone: 'bad', text: `${problemText(error).title}. ${problemText(error).detail}` }),
  });
  const icon = { size: 16, 'aria-hidden': true } as const;
  return (
    <Menu
      trigger={(props) => (
        <IconButton label={t('products.actionsFor', { name: product.name })} disabled={change.isPending} {...props}>
          <EllipsisVertical size={18} aria-hidden />
        </IconButton>
      )}
      entries={[
        { key: 'change', label: t('products.change'), icon: <Pencil {...icon} />, onSelect: () => onChange(product) },
        {
          key: 'active',
          label: t(product.active ? 'products.deactivate' : 'products.activate'),
          icon: <Power {...icon} />,
          onSelect: () => change.mutate({ params: { id: product.id }, body: { active: !product.active } }),
        },
      ]}
    />
  );
}

/** Products: the brands whose customers are worked. */
export function ProductsPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(productsRead);
  const [open, setOpen] = useState<Open>();
  const columns: readonly Column<Product>[] = [
    { key: 'name', name: true, header: t('products.name'), cell: (row) => <Text weight={600}>{row.name}</Text> },
    {
      key: 'status',
      header: t('products.status'),
      place: 'wide',
      cell: (row) => <Chip tone={row.active ? 'ok' : 'quiet'}>{t(row.active ? 'products.active' : 'products.inactive')}</Chip>,
    },
    { key: 'matching', header: t('products.matching'), place: 'wide', cell: (row) => t(row.matchPhones ? 'common.yes' : 'common.no') },
    { key: 'across', header: t('products.across'), place: 'wide', cell: (row) => t(row.holdAcrossModules ? 'common.yes' : 'common.no') },
    {
      key: 'actions',
      header: <HiddenText>{t('common.actions')}</HiddenText>,
      width: 44,
      place: 'corner',
      cell: (row) => <Actions product={row} onChange={(product) => setOpen({ product })} />,
    },
  ];
  const create = (
    <Button kind="primary" size="large" icon={<Plus size={17} aria-hidden />} onClick={() => setOpen({})}>
      {t('products.create')}
    </Button>
  );
  return (
    <Page
      title={t('frame.products')}
      summary={data === undefined ? t('common.loading') : t('products.summary', { count: data.total })}
      actions={data?.total === 0 ? undefined : create}
    >
      {error !== null && data === undefined ? (
        <LoadProblem error={error} onRetry={() => refetch()} />
      ) : (
        <Card>
          {data?.total === 0 ? (
            <EmptyState icon={<Package size={22} />} title={t('products.emptyTitle')} actions={create}>
              {t('products.emptyHint')}
            </EmptyState>
          ) : (
            <Table label={t('frame.products')} columns={columns} rows={data?.items} rowKey={(row) => row.id} />
          )}
        </Card>
      )}
      {open !== undefined && <ProductDialog {...open} onClose={() => setOpen(undefined)} />}
    </Page>
  );
}
