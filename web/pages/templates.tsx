import { useQuery } from '@tanstack/react-query';
import { MessageSquareText, Plus } from 'lucide-react';
import { useState } from 'react';
import type { MessageTemplate } from '../../contract/templates.ts';
import { TemplateDialog } from '../features/templates/template-dialog.tsx';
import { TemplateTable } from '../features/templates/template-table.tsx';
import { read } from '../lib/read.ts';
import { useTexts } from '../lib/texts.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { LoadProblem } from './load-problem.tsx';

const everyTemplate = read('GET /message-templates', {});

/** The texts staff send to members by WhatsApp: add, edit with a preview, order, switch off. */
export function TemplatesPage() {
  const { t } = useTexts();
  const { data, error, refetch } = useQuery(everyTemplate);
  const [open, setOpen] = useState<{ readonly template?: MessageTemplate }>();
  const create = (
    <Button kind="primary" size="large" icon={<Plus size={17} aria-hidden />} onClick={() => setOpen({})}>
      {t('templates.create')}
    </Button>
  );
  return (
    <Page title={t('frame.templates')} summary={t('templates.summary')} actions={data?.items.length === 0 ? undefined : create}>
      {error !== null && data === undefined ? (
        <LoadProblem error={error} onRetry={() => refetch()} />
      ) : (
        <TemplateTable
          rows={data?.items}
          onChange={(template) => setOpen({ template })}
          empty={
            <EmptyState icon={<MessageSquareText size={22} />} title={t('templates.emptyTitle')} actions={create}>
              {t('templates.emptyHint')}
            </EmptyState>
          }
        />
      )}
      {open !== undefined && <TemplateDialog {...open} onClose={() => setOpen(undefined)} />}
    </Page>
  );
}
