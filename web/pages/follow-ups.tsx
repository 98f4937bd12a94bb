import { CalendarCheck } from 'lucide-react';
import type { Record } from '../../contract/records.ts';
import { RecordRow } from '../features/records/record-row.tsx';
import { useCardRecords } from '../lib/card-records.ts';
import { businessDay, formatBusinessDay } from '../lib/formats.ts';
import { useTexts } from '../lib/texts.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Card, Stack } from '../ui/layout.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { RowLink } from '../ui/touch.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Text } from '../ui/text.tsx';
import { LoadProblem } from './load-problem.tsx';

/** Later than any day that can be chosen: what is still to come is listed too. */
const everything = '2999-12-31';

interface GroupProps {
  readonly title: string;
  readonly records: readonly Record[];
  readonly late?: boolean;
}

function Group({ title, records, late = false }: GroupProps) {
  if (records.length === 0) return null;
  const [first] = records;
  const sameDay = records.every((record) => record.followUpOn === first?.followUpOn);
  return (
    <Stack gap={2}>
      <Text as="h2" weight={600} {...(late ? { tone: 'bad' } : {})}>
        {title}
      </Text>
      <Card as="ul">
        {records.map((record) => (
          <li key={record.id}>
            <RowLink
              {...(record.batchId === null
                ? { to: '/belum-dikelompokkan' }
                : { to: '/kartu/$batchId', params: { batchId: record.batchId } })}
              search={{ record: record.id, dari: 'tindak-lanjut' }}
              style={{ minHeight: 64 }}
            >
              <RecordRow
                record={record}
                more={[sameDay && !late ? '' : formatBusinessDay(record.followUpOn ?? ''), record.note ?? ''].filter(Boolean).join(' · ')}
              />
            </RowLink>
          </li>
        ))}
      </Card>
    </Stack>
  );
}

/** Records to call again: those that were missed, today's, and what is still to come. */
export function FollowUpsPage() {
  const { t } = useTexts();
  const today = businessDay();
  const { records, error, refetch } = useCardRecords({ followUpDue: everything });
  const planned = (records ?? [])
    .filter((record) => record.followUpOn !== null)
    .toSorted((one, other) => ((one.followUpOn ?? '') < (other.followUpOn ?? '') ? -1 : 1));
  const due = planned.filter((record) => record.followUpOn !== null && record.followUpOn <= today);
  const summary = t('followUps.summary', { count: due.length });
  return (
    <Page title={t('followUps.title')} summary={records === undefined ? t('common.loading') : summary}>
      {error !== null && records === undefined && <LoadProblem error={error} onRetry={() => refetch()} />}
      {records === undefined && error === null && <Skeleton style={{ height: 320, borderRadius: 12 }} />}
      {records !== undefined && due.length === 0 && (
        <Card>
          <EmptyState
            icon={<CalendarCheck size={22} />}
            title={t('followUps.emptyTitle')}
            actions={<ButtonLink to="/data-saya">{t('followUps.toData')}</ButtonLink>}
          >
            {t('followUps.emptyHint')}
          </EmptyState>
        </Card>
      )}
      <Group title={t('followUps.overdue')} records={due.filter((record) => record.followUpOn !== today)} late />
      <Group title={t('followUps.today')} records={due.filter((record) => record.followUpOn === today)} />
      <Group title={t('followUps.coming')} records={planned.filter((record) => (record.followUpOn ?? '') > today)} />
    </Page>
  );
}
