import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useValuesDraft } from '../../lib/drafts.ts';
import { useProblemText } from '../../lib/problem-text.ts';
import { read, useAct } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { SelectField, TextArea } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { showToast } from '../../ui/toast.tsx';
import { Text } from '../../ui/text.tsx';
import type { InvalidGroup } from './invalid-banner.tsx';

export interface ChosenRecords {
  readonly recordIds: readonly string[];
  /** The groups that the records are of. */
  readonly groups: readonly InvalidGroup[];
}

interface ProcessDialogProps {
  readonly chosen: ChosenRecords;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** How many of the chosen have no replacement in their own database, each group taken by itself. */
function shortfallOf({ recordIds, groups }: ChosenRecords): number {
  const ids = new Set(recordIds);
  return groups.reduce((sum, group) => sum + Math.max(0, group.recordIds.filter((id) => ids.has(id)).length - group.replaceable), 0);
}

interface FillFieldProps {
  readonly chosen: ChosenRecords;
  readonly short: number;
  readonly value: string;
  readonly onChange: (databaseId: string) => void;
}

function FillField({ chosen, short, value, onChange }: FillFieldProps) {
  const { t } = useTexts();
  const [first] = chosen.groups;
  const oneProduct = chosen.groups.every((group) => group.productId === first?.productId && group.module === first.module);
  const { data } = useQuery({
    ...read('GET /databases', {
      query: { module: first?.module, productId: first?.productId, available: true, sort: '-available', pageSize: 100 },
    }),
    enabled: oneProduct && first !== undefined,
  });
  if (!oneProduct) return <Notice tone="info">{t('validation.fillMixed')}</Notice>;
  const own = new Set(chosen.groups.map((group) => group.databaseId));
  const others = (data === undefined || !('counts' in data) ? [] : data.items).filter(
    (database) => chosen.groups.length > 1 || !own.has(database.id),
  );
  return (
    <SelectField
      label={t('validation.fill')}
      hint={t('validation.fillHint', { count: short })}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{t('validation.fillNone')}</option>
      {others.map((database) => (
        <option key={database.id} value={database.id}>
          {t('validation.fillOption', { name: database.name, count: database.counts.available })}
        </option>
      ))}
    </SelectField>
  );
}

/** Archive the chosen and put a new record into the same card for each. */
export function ReplaceDialog({ chosen, onClose, onDone }: ProcessDialogProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const [fill, setFill] = useState('');
  const count = chosen.recordIds.length;
  const short = shortfallOf(chosen);
  const replace = useAct('POST /replacements', {
    onSuccess: (result) => {
      const said = t('validation.replaced', { count: result.replaced, short: result.shortfall });
      showToast({
        tone: result.shortfall === 0 ? 'ok' : 'plain',
        text: result.shortfall === 0 ? said : `${said} ${t('validation.replacedShort', { count: result.shortfall })}`,
      });
      onDone();
    },
  });
  return (
    <ConfirmDialog
      title={t('validation.replaceTitle', { count })}
      action={t('validation.replaceConfirm', { count })}
      busy={replace.isPending}
      onConfirm={() => replace.mutate({ body: { recordIds: [...chosen.recordIds], ...(fill === '' ? {} : { fillFromDatabaseId: fill }) } })}
      onClose={onClose}
    >
      {replace.isError && <ProblemNotice {...problemText(replace.error)} />}
      <p>{t('validation.replaceText')}</p>
      {short > 0 && <FillField chosen={chosen} short={short} value={fill} onChange={setFill} />}
    </ConfirmDialog>
  );
}

/** Archive the chosen without a replacement. */
export function ArchiveDialog({ chosen, onClose, onDone }: ProcessDialogProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const count = chosen.recordIds.length;
  const restore = useAct('POST /archive/restore', {
    onSuccess: ({ restored }) => showToast({ tone: 'ok', text: t('validation.archiveUndone', { count: restored }) }),
    onError: (error) => showToast({ tone: 'bad', text: `${problemText(error).title}. ${problemText(error).detail}` }),
  });
  const archive = useAct('POST /archive', {
    onSuccess: (result, { body }) => {
      const run = () => restore.mutate({ body: { recordIds: body.recordIds, to: 'batch' } });
      showToast({
        tone: 'ok',
        text: t('validation.archived', { count: result.archived }),
        action: { label: t('common.undo'), run },
      });
      onDone();
    },
  });
  return (
    <ConfirmDialog
      title={t('validation.archiveTitle', { count })}
      action={t('validation.archiveConfirm', { count })}
      busy={archive.isPending}
      onConfirm={() => archive.mutate({ body: { recordIds: [...chosen.recordIds] } })}
      onClose={onClose}
    >
      {archive.isError && <ProblemNotice {...problemText(archive.error)} />}
      <p>{t('validation.archiveText', { count })}</p>
    </ConfirmDialog>
  );
}

/** Send the chosen back to be checked again, with a word to the staff member. */
export function RejectDialog({ chosen, onClose, onDone }: ProcessDialogProps) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const [note, setNote] = useState('');
  const [strict, setStrict] = useState(false);
  const count = chosen.recordIds.length;
  const draft = useValuesDraft('reject', { note }, (kept) => setNote(kept.note));
  const reject = useAct('POST /records/verdict/reject', {
    onSuccess: (result) => {
      showToast({ tone: 'ok', text: t('validation.rejected', { count: result.changed }) });
      draft.clear();
      onDone();
    },
  });
  const submit = () => {
    setStrict(true);
    if (note.trim() !== '') reject.mutate({ body: { recordIds: [...chosen.recordIds], note: note.trim() } });
  };
  return (
    <ConfirmDialog
      title={t('validation.rejectTitle', { count })}
      action={t('validation.rejectConfirm', { count })}
      busy={reject.isPending}
      onConfirm={submit}
      onClose={onClose}
    >
      {reject.isError && <ProblemNotice {...problemText(reject.error)} />}
      <Text>{t('validation.rejectText')}</Text>
      <DraftNotice restored={draft.restored} discard={draft.discard} />
      <TextArea
        label={t('validation.rejectNote')}
        placeholder={t('validation.rejectNotePlaceholder')}
        value={note}
        maxLength={2_000}
        autoFocus
        error={strict && note.trim() === '' ? t('field.required') : undefined}
        onChange={(event) => setNote(event.target.value)}
      />
    </ConfirmDialog>
  );
}
