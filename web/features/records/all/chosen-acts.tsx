import { ArrowLeftRight, Share2, Undo2 } from 'lucide-react';
import { mostRecordsAtOnce } from '../../../../contract/act-limits.ts';
import { useTexts } from '../../../lib/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Text } from '../../../ui/text.tsx';
import type { TakenRecords } from './chosen-records.ts';

/** What can be done with records that were chosen. */
export type TakeAct = 'recall' | 'transfer' | 'pick';

interface ChosenActsProps {
  readonly taken: TakenRecords | undefined;
  /** How many are chosen, whatever can be done with them. */
  readonly count: number;
  readonly onAct: (act: TakeAct) => void;
}

/** The acts on what is chosen; one that takes only some of them says how many. */
export function ChosenActs({ taken, count, onAct }: ChosenActsProps) {
  const { t } = useTexts();
  const icon = { size: 16, 'aria-hidden': true } as const;
  if (taken === undefined) return <Text tone="text2">{t('common.loading')}</Text>;
  const { held, free } = taken;
  const word = (act: string, total: number) => (total === count ? act : t('allRecords.someOf', { act, count: total }));
  if (Math.max(held.total, free.total) > mostRecordsAtOnce)
    return <Text tone="text2">{t('allRecords.tooMany', { most: mostRecordsAtOnce })}</Text>;
  if (held.total + free.total === 0) return <Text tone="text2">{t('allRecords.nothingToDo')}</Text>;
  return (
    <>
      {free.total > 0 && (
        <Button size="small" kind="primary" icon={<Share2 {...icon} />} onClick={() => onAct('pick')}>
          {word(t('allRecords.pick'), free.total)}
        </Button>
      )}
      {held.total > 0 && (
        <>
          <Button size="small" icon={<ArrowLeftRight {...icon} />} onClick={() => onAct('transfer')}>
            {word(t('allRecords.transfer'), held.total)}
          </Button>
          <Button size="small" kind="badOutline" icon={<Undo2 {...icon} />} onClick={() => onAct('recall')}>
            {word(t('allRecords.recall'), held.total)}
          </Button>
        </>
      )}
    </>
  );
}
