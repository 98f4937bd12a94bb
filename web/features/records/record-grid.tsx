import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Record } from '../../../contract/records.ts';
import { formatBusinessDay, formatPhone } from '../../lib/formats.ts';
import { Row } from '../../ui/layout.tsx';
import { Grid, type GridColumn } from '../../ui/grid.tsx';
import { Text } from '../../ui/text.tsx';
import { RecordChips, recordName } from './record-facts.tsx';
import { VerdictSign } from './record-row.tsx';
import { customerIdOf } from '../../lib/customer-id.ts';

interface RecordGridProps {
  readonly records: readonly Record[];
  readonly selected: ReadonlySet<string>;
  readonly openId: string | undefined;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly onOpen: (record: Record) => void;
}

/** Every original column that any of the records has, in the order of their files. */
const originalColumns = (records: readonly Record[]) => [...new Set(records.flatMap((record) => Object.keys(record.data)))];

/** The records of a card as a table, with all their original columns. */
export function RecordGrid({ records, selected, openId, onSelect, onOpen }: RecordGridProps) {
  const { t } = useTranslation();
  const columns = useMemo<readonly GridColumn<Record>[]>(
    () => [
      {
        key: 'name',
        header: t('records.name'),
        cell: (record) => (
          <Row gap={2}>
            <VerdictSign verdict={record.verdict} size={18} />
            <button
              type="button"
              data-plain=""
              onClick={() => onOpen(record)}
              aria-label={t('records.openRecord', { name: recordName(record) })}
            >
              <Text kind="dense" weight={600}>
                {recordName(record)}
              </Text>
            </button>
            <RecordChips record={record} />
          </Row>
        ),
      },
      { key: 'customerKey', header: t('records.customerId'), cell: (record) => customerIdOf(record) },
      {
        key: 'phone',
        header: t('records.phone'),
        cell: (record) => (record.phone === null ? <Text tone="text3">{record.phoneText ?? '–'}</Text> : formatPhone(record.phone)),
      },
      {
        key: 'contact',
        header: t('records.contactResult'),
        cell: (record) =>
          record.contact.result === 'none' ? <Text tone="text3">{t('records.none')}</Text> : t(`records.${record.contact.result}`),
      },
      { key: 'reason', header: t('validation.reason'), cell: (record) => record.reasonLabel ?? '' },
      { key: 'note', header: t('records.note'), cell: (record) => record.note ?? '' },
      {
        key: 'followUp',
        header: t('records.followUp'),
        cell: (record) => (record.followUpOn === null ? '' : formatBusinessDay(record.followUpOn)),
      },
      ...originalColumns(records).map((name) => ({ key: `data:${name}`, header: name, cell: (record: Record) => record.data[name] ?? '' })),
    ],
    [records, t, onOpen],
  );
  return (
    <Grid
      label={t('records.list')}
      columns={columns}
      rows={records}
      rowKey={(record) => record.id}
      selectLabel={(record) => t('records.select', { name: recordName(record) })}
      selectAllLabel={t('records.selectAllOnCard', { count: records.length })}
      selected={selected}
      openKey={openId}
      onSelect={onSelect}
      onOpen={onOpen}
    />
  );
}
