import type { PassedOver } from '../../../../contract/assignments.ts';
import { useTexts } from '../../../lib/texts.ts';

const reasons = ['reserved', 'doNotContact', 'held', 'archived', 'duplicate'] as const;

/** Why records were passed over, in words with their counts, in the order in which the reasons are asked. */
export function usePassedOverText(): (passedOver: PassedOver) => string {
  const { t } = useTexts();
  return (passedOver) => {
    const said = reasons
      .filter((reason) => passedOver[reason] > 0)
      .map((reason) => t(`assigning.${reason}`, { count: passedOver[reason] }));
    return said.length === 0 ? t('assigning.nonePassedOver') : t('assigning.passedOver', { reasons: said.join(', ') });
  };
}
