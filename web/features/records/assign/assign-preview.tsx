import { useQuery } from '@tanstack/react-query';
import { Info, TriangleAlert } from 'lucide-react';
import { isolated } from '../../../../contract/isolated.ts';
import type { InputOf, OutputOf } from '../../../lib/interface.ts';
import { call } from '../../../lib/client.ts';
import { formatNumber } from '../../../lib/formats.ts';
import { useSettled } from '../../../lib/hooks.ts';
import { useProblemText } from '../../../lib/problem-text.ts';
import { staffRead } from '../../../lib/shared-reads.ts';
import { useTexts } from '../../../lib/texts.ts';
import { Line, Row, Stack, Sunken } from '../../../ui/layout.tsx';
import { FigureRow } from '../../../ui/pick-list.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Text } from '../../../ui/text.tsx';
import { usePassedOverText } from './passed-over.ts';

export type AssignInput = InputOf<'POST /assignments'>['body'];

/** How many would be given, asked again as the choice changes; nothing is changed by asking. */
export function useAssignPreview(body: AssignInput | undefined) {
  const wanted = body === undefined ? '' : JSON.stringify(body);
  const settled = useSettled(wanted, 250);
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['POST /assignments/preview', settled],
    queryFn: ({ signal }) => call('POST /assignments/preview', { body: JSON.parse(settled) as AssignInput }, { signal }),
    enabled: settled !== '',
    placeholderData: (before) => before,
    staleTime: 3_000,
  });
  return { data, error, isEarlier: isPlaceholderData || settled !== wanted };
}

/** How many would be given to all of them together: at most what was asked for, until the preview of this very choice has come. */
export function givenOf({ data, isEarlier }: Pick<ReturnType<typeof useAssignPreview>, 'data' | 'isEarlier'>, asked: number): number {
  if (data === undefined) return asked;
  return isEarlier ? Math.min(asked, data.eligible) : data.shares.reduce((sum, { given }) => sum + given, 0);
}

/** Beyond so many people a list of names says less than least and most. */
const mostNamed = 12;

/** Who would get how many, where it is not the same for all. */
function SharesByName({ shares }: Pick<OutputOf<'POST /assignments/preview'>, 'shares'>) {
  const { data } = useQuery(staffRead);
  const names = new Map(data?.items.map(({ id, name }) => [id, name]));
  const sorted = shares.toSorted((one, other) => other.given - one.given);
  return (
    <Text kind="dense" tone="text2" wrap>
      {sorted.map(({ staffId, given }) => `${isolated(names.get(staffId) ?? '…')}\u00A0${formatNumber(given)}`).join(', ')}
    </Text>
  );
}

interface AssignPreviewProps {
  readonly body: AssignInput | undefined;
  readonly asked: number;
}

/** What pressing the button would do: how many qualify, how many each gets, and why the rest are passed over. */
export function AssignPreview({ body, asked }: AssignPreviewProps) {
  const { t } = useTexts();
  const passedOverText = usePassedOverText();
  const problemText = useProblemText();
  const preview = useAssignPreview(body);
  const { data, error } = preview;
  if (body === undefined) return <Sunken>{<Text tone="text2">{t('assigning.chooseStaff')}</Text>}</Sunken>;
  if (error !== null && data === undefined) return <Sunken role="alert">{problemText(error).detail}</Sunken>;
  if (data === undefined) return <Skeleton style={{ height: 148, borderRadius: 12 }} />;
  const given = givenOf(preview, asked);
  const shares = data.shares.map((share) => share.given);
  const [least, most] = [Math.min(...shares), Math.max(...shares)];
  return (
    <Sunken role="status" aria-busy={preview.isEarlier} style={{ opacity: preview.isEarlier ? 0.6 : 1 }}>
      <Stack gap={3}>
        <Row justify="space-between">
          <Text weight={600}>{t('assigning.preview')}</Text>
          <Text kind="dense" tone="text2">
            {t('assigning.available', { count: data.available })}
          </Text>
        </Row>
        <FigureRow>
          <div>
            <dt>{t('assigning.eligible')}</dt>
            <dd>{formatNumber(data.eligible)}</dd>
          </div>
          <div>
            <dt>{t('assigning.willBeGiven')}</dt>
            <dd data-accent="">{formatNumber(given)}</dd>
          </div>
          <div>
            <dt>{t('assigning.perStaff')}</dt>
            <dd>{least === most ? formatNumber(least) : t('assigning.perStaffRange', { from: least, to: most })}</dd>
          </div>
        </FigureRow>
        {least !== most && shares.length <= mostNamed && <SharesByName shares={data.shares} />}
        <Line />
        {given < asked && (
          <Row gap={2} align="flex-start">
            <TriangleAlert size={16} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
            <Text kind="dense" tone="warn" weight={500}>
              {given < data.eligible
                ? t('assigning.shortReserved', { count: given, short: asked - given })
                : t('assigning.short', { count: given, short: asked - given })}
            </Text>
          </Row>
        )}
        <Row gap={2} align="flex-start">
          <Info size={16} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
          <Text kind="dense" tone="text2">
            {passedOverText(data.passedOver)}
          </Text>
        </Row>
      </Stack>
    </Sunken>
  );
}
