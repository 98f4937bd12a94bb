import { getRouteApi } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import type { ComponentProps } from 'react';
import { InvalidRecords } from '../features/validation/invalid-records.tsx';
import { addressOf } from '../lib/client.ts';
import { readLanguage } from '../lib/language.ts';
import { useSetSearch } from '../lib/set-search.ts';
import { useTexts } from '../lib/texts.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu } from '../ui/menu.tsx';
import { StaffFilter } from './staff-filter.tsx';

const route = getRouteApi('/frame/$module');

function InvalidBar() {
  const { t } = useTexts();
  const { module } = route.useParams();
  const { produk, staff } = route.useSearch();
  const download = (format: 'xlsx' | 'csv') =>
    location.assign(addressOf('GET /invalid-records/export', { query: { module, productId: produk, format, language: readLanguage() } }));
  return (
    <>
      <StaffFilter label={t('validation.staffFilter')} value={staff} />
      <Menu
        trigger={(props) => (
          <IconButton label={t('table.export')} outlined {...props}>
            <Download size={18} strokeWidth={1.75} aria-hidden />
          </IconButton>
        )}
        entries={[
          { key: 'xlsx', label: t('table.exportXlsx'), onSelect: () => download('xlsx') },
          { key: 'csv', label: t('table.exportCsv'), onSelect: () => download('csv') },
        ]}
      />
    </>
  );
}

/** Records marked invalid that wait, of all staff or of one; the banner's button replaces all of them. */
export function InvalidTab({ groups }: { readonly groups: ComponentProps<typeof InvalidRecords>['groups'] }) {
  const { panel, staff } = route.useSearch();
  const setSearch = useSetSearch();
  const replaceAll = panel === 'ganti';
  const shown = staff === undefined || replaceAll ? groups : groups?.filter((group) => group.staffId === staff);
  return (
    <InvalidRecords
      groups={shown}
      replaceAll={replaceAll}
      bar={<InvalidBar />}
      onReplaceAllEnd={() => replaceAll && setSearch({ panel: undefined })}
    />
  );
}
