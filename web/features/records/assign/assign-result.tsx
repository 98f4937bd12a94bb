import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../lib/interface.ts';
import { staffRead } from '../../../lib/shared-reads.ts';
import { Definitions } from '../../../ui/definitions.tsx';
import { formatNumber } from '../../../lib/formats.ts';
import { Stack } from '../../../ui/layout.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Text } from '../../../ui/text.tsx';
import { usePassedOverText } from './passed-over.ts';

/** What an assignment gave to whom, and what it could not give. */
export function AssignResult({ result }: { readonly result: OutputOf<'POST /assignments'> }) {
  const { t } = useTranslation();
  const passedOverText = usePassedOverText();
  const { data } = useQuery(staffRead);
  const nameOf = (id: string) => data?.items.find((user) => user.id === id)?.name ?? id;
  const given = result.assignments.reduce((sum, one) => sum + one.given, 0);
  const asked = result.assignments.reduce((sum, one) => sum + one.asked, 0);
  const receivers = result.assignments.filter((one) => one.given > 0).length;
  return (
    <Stack gap={4}>
      <Notice tone={given < asked ? 'warn' : 'ok'} live="status" title={t('assigning.done', { count: given, staff: receivers })}>
        {given < asked && t('assigning.doneShort', { count: asked - given })}
      </Notice>
      <Definitions
        items={result.assignments.map((one) => ({
          key: one.staffId,
          name: nameOf(one.staffId),
          value: one.given === one.asked ? formatNumber(one.given) : t('common.pageOf', { page: one.given, pages: one.asked }),
          quiet: one.given === 0,
        }))}
      />
      <Text kind="dense" tone="text2">
        {passedOverText(result.passedOver)}
      </Text>
    </Stack>
  );
}
