import { useTexts } from '../lib/texts.ts';
import { RecordsWorkspace } from './records-workspace.tsx';

/** Held records that belong to no card. */
export function UngroupedPage() {
  const { t } = useTexts();
  return <RecordsWorkspace title={t('cards.ungrouped')} filter={{ ungrouped: true }} path="/belum-dikelompokkan" />;
}
