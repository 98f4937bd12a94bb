import { useMemo } from 'react';
import type { Record } from '../../../contract/records.ts';
import { formatBusinessDay, formatWhen } from '../../lib/formats.ts';
import { customerIdOf, memberName, phoneOf } from '../../lib/member.ts';
import { useTexts } from '../../lib/texts.ts';
import type { Column } from '../../ui/data-table/column.ts';
import { Row } from '../../ui/layout.tsx';
import { Nothing, Text } from '../../ui/text.tsx';
import { originalCell } from './original-cell.ts';
import { RecordChip } from './record-facts.tsx';
import { VerdictSign } from './record-row.tsx';

/** Every original column that any of the records has, in the order of their files. */
const originalColumns = (records: readonly Record[]) => [...new Set(records.flatMap(({ columns }) => columns))];

function Contact({ record }: { readonly record: Record }) {
  const { t } = useTexts();
  const { result, lastAt } = record.contact;
  if (result === 'none') return <Text tone="text3">{t('records.none')}</Text>;
  return `${t(`records.${result}`)}${lastAt === null ? '' : ` · ${formatWhen(lastAt)}`}`;
}

/** What the file has where no phone can be read. */
function Unreadable({ record }: { readonly record: Record }) {
  const text = phoneOf(record);
  return text === null ? <Nothing /> : <Text tone="text3">{text}</Text>;
}

/** The columns of a card's table: who, how to reach them, what came of it, and every column of the file as it was. */
export function useCardColumns(records: readonly Record[] | undefined): readonly Column<Record>[] {
  const { t } = useTexts();
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
              {memberName(record)}
            </Text>
            <RecordChip record={record} />
          </Row>
        ),
      },
      {
        key: 'customerKey',
        header: t('records.customerId'),
        sort: 'customerKey',
        width: 160,
        proportional: true,
        cell: (record) => customerIdOf(record) ?? <Nothing />,
      },
      {
        key: 'phone',
        header: t('records.phone'),
        sort: 'phone',
        width: 148,
        proportional: true,
        cell: (record) => (record.phone === null ? <Unreadable record={record} /> : phoneOf(record)),
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
        (name, place): Column<Record> => ({
          key: `data:${name}`,
          header: name,
          sort: `data:${name}`,
          width: 160,
          cell: (record) => originalCell(record, name, place) ?? '',
        }),
      ),
    ],
    [originals, t],
  );
}
