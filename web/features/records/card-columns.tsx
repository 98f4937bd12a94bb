import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Record } from '../../../contract/records.ts';
import { customerIdOf } from '../../lib/customer-id.ts';
import { formatBusinessDay, formatPhone, formatWhen } from '../../lib/formats.ts';
import type { Column } from '../../ui/data-table/column.ts';
import { Row } from '../../ui/layout.tsx';
import { Text } from '../../ui/text.tsx';
import { RecordChip, recordName } from './record-facts.tsx';
import { VerdictSign } from './record-row.tsx';

/** Every original column that any of the records has, in the order of their files. */
const originalColumns = (records: readonly Record[]) => [...new Set(records.flatMap((record) => Object.keys(record.data)))];

function Contact({ record }: { readonly record: Record }) {
  const { t } = useTranslation();
  const { result, lastAt } = record.contact;
  if (result === 'none') return <Text tone="text3">{t('records.none')}</Text>;
  return `${t(`records.${result}`)}${lastAt === null ? '' : ` · ${formatWhen(lastAt)}`}`;
}

/** The columns of a card's table: who, how to reach them, what came of it, and every column of the file as it was. */
export function useCardColumns(records: readonly Record[] | undefined): readonly Column<Record>[] {
  const { t } = useTranslation();
  const originals = useMemo(() => originalColumns(records ?? []), [records]).join('\n');
  return useMemo(
    () => [
      {
        key: 'name',
        header: t('records.name'),
        name: true,
        sort: 'name',
        width: 264,
        cell: (record) => (
          <Row gap={2}>
            <VerdictSign verdict={record.verdict} size={18} />
            <Text kind="dense" weight={600} cut dir="auto" style={{ textAlign: 'left' }}>
              {recordName(record)}
            </Text>
            <RecordChip record={record} />
          </Row>
        ),
      },
      { key: 'customerKey', header: t('records.customerId'), sort: 'customerKey', width: 160, cell: (record) => customerIdOf(record) },
      {
        key: 'phone',
        header: t('records.phone'),
        sort: 'phone',
        width: 148,
        cell: (record) => (record.phone === null ? <Text tone="text3">{record.phoneText ?? '–'}</Text> : formatPhone(record.phone)),
      },
      { key: 'contact', header: t('records.contactResult'), sort: 'contact', width: 184, cell: (record) => <Contact record={record} /> },
      { key: 'reason', header: t('records.reason'), width: 168, cell: (record) => record.reasonLabel ?? '' },
      { key: 'note', header: t('records.note'), width: 200, cell: (record) => record.note ?? '' },
      {
        key: 'followUp',
        header: t('records.followUp'),
        sort: 'followUp',
        width: 144,
        cell: (record) => (record.followUpOn === null ? '' : formatBusinessDay(record.followUpOn)),
      },
      ...(originals === '' ? [] : originals.split('\n')).map(
        (name): Column<Record> => ({
          key: `data:${name}`,
          header: name,
          sort: `data:${name}`,
          width: 160,
          cell: (record) => record.data[name] ?? '',
        }),
      ),
    ],
    [originals, t],
  );
}
