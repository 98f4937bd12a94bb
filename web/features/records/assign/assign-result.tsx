import { useQuery } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import type { OutputOf } from '../../../lib/interface.ts';
import { formatNumber } from '../../../lib/formats.ts';
import { useProblemText } from '../../../lib/problem-text.ts';
import { useAct } from '../../../lib/read.ts';
import { staffRead } from '../../../lib/shared-reads.ts';
import { useTexts } from '../../../lib/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Definitions } from '../../../ui/definitions.tsx';
import { Stack } from '../../../ui/layout.tsx';
import { TextLink } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { Text } from '../../../ui/text.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { usePassedOverText } from './passed-over.ts';

type Result = OutputOf<'POST /assignments'>;

interface AssignResultProps {
  readonly result: Result;
  readonly onUndone: () => void;
}

/** Takes the cards back, as long as nobody has worked on them. */
function useUndo({ result, onUndone }: AssignResultProps) {
  const { t } = useTexts();
  const recall = useAct('POST /records/recall');
  const undo = async () => {
    const cards = result.assignments.filter(({ batchId }) => batchId !== null);
    const { recalled: count } = await recall.mutateAsync({
      body: {
        batchIds: cards.flatMap(({ batchId }) => batchId ?? []),
        unvalidatedOnly: true,
        expected: cards.reduce((sum, { given }) => sum + given, 0),
      },
    });
    showToast({ tone: 'ok', text: t('assigning.undone', { count }) });
    onUndone();
  };
  // A refusal is shown by the mutation's own error.
  return { error: recall.error, busy: recall.isPending, undo: () => void undo().catch(() => undefined) };
}

/** What an assignment gave to whom, each with its card, and what it could not give. */
export function AssignResult({ result, onUndone }: AssignResultProps) {
  const { t } = useTexts();
  const passedOverText = usePassedOverText();
  const problemText = useProblemText();
  const { data } = useQuery(staffRead);
  const { undo, busy, error } = useUndo({ result, onUndone });
  const nameOf = (id: string) => data?.items.find((user) => user.id === id)?.name ?? id;
  const given = result.assignments.reduce((sum, one) => sum + one.given, 0);
  const asked = result.assignments.reduce((sum, one) => sum + one.asked, 0);
  const receivers = result.assignments.filter((one) => one.given > 0).length;
  return (
    <Stack gap={4}>
      {error !== null && <ProblemNotice {...problemText(error)} />}
      <Notice tone={given < asked ? 'warn' : 'ok'} live="status" title={t('assigning.done', { count: given, staff: receivers })}>
        {given < asked ? `${t('assigning.doneShort', { count: asked - given })} ${passedOverText(result.passedOver)}` : null}
      </Notice>
      <Definitions
        items={result.assignments.map((one) => ({
          key: one.staffId,
          name:
            one.batchId === null ? (
              nameOf(one.staffId)
            ) : (
              <TextLink to="/kartu/$batchId" params={{ batchId: one.batchId }}>
                {t('assigning.cardOf', { name: nameOf(one.staffId) })}
              </TextLink>
            ),
          value: one.given === one.asked ? formatNumber(one.given) : t('common.pageOf', { page: one.given, pages: one.asked }),
          quiet: one.given === 0,
        }))}
      />
      {given === asked && (
        <Text kind="dense" tone="text2">
          {passedOverText(result.passedOver)}
        </Text>
      )}
      {given > 0 && (
        <Button busy={busy} icon={<Undo2 size={16} aria-hidden />} onClick={undo} style={{ alignSelf: 'flex-start' }}>
          {t('assigning.undo')}
        </Button>
      )}
    </Stack>
  );
}
