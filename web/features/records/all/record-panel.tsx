import { useQuery } from '@tanstack/react-query';
import { ArrowLeftRight, FileX, Share2, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Record } from '../../../../contract/records.ts';
import { formatBusinessDay, formatMoment } from '../../../lib/formats.ts';
import { useProblemText } from '../../../lib/problem-text.ts';
import { read } from '../../../lib/read.ts';
import { memberName } from '../../../lib/member.ts';
import { useTexts } from '../../../lib/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { type Definition, Definitions } from '../../../ui/definitions.tsx';
import { Row } from '../../../ui/layout.tsx';
import { TextLink } from '../../../ui/link.tsx';
import { EmptyState, Notice } from '../../../ui/notice.tsx';
import { SidePanel } from '../../../ui/side-panel.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Text } from '../../../ui/text.tsx';
import { RecordChips, RecordColumns, RecordFacts } from '../record-facts.tsx';
import { RecordTimeline } from '../record-timeline.tsx';
import type { TakeAct } from './chosen-acts.tsx';
import { StateChip, VerdictChip } from './record-columns.tsx';

/** A line of the facts, left out where there is nothing to say. */
const fact = (key: string, name: string, value: ReactNode): Definition[] => (value === null || value === '' ? [] : [{ key, name, value }]);

/** Leads to another record of the same module, in this panel. */
function RecordLink({ id, children }: { readonly id: string; readonly children: string }) {
  return (
    <TextLink to="." search={(before) => ({ ...before, record: id })}>
      {children}
    </TextLink>
  );
}

function useFacts(): (record: Record) => readonly Definition[] {
  const { t } = useTexts();
  return (record) => {
    const { staffName, batchId, assignedAt, reasonLabel, note, contact, followUpOn, replaces, replacedBy, archivedAt } = record;
    return [
      ...fact('state', t('allRecords.state'), <StateChip state={record.state} />),
      ...fact(
        'database',
        t('allRecords.database'),
        <TextLink to="." search={(before) => ({ produk: before.produk, database: record.databaseId, record: record.id })}>
          {record.databaseName}
        </TextLink>,
      ),
      ...fact('product', t('allRecords.product'), record.productName),
      ...fact('staff', t('allRecords.staff'), staffName),
      ...fact(
        'card',
        t('allRecords.card'),
        batchId === null ? null : (
          <TextLink to="/kartu/$batchId" params={{ batchId }} search={{ record: record.id }}>
            {t('allRecords.openCard')}
          </TextLink>
        ),
      ),
      ...fact('assignedAt', t('allRecords.assignedAt'), assignedAt === null ? null : formatMoment(assignedAt)),
      ...fact('verdict', t('allRecords.verdict'), record.state === 'available' ? null : <VerdictChip verdict={record.verdict} />),
      ...fact('reason', t('allRecords.reason'), reasonLabel),
      ...fact('note', t('allRecords.note'), note),
      ...fact('contact', t('allRecords.contact'), contact.result === 'none' ? null : t(`records.${contact.result}`)),
      ...fact('lastContact', t('allRecords.lastContact'), contact.lastAt === null ? null : formatMoment(contact.lastAt)),
      ...fact('followUp', t('allRecords.followUp'), followUpOn === null ? null : formatBusinessDay(followUpOn)),
      ...fact('archivedAt', t('allRecords.archivedAt'), archivedAt === null ? null : formatMoment(archivedAt)),
      ...fact(
        'replaces',
        t('allRecords.replaces'),
        replaces === null ? null : <RecordLink id={replaces}>{t('allRecords.openReplaced')}</RecordLink>,
      ),
      ...fact(
        'replacedBy',
        t('allRecords.replacedBy'),
        replacedBy === null ? null : <RecordLink id={replacedBy}>{t('allRecords.openReplacement')}</RecordLink>,
      ),
    ];
  };
}

function Acts({ record, onAct }: { readonly record: Record; readonly onAct: (act: TakeAct) => void }) {
  const { t } = useTexts();
  const icon = { size: 16, 'aria-hidden': true } as const;
  if (record.state === 'archived') return null;
  if (record.state === 'available')
    return (
      <Button kind="primary" icon={<Share2 {...icon} />} onClick={() => onAct('pick')}>
        {t('assigning.title')}
      </Button>
    );
  return (
    <>
      <Button kind="badOutline" icon={<Undo2 {...icon} />} onClick={() => onAct('recall')}>
        {t('allRecords.recall')}
      </Button>
      <Button icon={<ArrowLeftRight {...icon} />} onClick={() => onAct('transfer')}>
        {t('allRecords.transfer')}
      </Button>
    </>
  );
}

function Content({ record }: { readonly record: Record }) {
  const facts = useFacts();
  return (
    <>
      <Row gap={2} wrap>
        <RecordChips record={record} />
      </Row>
      {record.conflict !== null && <Notice tone="warn" title={record.conflict.reason} />}
      <RecordFacts record={record} />
      <Definitions items={facts(record)} />
      <RecordColumns record={record} />
      <RecordTimeline recordId={record.id} />
    </>
  );
}

interface RecordPanelProps {
  readonly recordId: string;
  readonly onAct: (act: TakeAct, record: Record) => void;
  readonly onClose: () => void;
}

/** One record beside the list: who it is of, where it is, what was made of it, and what was in the file. */
export function RecordPanel({ recordId, onAct, onClose }: RecordPanelProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const { data: record, error } = useQuery({ ...read('GET /records/:id', { params: { id: recordId } }), retry: false });
  const frame = { closeLabel: t('common.close'), onClose };
  if (record === undefined) {
    return (
      <SidePanel {...frame} title={error === null ? t('common.loading') : t('allRecords.goneTitle')}>
        {error === null ? (
          <Skeleton style={{ height: 360, borderRadius: 12 }} />
        ) : (
          <EmptyState icon={<FileX size={22} />} title={problemText(error).title}>
            {t('allRecords.goneHint')}
          </EmptyState>
        )}
      </SidePanel>
    );
  }
  return (
    <SidePanel
      {...frame}
      title={memberName(record)}
      subtitle={
        <Text kind="dense" tone="text2">
          <bdi>{record.databaseName}</bdi> · {t('allRecords.row', { row: record.rowNumber })}
        </Text>
      }
      {...(record.state === 'archived' ? {} : { actions: <Acts record={record} onAct={(act) => onAct(act, record)} /> })}
    >
      <Content record={record} />
    </SidePanel>
  );
}
