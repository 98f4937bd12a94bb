import type { ReactNode } from 'react';
import type { OutputOf } from '../../lib/interface.ts';
import { formatShare } from '../../lib/formats.ts';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Text } from '../../ui/text.tsx';

export type InvalidGroup = OutputOf<'GET /invalid-records'>['groups'][number];

const namedInBanner = 3;

/** Staff of the groups, those with the most invalid records first. */
function staffOf(groups: readonly InvalidGroup[]) {
  const byStaff = new Map<string, { name: string; invalid: number; holding: number }>();
  for (const group of groups) {
    const known = byStaff.get(group.staffId);
    byStaff.set(group.staffId, { name: group.staffName, invalid: (known?.invalid ?? 0) + group.count, holding: group.staffHolding });
  }
  return [...byStaff.values()].toSorted((one, other) => other.invalid - one.invalid);
}

interface InvalidBannerProps {
  readonly groups: readonly InvalidGroup[];
  readonly total: number;
  readonly see: ReactNode;
  readonly onReplace: () => void;
}

/** What waits to be processed, and by whom it was marked; nothing where nothing waits. */
export function InvalidBanner({ groups, total, see, onReplace }: InvalidBannerProps) {
  const { t } = useTexts();
  if (total === 0) return null;
  const staff = staffOf(groups);
  const named = staff
    .slice(0, namedInBanner)
    .map(({ name, invalid, holding }) =>
      t('validation.staffShare', { name, count: invalid, share: formatShare(invalid, holding), holding }),
    );
  const others = staff.length - namedInBanner;
  return (
    <Notice
      tone="warn"
      title={
        <>
          {t('validation.banner')} <Text weight={400}>{t('validation.bannerText', { count: total, staff: staff.length })}</Text>
        </>
      }
      actions={
        <>
          {see}
          <Button onClick={onReplace}>{t('validation.replace')}</Button>
        </>
      }
    >
      {named.join(' · ')}
      {others > 0 && ` ${t('validation.andOthers', { count: others })}`}
    </Notice>
  );
}
