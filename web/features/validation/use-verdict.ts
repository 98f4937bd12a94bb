import { useQueryClient } from '@tanstack/react-query';
import type { Batch } from '../../../contract/batches.ts';
import { factsChangedBy } from '../../../contract/facts.ts';
import type { Record, Verdict } from '../../../contract/records.ts';
import { isRecordsQuery, stopReading, useChangeShown, useRefreshShown, useSendChange } from '../../lib/card-records.ts';
import { actSurely } from '../../lib/act-surely.ts';
import { call } from '../../lib/client.ts';
import type { InputOf } from '../../lib/interface.ts';
import { confirmChanged } from '../../lib/page-rereads.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { read } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { dismissActions, showToast } from '../../ui/toast.tsx';

export interface Reason {
  readonly id: string;
  readonly label: string;
  readonly note?: string | undefined;
}

type Body = InputOf<'POST /records/verdict'>['body'];

/** The requests that put records back to the verdicts they had: one for all that had the same. */
function backTo(records: readonly Record[]): readonly Body[] {
  const groups = new Map<string, Body>();
  for (const { id, verdict, reasonId, note } of records) {
    const key = verdict === 'invalid' ? `${verdict}/${reasonId}/${note}` : verdict;
    const group = groups.get(key);
    if (group === undefined)
      groups.set(key, {
        recordIds: [id],
        verdict,
        ...(verdict === 'invalid' && reasonId !== null ? { reasonId, ...(note === null ? {} : { note }) } : {}),
      });
    else group.recordIds.push(id);
  }
  return [...groups.values()];
}

/** The counts of a card after some of its records have another verdict. */
function moved(counts: Batch['counts'], before: readonly Record[], verdict: Verdict): Batch['counts'] {
  const next = { ...counts };
  for (const record of before) {
    next[record.verdict] -= 1;
    next[verdict] += 1;
  }
  return next;
}

const sayings = {
  valid: ['records.markedValid', 'records.markedManyValid'],
  invalid: ['records.markedInvalid', 'records.markedManyInvalid'],
  unvalidated: ['records.markedUnvalidated', 'records.markedManyUnvalidated'],
} as const;

/** Marks records: shown at once, offered to be undone for 6 s, taken back and said where the server refuses. */
export function useVerdict() {
  const { t } = useTexts();
  const problemText = useProblemText();
  const client = useQueryClient();
  const changeShown = useChangeShown();
  const sendChange = useSendChange();
  const refreshShown = useRefreshShown();

  const show = (before: readonly Record[], change: (record: Record) => Record, verdict: Verdict | undefined) => {
    changeShown(
      before.map((record) => record.id),
      change,
    );
    const [first] = before;
    if (first?.batchId === null || first === undefined || verdict === undefined) return;
    const { queryKey } = read('GET /batches/:id', { params: { id: first.batchId } });
    stopReading(client, queryKey);
    client.setQueryData(queryKey, (batch) =>
      batch === undefined ? undefined : { ...batch, counts: moved(batch.counts, before, verdict) },
    );
  };
  const settle = () => confirmChanged(client, factsChangedBy('validation.set_verdict'), isRecordsQuery);
  const putBack = (before: readonly Record[]) => {
    const known = new Map(before.map((record) => [record.id, record]));
    show(before, (record) => known.get(record.id) ?? record, undefined);
  };
  const refuse = (error: unknown, asItIs: readonly Record[]) => {
    const { title, detail } = problemText(error);
    dismissActions();
    putBack(asItIs);
    showToast({ tone: 'bad', text: `${t('records.notMarked')} ${title}. ${detail}` });
    settle();
  };
  const undo = async (before: readonly Record[], after: readonly Record[], marked: Promise<unknown>, noted: boolean) => {
    putBack(before);
    try {
      // The mark first, its undoing after it: the other way round the mark would stand.
      await marked.catch(() => undefined);
      await sendChange(async () => {
        for (const body of backTo(before)) await actSurely('POST /records/verdict', { body });
        if (noted) for (const { id, note } of before) await call('PATCH /records/:id', { params: { id }, body: { note } });
      });
      showToast({ tone: 'ok', text: t('records.undone') });
    } catch (error) {
      refuse(error, after);
    }
    settle();
  };
  return async (before: readonly Record[], verdict: Verdict, name: string, reason?: Reason) => {
    const body: Body = {
      recordIds: before.map((record) => record.id),
      verdict,
      ...(reason === undefined ? {} : { reasonId: reason.id, ...(reason.note === undefined ? {} : { note: reason.note }) }),
    };
    const mark = (record: Record): Record => ({
      ...record,
      verdict,
      reasonId: reason?.id ?? null,
      reasonLabel: reason?.label ?? null,
      rejection: null,
    });
    show(before, mark, verdict);
    const marked = sendChange(() => actSurely('POST /records/verdict', { body }));
    const [one, many] = sayings[verdict];
    showToast({
      tone: 'plain',
      text: before.length === 1 ? t(one, { name }) : t(many, { count: before.length }),
      action: { label: t('common.undo'), run: () => void undo(before, before.map(mark), marked, reason?.note !== undefined) },
    });
    try {
      await marked;
      // How the note joined the one that was there, the server knows.
      if (reason?.note !== undefined) void refreshShown();
      settle();
    } catch (error) {
      refuse(error, before);
    }
  };
}
