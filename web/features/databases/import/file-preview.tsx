import type { FileLayout } from '../../../../contract/file-layouts.ts';
import type { Uploaded } from '../../../../contract/uploads.ts';
import { formatBytes, formatNumber } from '../../../lib/formats.ts';
import { useTexts } from '../../../lib/texts.ts';
import { Definitions } from '../../../ui/definitions.tsx';
import { Stack } from '../../../ui/layout.tsx';
import { SampleTable } from '../../../ui/sample-table.tsx';
import { Text } from '../../../ui/text.tsx';
import { LayoutForm } from './layout-form.tsx';

/** More columns than this do not fit beside each other. */
const manyColumns = 6;

interface FilePreviewProps {
  readonly uploaded: Uploaded;
  readonly busy: boolean;
  readonly onLayout: (change: FileLayout) => void;
}

/** How a file was read, and its first rows, so that a wrong guess is seen, and set right, before it is imported. */
export function FilePreview({ uploaded, busy, onLayout }: FilePreviewProps) {
  const { t } = useTexts();
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
      <LayoutForm uploaded={uploaded} busy={busy} onLayout={onLayout} />
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
