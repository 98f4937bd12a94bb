import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { productsRead } from '../../lib/shared-reads.ts';
import { useTexts } from '../../lib/texts.ts';
import { FilterSelect } from '../../ui/field.tsx';

/** The product that every page speaks of; kept in the URL from page to page. */
export function ProductFilter() {
  const { t } = useTexts();
  const { data } = useQuery(productsRead);
  const { produk } = useSearch({ from: '/frame' });
  const navigate = useNavigate();
  if (data === undefined || data.items.length < 2) return null;
  return (
    <FilterSelect
      label={t('common.product')}
      value={produk ?? ''}
      onChange={(event) => {
        const chosen = event.target.value;
        // An empty text, not an absent one: an absent parameter would be carried over from this page.
        void navigate({ to: '.', search: (before) => ({ ...before, page: undefined, produk: chosen }) });
      }}
    >
      <option value="">{t('common.allProducts')}</option>
      {data.items.map((product) => (
        <option key={product.id} value={product.id}>
          {product.name}
        </option>
      ))}
    </FilterSelect>
  );
}
