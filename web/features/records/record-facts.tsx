import { CircleAlert, Clock, GitCompareArrows, Lock, RefreshCw } from 'lucide-react';
import type { Record } from '../../../contract/records.ts';
import { useTexts } from '../../lib/texts.ts';
import { Chip } from '../../ui/chip.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { FactCard, PairList } from '../../ui/touch.tsx';
import { Text } from '../../ui/text.tsx';
import { showToast } from '../../ui/toast.tsx';
import { customerIdOf, phoneOf } from '../../lib/member.ts';
import { ReachButtons } from './message-choice.tsx';

/** What stands out about a record, each as a chip. */
export function RecordChips({ record }: { readonly record: Record }) {
  const { t } = useTexts();
  return (
    <>
      {record.conflict !== null && (
        <Chip tone={record.conflict.kept ? 'quiet' : 'warn'} icon={<GitCompareArrows size={13} aria-hidden />}>
          {t('records.conflict')}
        </Chip>
      )}
      {record.verdict === 'invalid' && record.state === 'assigned' && <Chip tone="warn">{t('records.waiting')}</Chip>}
      {record.rejection !== null && <Chip tone="bad">{t('records.rejected')}</Chip>}
      {record.replaces !== null && (
        <Chip tone="accent">{t(record.verdict === 'unvalidated' ? 'records.fresh' : 'records.replacement')}</Chip>
      )}
      {record.doNotContact && <Chip tone="bad">{t('records.doNotContactChip')}</Chip>}
    </>
  );
}

/** The one thing that stands out most about a record, where there is room for one. */
export function RecordChip({ record }: { readonly record: Record }) {
  const { t } = useTexts();
  if (record.doNotContact) return <Chip tone="bad">{t('records.doNotContactChip')}</Chip>;
  if (record.conflict !== null && !record.conflict.kept) return <Chip tone="warn">{t('records.conflictShort')}</Chip>;
  if (record.rejection !== null) return <Chip tone="bad">{t('records.rejected')}</Chip>;
  if (record.verdict === 'invalid') return <Chip tone="warn">{t('records.waiting')}</Chip>;
  if (record.replaces !== null && record.verdict === 'unvalidated') return <Chip tone="accent">{t('records.fresh')}</Chip>;
  return null;
}

/** What a staff member must know before calling: a conflict, an admin's word. */
export function RecordNotices({ record }: { readonly record: Record }) {
  const { t } = useTexts();
  return (
    <>
      {record.conflict !== null && (
        <Notice
          tone={record.conflict.kept ? 'info' : 'warn'}
          icon={<Lock size={20} strokeWidth={1.75} aria-hidden />}
          title={record.conflict.reason}
        >
          {record.conflict.keeping === null
            ? t('records.conflictHint')
            : record.conflict.keeping.note === null
              ? t('records.conflictKeptWithoutNote', { name: record.conflict.keeping.byName })
              : t('records.conflictKept', { name: record.conflict.keeping.byName, note: record.conflict.keeping.note })}
        </Notice>
      )}
      {record.rejection !== null && (
        <Notice tone="bad" title={t('records.rejectedText')}>
          {record.rejection.note}
        </Notice>
      )}
      {record.verdict === 'invalid' && (
        <Notice tone="warn" icon={<Clock size={20} strokeWidth={1.75} aria-hidden />} title={t('records.waiting')}>
          {t('records.waitingReason', { reason: record.reasonLabel })} {t('records.waitingHint')}
        </Notice>
      )}
      {record.replaces !== null && record.verdict === 'unvalidated' && (
        <Notice tone="info" icon={<RefreshCw size={20} strokeWidth={1.75} aria-hidden />} title={t('records.replacementTitle')}>
          {t('records.replacementHint')}
        </Notice>
      )}
    </>
  );
}

function Fact({
  name,
  value,
  shown,
  nowrap = false,
}: {
  readonly name: string;
  readonly value: string;
  readonly shown: string;
  readonly nowrap?: boolean;
}) {
  const { t } = useTexts();
  return (
    <div>
      <dt>{name}</dt>
      <dd data-whole={nowrap ? '' : undefined}>{shown}</dd>
      <dd>
        <CopyButton
          text={value}
          label={t('common.copy')}
          describedAs={t('common.copyOf', { what: name })}
          onCopied={() => showToast({ tone: 'ok', text: t('common.copied', { what: name }) })}
          onFailed={() => showToast({ tone: 'bad', text: t('common.copyFailed') })}
        />
      </dd>
    </div>
  );
}

/** Customer ID and phone, to be copied; WhatsApp and a call, as links. */
export function RecordFacts({ record }: { readonly record: Record }) {
  const { t } = useTexts();
  const { phone } = record;
  const customerId = customerIdOf(record);
  const shown = phoneOf(record);
  return (
    <>
      {(customerId !== null || phone !== null) && (
        <FactCard>
          {customerId !== null && <Fact name={t('records.customerId')} value={customerId} shown={customerId} />}
          {phone !== null && shown !== null && <Fact name={t('records.phone')} value={phone} shown={shown} nowrap />}
        </FactCard>
      )}
      {phone === null ? (
        <Text kind="dense" tone="text2" style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
          <CircleAlert size={16} aria-hidden />
          {shown === null ? t('records.noPhone') : t('records.phoneUnreadable', { text: shown })}
        </Text>
      ) : (
        <ReachButtons record={record} phone={phone} />
      )}
    </>
  );
}

/** Every column of the file, as it was. */
export function RecordColumns({ record }: { readonly record: Record }) {
  const { t } = useTexts();
  return (
    <>
      <Text as="h2" weight={600}>
        {t('records.original')}
      </Text>
      <PairList>
        {record.columns.map((name, place) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{record.cells[place] || '–'}</dd>
          </div>
        ))}
      </PairList>
    </>
  );
}
