import { useQuery } from '@tanstack/react-query';
import { CircleSlash, Plus } from 'lucide-react';
import { useState } from 'react';
import type { InvalidReason } from '../../contract/validation.ts';
import { ReasonDialog } from '../features/reasons/reason-dialog.tsx';
import { ReasonTable } from '../features/reasons/reason-table.tsx';
import { read } from '../lib/read.ts';
import { useTexts } from '../lib/texts.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { LoadProblem } from './load-problem.tsx';

const everyReason = read('GET /invalid-reasons', { query: { pageSize: 500 } });
const usageRead = read('GET /invalid-reasons/usage', {});

/** The reasons for an invalid mark: add, rename, what each means for the member, switch off. */
export function ReasonsPage() {
  const { t } = useTexts();
  const { data, error, refetch } = useQuery(everyReason);
  const usage = useQuery(usageRead);
  const [open, setOpen] = useState<{ readonly reason?: InvalidReason }>();
  const create = (
    <Button kind="primary" size="large" icon={<Plus size={17} aria-hidden />} onClick={() => setOpen({})}>
      {t('reasons.create')}
    </Button>
  );
  return (
    <Page title={t('frame.reasons')} summary={t('reasons.summary')} actions={data?.total === 0 ? undefined : create}>
      {error !== null && data === undefined ? (
        <LoadProblem error={error} onRetry={() => refetch()} />
      ) : (
        <ReasonTable
          rows={data?.items}
          usage={usage.data === undefined ? undefined : new Map(usage.data.items.map(({ reasonId, records }) => [reasonId, records]))}
          onChange={(reason) => setOpen({ reason })}
          empty={
            <EmptyState icon={<CircleSlash size={22} />} title={t('reasons.emptyTitle')} actions={create}>
              {t('reasons.emptyHint')}
            </EmptyState>
          }
        />
      )}
      {open !== undefined && <ReasonDialog {...open} onClose={() => setOpen(undefined)} />}
    </Page>
  );
}
