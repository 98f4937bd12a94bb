import { useTranslation } from 'react-i18next';
import { RecordsWorkspace } from './records-workspace.tsx';

/** Held records that belong to no card. */
export function UngroupedPage() {
  const { t } = useTranslation();
  return <RecordsWorkspace title={t('cards.ungrouped')} filter={{ ungrouped: true }} path="/belum-dikelompokkan" />;
}
