import type { Receipt } from '../../../contract/databases.ts';
import { formatNumber } from '../../lib/formats.ts';
import { useTexts } from '../../lib/texts.ts';
import { Definitions } from '../../ui/definitions.tsx';

/** Every row of the file in exactly one line, and their sum. */
export function ReceiptLines({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTexts();
  const lines = [
    { key: 'imported', name: t('importing.receiptImported'), count: receipt.imported },
    { key: 'duplicateInFile', name: t('importing.duplicateInFile'), count: receipt.duplicateInFile },
    { key: 'existing', name: t('importing.receiptExisting'), count: receipt.existing },
    { key: 'emptyKey', name: t('importing.emptyKey'), count: receipt.emptyKey },
    { key: 'unreadable', name: t('importing.unreadable'), count: receipt.unreadable },
  ];
  return (
    <Definitions
      items={[
        ...lines.map(({ key, name, count }) => ({ key, name, value: formatNumber(count), quiet: count === 0 })),
        { key: 'rows', name: t('importing.receiptSum'), value: formatNumber(receipt.rows), strong: true },
        ...(receipt.phonesUnreadable > 0
          ? [
              {
                key: 'phones',
                name: `${t('importing.phonesUnreadable')}. ${t('importing.phonesHint')}`,
                value: formatNumber(receipt.phonesUnreadable),
              },
            ]
          : []),
      ]}
    />
  );
}
