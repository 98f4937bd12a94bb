import { ArrowLeft, ArrowRight, List, UserX } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Record } from '../../contract/records.ts';
import { ContactForm } from '../features/records/contact-form.tsx';
import { RecordChips, RecordColumns, RecordFacts, RecordNotices } from '../features/records/record-facts.tsx';
import { RecordTimeline } from '../features/records/record-timeline.tsx';
import { nextUnvalidated } from '../features/records/record-filter.ts';
import { VerdictBar } from '../features/validation/verdict-bar.tsx';
import { memberName } from '../lib/member.ts';
import { useTexts } from '../lib/texts.ts';
import { ButtonLink } from '../ui/button.tsx';
import { IconLink } from '../ui/icon-button.tsx';
import { Row, Stack } from '../ui/layout.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { Progress } from '../ui/progress.tsx';
import { NextLink, StepBar } from '../ui/touch.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Text } from '../ui/text.tsx';
import { LoadProblem } from './load-problem.tsx';
import { useAddresses, type Workspace } from './workspace.ts';

function TopBar({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTexts();
  const { list, origin } = useAddresses(workspace);
  const records = workspace.records ?? [];
  const valid = records.filter((record) => record.verdict === 'valid').length;
  const invalid = records.filter((record) => record.verdict === 'invalid').length;
  const words = { done: valid + invalid, total: records.length };
  return (
    <StepBar>
      <div>
        <IconLink label={t(origin === undefined ? 'records.backToList' : 'common.back')} {...(origin ?? list)}>
          <ArrowLeft size={22} strokeWidth={1.75} aria-hidden />
        </IconLink>
        <Stack grow>
          <Text weight={600} cut>
            {workspace.title}
          </Text>
          <Text kind="dense" tone="text2">
            {t('cards.doneOfWords', words)}
          </Text>
        </Stack>
        <IconLink label={t('records.list')} {...list}>
          <List size={22} strokeWidth={1.75} aria-hidden />
        </IconLink>
      </div>
      <Progress
        label={t('cards.doneOfWords', words)}
        parts={[
          { tone: 'ok', value: valid },
          { tone: 'bad', value: invalid },
        ]}
        whole={records.length}
        shape="edge"
      />
    </StepBar>
  );
}

function Next({ workspace, current }: { readonly workspace: Workspace; readonly current: Record }) {
  const { t } = useTexts();
  const addresses = useAddresses(workspace);
  const records = workspace.records ?? [];
  const next = nextUnvalidated(records, current.id);
  const left = records.filter((record) => record.verdict === 'unvalidated' && record.id !== current.id).length;
  if (next === undefined) {
    return (
      <NextLink to="/data-saya">
        <span>
          <Text kind="dense" tone="text2">
            {t('records.allDone')}
          </Text>
          <Text weight={600}>{t('records.backToCards')}</Text>
        </span>
        <ArrowRight size={20} aria-hidden />
      </NextLink>
    );
  }
  return (
    <NextLink {...addresses.record(next.id)} replace>
      <span>
        <Text kind="dense" tone="text2">
          {t(current.verdict === 'unvalidated' ? 'records.nextOthers' : 'records.next', { count: left })}
        </Text>
        <Row gap={2}>
          <Text weight={600} cut dir="auto" style={{ textAlign: 'left' }}>
            {memberName(next)}
          </Text>
          <RecordChips record={next} />
        </Row>
      </span>
      <ArrowRight size={20} aria-hidden />
    </NextLink>
  );
}

function RecordHeading({ record }: { readonly record: Record }) {
  const { t } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <Stack>
      <h1 ref={heading} tabIndex={-1}>
        <Text kind="title" wrap dir="auto">
          {memberName(record)}
        </Text>
      </h1>
      <Row gap={2} wrap>
        <RecordChips record={record} />
        <Text kind="dense" tone="text2" wrap>
          {t('records.recordAt', { row: record.rowNumber })} · <bdi>{record.productName}</bdi>
        </Text>
      </Row>
    </Stack>
  );
}

function Gone({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTexts();
  const { list, record } = useAddresses(workspace);
  const next = nextUnvalidated(workspace.records ?? [], '');
  return (
    <EmptyState
      alone
      live="alert"
      icon={<UserX size={22} />}
      title={t('records.gone')}
      actions={
        <>
          {next !== undefined && (
            <ButtonLink kind="primary" {...record(next.id)} replace>
              <Text cut weight={600}>
                {t('records.goNext', { name: memberName(next) })}
              </Text>
            </ButtonLink>
          )}
          <ButtonLink {...list}>{t('records.backToList')}</ButtonLink>
        </>
      }
    >
      {t('records.goneHint')}
    </EmptyState>
  );
}

/** One record on a phone: who, how to reach them, what came of it, and the verdict under the thumb. */
export function RecordScreen({ workspace, recordId }: { readonly workspace: Workspace; readonly recordId: string }) {
  const record = workspace.records?.find((one) => one.id === recordId);
  const name = record === undefined ? '' : memberName(record);
  useEffect(() => {
    if (name !== '') document.title = `${name} · Cermat`;
  }, [name]);
  return (
    <>
      <TopBar workspace={workspace} />
      {workspace.records === undefined &&
        (workspace.error === null ? (
          <Skeleton style={{ height: 480, margin: 16, borderRadius: 12 }} />
        ) : (
          <LoadProblem error={workspace.error} onRetry={workspace.reload} />
        ))}
      {workspace.records !== undefined && record === undefined && <Gone workspace={workspace} />}
      {record !== undefined && (
        <>
          <Stack key={record.id} gap={3} style={{ padding: '14px 16px 232px' }}>
            <RecordHeading record={record} />
            <RecordNotices record={record} />
            <RecordFacts record={record} />
            {workspace.mayMark && <ContactForm record={record} />}
            <RecordColumns record={record} />
            <RecordTimeline recordId={record.id} />
          </Stack>
          {workspace.mayMark && (
            <VerdictBar
              name={name}
              verdict={record.verdict}
              fixed
              onValid={() => workspace.markValid([record])}
              onInvalid={() => workspace.markInvalid([record])}
            >
              <Next workspace={workspace} current={record} />
            </VerdictBar>
          )}
        </>
      )}
    </>
  );
}
