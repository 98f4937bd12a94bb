import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { RecordRow } from '../features/records/record-row.tsx';
import { read } from '../lib/read.ts';
import { useTexts } from '../lib/texts.ts';
import { Card, Stack } from '../ui/layout.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Text } from '../ui/text.tsx';
import { RowLink } from '../ui/touch.tsx';
import { LoadProblem } from './load-problem.tsx';

/** More than anybody reads through; whoever finds so many types on. */
const most = 50;

/** The records on any of one's cards that a search finds, each a touch away. */
export function FoundRecords({ q }: { readonly q: string }) {
  const { t } = useTexts();
  const { data, error, refetch } = useQuery({
    ...read('GET /records', { query: { q, pageSize: most, sort: 'name' } }),
    placeholderData: keepPreviousData,
  });
  if (error !== null && data === undefined) return <LoadProblem error={error} onRetry={() => refetch()} />;
  if (data === undefined) return <Skeleton style={{ height: 192, borderRadius: 12 }} />;
  return (
    <Stack gap={2}>
      <h2>
        <Text weight={600} role="status">
          {t('cards.foundRecords', { count: data.total })}
        </Text>
      </h2>
      <Card as={data.total === 0 ? 'section' : 'ul'}>
        {data.total === 0 && (
          <EmptyState icon={<SearchX size={22} />} title={t('common.nothingFound')}>
            {t('cards.nothingFoundHint')}
          </EmptyState>
        )}
        {data.items.map((record) => (
          <li key={record.id}>
            <RowLink
              {...(record.batchId === null
                ? { to: '/belum-dikelompokkan' }
                : { to: '/kartu/$batchId', params: { batchId: record.batchId } })}
              search={{ record: record.id, dari: 'pencarian', cari: q }}
              style={{ minHeight: 64 }}
            >
              <RecordRow record={record} />
            </RowLink>
          </li>
        ))}
      </Card>
      {data.total > data.items.length && (
        <Text kind="dense" tone="text2">
          {t('cards.foundMore', { count: data.items.length })}
        </Text>
      )}
    </Stack>
  );
}
