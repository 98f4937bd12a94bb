import type { Record } from '../../../../contract/records.ts';
import { formatBusinessDay, formatDay, formatMoment, formatNumber } from '../../../lib/formats.ts';
import { customerIdOf, memberName, phoneOf, reachOf } from '../../../lib/member.ts';
import { useTexts } from '../../../lib/texts.ts';
import { Chip, type ChipTone } from '../../../ui/chip.tsx';
import type { Column } from '../../../ui/data-table/column.ts';
import { Row, Stack } from '../../../ui/layout.tsx';
import { Nothing, Pieces, Text } from '../../../ui/text.tsx';
import { originalCell } from '../original-cell.ts';
import { RecordChips } from '../record-facts.tsx';

const stateTones: { readonly [State in Record['state']]: ChipTone } = { available: 'plain', assigned: 'accent', archived: 'quiet' };
const verdictTones: { readonly [Verdict in Record['verdict']]: ChipTone } = { unvalidated: 'plain', valid: 'ok', invalid: 'bad' };

/** Whether somebody holds a record, or has it in the archive. */
export function StateChip({ state }: Pick<Record, 'state'>) {
  const { t } = useTexts();
  return <Chip tone={stateTones[state]}>{t(`allRecords.${state}`)}</Chip>;
}

/** What staff say of a record. */
export function VerdictChip({ verdict }: Pick<Record, 'verdict'>) {
  const { t } = useTexts();
  return <Chip tone={verdictTones[verdict]}>{t(`records.${verdict}`)}</Chip>;
}

function Quiet({ children }: { readonly children: string | null }) {
  return children === null || children === '' ? <Nothing /> : <span dir="auto">{children}</span>;
}

function Member({ record }: { readonly record: Record }) {
  return (
    <Stack>
      <Text weight={600} wrap>
        <bdi>{memberName(record)}</bdi>
      </Text>
      <Pieces of={reachOf(record)} />
      <Row gap={1} wrap>
        <RecordChips record={record} />
      </Row>
    </Stack>
  );
}

/** What was said of a record: the verdict where somebody holds it or it is archived, with its reason. */
function Verdict({ record }: { readonly record: Record }) {
  if (record.state === 'available') return <Quiet>{null}</Quiet>;
  return (
    <Stack gap={1} align="flex-start">
      <VerdictChip verdict={record.verdict} />
      {record.reasonLabel !== null && (
        <Text kind="small" tone="text2" style={{ maxWidth: '100%' }}>
          {record.reasonLabel}
        </Text>
      )}
    </Stack>
  );
}

const day = (text: string | null) => (text === null ? null : formatBusinessDay(text));

/** The columns that everybody sees at first. */
function useUsualColumns(): readonly Column<Record>[] {
  const { t } = useTexts();
  return [
    {
      key: 'member',
      name: true,
      wrap: true,
      header: t('allRecords.member'),
      sort: 'name',
      cell: (row) => <Member record={row} />,
    },
    {
      key: 'database',
      header: t('allRecords.database'),
      sort: 'database',
      narrow: true,
      place: 'wide',
      cell: (row) => (
        <Stack>
          <Text cut>{row.databaseName}</Text>
          <Text kind="small" tone="text2">
            {t('allRecords.row', { row: row.rowNumber })}
          </Text>
        </Stack>
      ),
    },
    { key: 'state', header: t('allRecords.state'), place: 'wide', cell: (row) => <StateChip state={row.state} /> },
    { key: 'staff', header: t('allRecords.staff'), place: 'wide', cell: (row) => <Quiet>{row.staffName}</Quiet> },
    {
      key: 'verdict',
      header: t('allRecords.verdict'),
      sort: 'verdict',
      narrow: true,
      place: 'wide',
      cell: (row) => <Verdict record={row} />,
    },
    {
      key: 'contact',
      header: t('allRecords.contact'),
      place: 'wide',
      cell: (row) => <Quiet>{row.contact.result === 'none' ? null : t(`records.${row.contact.result}`)}</Quiet>,
    },
    {
      key: 'followUp',
      header: t('allRecords.followUp'),
      sort: 'followUpOn',
      hidden: true,
      place: 'wide',
      cell: (row) => <Quiet>{day(row.followUpOn)}</Quiet>,
    },
    {
      key: 'assignedAt',
      header: t('allRecords.assigned'),
      sort: 'assignedAt',
      place: 'wide',
      cell: (row) => <Quiet>{row.assignedAt === null ? null : formatDay(row.assignedAt)}</Quiet>,
    },
  ];
}

/** The columns of a module's records: the usual ones, those to be chosen, and the original ones of the list that is looked at. */
export function useRecordColumns(originals: readonly string[]): readonly Column<Record>[] {
  const { t } = useTexts();
  const usual = useUsualColumns();
  return [
    ...usual,
    {
      key: 'customerId',
      header: t('records.customerId'),
      sort: 'customerKey',
      hidden: true,
      place: 'wide',
      proportional: true,
      cell: (row) => <Quiet>{customerIdOf(row)}</Quiet>,
    },
    {
      key: 'phone',
      header: t('allRecords.phone'),
      hidden: true,
      place: 'wide',
      proportional: true,
      cell: (row) => <Quiet>{phoneOf(row)}</Quiet>,
    },
    { key: 'product', header: t('allRecords.product'), hidden: true, place: 'wide', cell: (row) => row.productName },
    { key: 'note', header: t('allRecords.note'), hidden: true, wrap: true, place: 'wide', cell: (row) => <Quiet>{row.note}</Quiet> },
    { key: 'attempts', header: t('allRecords.attempts'), hidden: true, end: true, cell: (row) => formatNumber(row.contact.attempts) },
    {
      key: 'archivedAt',
      header: t('allRecords.archived'),
      sort: 'archivedAt',
      hidden: true,
      place: 'wide',
      cell: (row) => <Quiet>{row.archivedAt === null ? null : formatMoment(row.archivedAt)}</Quiet>,
    },
    ...originals.map((name, place): Column<Record> => {
      return {
        key: `original:${name}`,
        header: name,
        hidden: true,
        wrap: true,
        place: 'wide',
        cell: (row) => <Quiet>{originalCell(row, name, place) ?? null}</Quiet>,
      };
    }),
  ];
}
