import { useEffect, useRef } from 'react';
import { formatBytes, formatNumber } from '../../../lib/formats.ts';
import { useProblemText } from '../../../lib/problem-text.ts';
import { useTexts } from '../../../lib/texts.ts';
import { Definitions } from '../../../ui/definitions.tsx';
import { Stack } from '../../../ui/layout.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { SampleTable } from '../../../ui/sample-table.tsx';
import { Text } from '../../../ui/text.tsx';
import { LayoutForm, type LayoutFormProps } from './layout-form.tsx';

/** More columns than this do not fit beside each other. */
const manyColumns = 6;

interface FilePreviewProps extends LayoutFormProps {
  /** It is being read again. */
  readonly busy: boolean;
  /** Why it could not be read in the way that was asked for last. */
  readonly refusal: unknown;
}

/** Beside what was chosen, and seen from wherever that was; the choice keeps the focus. */
function LayoutRefusal({ refusal }: { readonly refusal: unknown }) {
  const { t } = useTexts();
  const problemText = useProblemText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <Notice tone="bad" live="alert" ref={box} title={t('importing.layoutRefused')}>
      {problemText(refusal).detail}
    </Notice>
  );
}

/** How a file was read, and its first rows, so that a wrong guess is seen, and set right, before it is imported. */
export function FilePreview({ busy, refusal, ...layout }: FilePreviewProps) {
  const { t } = useTexts();
  const { uploaded } = layout;
  return (
    <Stack gap={3} aria-busy={busy}>
      <Text as="h3" weight={600}>
        {t('importing.preview')}
      </Text>
      {uploaded.columns.length > manyColumns && (
        <Text kind="small" tone="text2">
          {t('importing.manyColumns', { count: uploaded.columns.length })}
        </Text>
      )}
      <SampleTable
        label={t('importing.previewLabel', { name: uploaded.fileName })}
        columns={uploaded.columns}
        rows={uploaded.sample.slice(0, 8)}
      />
      <Stack gap={1}>
        <Text as="h3" weight={600}>
          {t('importing.detected')}
        </Text>
        <Text kind="small" tone="text2">
          {t('importing.detectedHint')}
        </Text>
      </Stack>
      {refusal !== undefined && <LayoutRefusal refusal={refusal} />}
      <LayoutForm {...layout} />
      <Definitions
        items={[
          { key: 'format', name: t('importing.format'), value: uploaded.detected.format.toUpperCase() },
          { key: 'rows', name: t('importing.rows'), value: formatNumber(uploaded.rows) },
          { key: 'size', name: t('importing.size'), value: formatBytes(uploaded.bytes) },
        ]}
      />
    </Stack>
  );
}
