import { Download } from 'lucide-react';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../../../lib/client.ts';
import type { RunningImport } from '../../../lib/import-jobs.ts';
import { Button, ButtonAnchor } from '../../../ui/button.tsx';
import { SidePanel } from '../../../ui/side-panel.tsx';
import { ImportRun, useImportJob } from './import-run.tsx';

interface ImportDoneProps {
  readonly frame: Omit<ComponentProps<typeof SidePanel>, 'children' | 'actions'>;
  readonly started: RunningImport;
  readonly waiting: readonly File[];
  readonly onNext: (files: readonly File[]) => void;
  readonly onAssign: (databaseId: string) => void;
}

/** The end of an import: progress, then the receipt and what to do next. */
export function ImportDone({ frame, started, waiting, onNext, onAssign }: ImportDoneProps) {
  const { t } = useTranslation();
  const { data: job } = useImportJob(started.jobId);
  const succeeded = job?.state === 'succeeded';
  const receipt = job?.result !== undefined && 'imported' in job.result ? job.result : undefined;
  const next = (
    <Button onClick={() => onNext(waiting)} disabled={!succeeded && job?.state !== 'failed'}>
      {t(waiting.length > 0 ? 'importing.nextFile' : 'importing.another', { count: waiting.length })}
    </Button>
  );
  return (
    <SidePanel
      {...frame}
      actions={
        <>
          {next}
          <Button kind="primary" size="large" disabled={!succeeded} onClick={() => onAssign(started.databaseId)}>
            {t('importing.assignNow')}
          </Button>
        </>
      }
    >
      <ImportRun started={started} />
      {receipt !== undefined && receipt.rows > receipt.imported && (
        <ButtonAnchor
          href={addressOf('GET /databases/:id/rejected', { params: { id: started.databaseId }, query: { format: 'csv' } })}
          download
          icon={<Download size={16} aria-hidden />}
        >
          {t('databases.downloadRejected')}
        </ButtonAnchor>
      )}
    </SidePanel>
  );
}
