import { EllipsisVertical, Pencil, Power } from 'lucide-react';
import type { Product } from '../../../contract/products.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { useAct } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { Chip } from '../../ui/chip.tsx';
import type { Column } from '../../ui/data-table/column.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { HiddenText, Text } from '../../ui/text.tsx';
import { showToast } from '../../ui/toast.tsx';

function Actions({ product, onChange }: { readonly product: Product; readonly onChange: (product: Product) => void }) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const { id, name, active } = product;
  const refuse = (error: Error) => showToast({ tone: 'bad', text: `${problemText(error).title}. ${problemText(error).detail}` });
  const change = useAct('PATCH /products/:id', { onError: refuse });
  const turn = (to: boolean) =>
    change.mutate(
      { params: { id }, body: { active: to } },
      {
        onSuccess: () =>
          showToast({
            tone: 'ok',
            text: t(to ? 'products.switchedOn' : 'products.switchedOff', { name }),
            action: { label: t('common.undo'), run: () => change.mutate({ params: { id }, body: { active: !to } }) },
          }),
      },
    );
  const icon = { size: 16, 'aria-hidden': true } as const;
  return (
    <Menu
      trigger={(props) => (
        <IconButton label={t('products.actionsFor', { name })} disabled={change.isPending} {...props}>
          <EllipsisVertical size={18} aria-hidden />
        </IconButton>
      )}
      entries={[
        { key: 'change', label: t('products.change'), icon: <Pencil {...icon} />, onSelect: () => onChange(product) },
        {
          key: 'active',
          label: t(active ? 'products.deactivate' : 'products.activate'),
          icon: <Power {...icon} />,
          onSelect: () => turn(!active),
        },
      ]}
    />
  );
}

/** The products and how the members of each are told apart and held. */
export function useProductColumns(onChange: (product: Product) => void): readonly Column<Product>[] {
  const { t } = useTexts();
  const yesNo = (yes: boolean) => (yes ? t('common.yes') : <Text tone="text3">{t('common.no')}</Text>);
  return [
    {
      key: 'name',
      name: true,
      wrap: true,
      header: t('products.name'),
      sort: 'name',
      cell: (row) => (
        <Text weight={600} wrap {...(row.active ? {} : { tone: 'text3' as const })}>
          <bdi>{row.name}</bdi>
        </Text>
      ),
    },
    {
      key: 'status',
      header: t('products.status'),
      place: 'wide',
      cell: (row) => <Chip tone={row.active ? 'ok' : 'quiet'}>{t(row.active ? 'products.active' : 'products.inactive')}</Chip>,
    },
    { key: 'matching', header: t('products.matching'), place: 'wide', cell: (row) => yesNo(row.matchPhones) },
    { key: 'across', header: t('products.across'), place: 'wide', cell: (row) => yesNo(row.holdAcrossModules) },
    {
      key: 'actions',
      header: <HiddenText>{t('common.actions')}</HiddenText>,
      width: 44,
      place: 'corner',
      cell: (row) => <Actions product={row} onChange={onChange} />,
    },
  ];
}
