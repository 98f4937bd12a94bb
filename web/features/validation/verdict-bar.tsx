import { CircleCheck, CircleX } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import type { Verdict } from '../../../contract/records.ts';
import { useTexts } from '../../lib/texts.ts';
import { useToastLift } from '../../ui/toast-lift.ts';
import { ThumbBar, ThumbButton, ThumbPair } from '../../ui/touch.tsx';

interface VerdictBarProps {
  readonly name: string;
  readonly verdict: Verdict;
  /** Fixed under the thumb on a phone; at the foot of its panel at a desk. */
  readonly fixed: boolean;
  readonly onValid: () => void;
  readonly onInvalid: () => void;
  readonly children?: ReactNode;
}

/** The second click of a double click says nothing more: on a slow phone it would meet the mark of the first and take it back. */
const once = (act: () => void) => (event: MouseEvent) => {
  if (event.detail < 2) act();
};

/** The two verdicts, large enough for a thumb; the one that holds is filled. */
export function VerdictBar({ name, verdict, fixed, onValid, onInvalid, children }: VerdictBarProps) {
  const { t } = useTexts();
  const bar = useToastLift(fixed);
  return (
    <ThumbBar ref={bar} data-fixed={fixed ? '' : undefined} role="group" aria-label={t('records.verdictOf', { name })}>
      <ThumbPair>
        <ThumbButton
          type="button"
          data-tone="ok"
          data-other={verdict === 'invalid' ? '' : undefined}
          aria-pressed={verdict === 'valid'}
          onClick={once(onValid)}
        >
          <CircleCheck size={24} strokeWidth={1.75} aria-hidden />
          {t('records.valid')}
        </ThumbButton>
        <ThumbButton
          type="button"
          data-tone="bad"
          data-other={verdict === 'valid' ? '' : undefined}
          aria-pressed={verdict === 'invalid'}
          onClick={once(onInvalid)}
        >
          <CircleX size={24} strokeWidth={1.75} aria-hidden />
          {t('records.invalid')}
        </ThumbButton>
      </ThumbPair>
      {children}
    </ThumbBar>
  );
}
