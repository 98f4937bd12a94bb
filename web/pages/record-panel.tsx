import { isolated } from '../../contract/isolated.ts';
import type { Record } from '../../contract/records.ts';
import { ContactForm } from '../features/records/contact-form.tsx';
import { RecordColumns, RecordFacts, RecordNotices } from '../features/records/record-facts.tsx';
import { nextUnvalidated } from '../features/records/record-filter.ts';
import { RecordTimeline } from '../features/records/record-timeline.tsx';
import { VerdictBar } from '../features/validation/verdict-bar.tsx';
import { memberName } from '../lib/member.ts';
import { useTexts } from '../lib/texts.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { Text } from '../ui/text.tsx';
import { useOpenRecord, type Workspace } from './workspace.ts';

/** One record beside the card's table; what became of it is said where it is gone. */
export function RecordPanel({ workspace, recordId }: { readonly workspace: Workspace; readonly recordId: string }) {
  const { t } = useTexts();
  const open = useOpenRecord();
  const record = workspace.records?.find((one) => one.id === recordId);
  if (workspace.records === undefined) return null;
  if (record === undefined) {
    return (
      <SidePanel title={t('records.gone')} closeLabel={t('common.close')} onClose={() => open(undefined)}>
        <Notice tone="warn" live="alert" title={t('records.gone')}>
          {t('records.goneHint')}
        </Notice>
      </SidePanel>
    );
  }
  return <OpenRecord key={record.id} workspace={workspace} record={record} />;
}

function OpenRecord({ workspace, record }: { readonly workspace: Workspace; readonly record: Record }) {
  const { t } = useTexts();
  const open = useOpenRecord();
  const next = nextUnvalidated(workspace.records ?? [], record.id);
  return (
    <SidePanel
      title={memberName(record)}
      subtitle={`${t('records.recordAt', { row: record.rowNumber })} · ${isolated(record.productName)}`}
      closeLabel={t('common.close')}
      onClose={() => open(undefined)}
      foot={
        workspace.mayMark ? (
          <VerdictBar
            name={memberName(record)}
            verdict={record.verdict}
            fixed={false}
            onValid={() => workspace.markValid([record])}
            onInvalid={() => workspace.markInvalid([record])}
          >
            {next !== undefined && (
              <Button kind="quiet" onClick={() => open(next.id, true)}>
                <Text cut weight={600}>
                  {t('records.goNext', { name: memberName(next) })}
                </Text>
              </Button>
            )}
            <Text kind="small" tone="text3" style={{ textAlign: 'center' }}>
              {t('records.keys')}
            </Text>
          </VerdictBar>
        ) : undefined
      }
    >
      <RecordNotices record={record} />
      <RecordFacts record={record} />
      {workspace.mayMark && <ContactForm record={record} />}
      <RecordColumns record={record} />
      <RecordTimeline recordId={record.id} />
    </SidePanel>
  );
}
