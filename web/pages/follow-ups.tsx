import { useTranslation } from 'react-i18next';
import { CalendarCheck } from 'lucide-react';
import type { Record } from '../../contract/records.ts';
import { RecordRow } from '../features/records/record-row.tsx';
import { useCardRecords } from '../lib/card-records.ts';
import { businessDay, formatBusinessDay } from '../lib/formats.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Card, Stack } from '../ui/layout.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { RowLink } from '../ui/touch.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Text } from '../ui/text.tsx';
import { LoadProblem } from './load-problem.tsx';

function Group({ title, records }: { readonly title: string; readonly records: readonly Record[] }) {
  if (records.length === 0) return null;
  return (
    <Stack gap={2}>
      <Text as="h2" weight={600}>
        {title}
      </Text>
      <Card as="ul">
        {records.map((record) => (
          <li key={record.id}>
            <RowLink
              {...(record.batchId === null
                ? { to: '/belum-dikelompokkan' }
                : { to: '/kartu/$batchId', params: { batchId: record.batchId } })}
              search={{ record: record.id }}
              style={{ minHeight: 64 }}
            >
              <RecordRow record={record} more={record.followUpOn === null ? '' : formatBusinessDay(record.followUpOn)} />
            </RowLink>
          </li>
        ))}
      </Card>
    </Stack>
  );
}

/** Records to call again today, and those that were missed. */
export function FollowUpsPage() {
  const { t } = useTranslation();
  const today = businessDay();
  const { records, error, refetch } = useCardRecords({ followUpDue: today });
  const due = (records ?? []).filter((record) => record.followUpOn !== null && record.followUpOn <= today);
  return (
    <Page title={t('followUps.title')} summary={t('followUps.summary', { count: due.length })}>
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
      <Group title={t('followUps.overdue')} records={due.filter((record) => record.followUpOn !== today)} />
      <Group title={t('followUps.today')} records={due.filter((record) => record.followUpOn === today)} />
    </Page>
  );
}
