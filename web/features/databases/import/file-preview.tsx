import type { Uploaded } from '../../../../contract/uploads.ts';
import { formatBytes, formatNumber } from '../../../lib/formats.ts';
import { useTexts } from '../../../lib/texts.ts';
import { Definitions } from '../../../ui/definitions.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { Stack } from '../../../ui/layout.tsx';
import { SampleTable } from '../../../ui/sample-table.tsx';
import { Text } from '../../../ui/text.tsx';

const delimiterWords = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' } as const;

/** More columns than this do not fit beside each other. */
const manyColumns = 6;

interface FilePreviewProps {
  readonly uploaded: Uploaded;
  readonly busy: boolean;
  readonly onSheet: (sheet: string) => void;
}

/** How a file was read, and its first rows, so that a wrong guess is seen before it is imported. */
export function FilePreview({ uploaded, busy, onSheet }: FilePreviewProps) {
  const { t } = useTexts();
  const { detected, sheets } = uploaded;
  const delimiter = detected.delimiter;
  const word = delimiter !== null && delimiter in delimiterWords ? delimiterWords[delimiter as keyof typeof delimiterWords] : undefined;
  return (
    <Stack gap={3} aria-busy={busy}>
      {sheets.length > 1 && (
        <SelectField
          label={t('importing.sheet')}
          value={detected.sheet ?? sheets[0]}
          disabled={busy}
          onChange={(event) => onSheet(event.target.value)}
        >
          {sheets.map((sheet) => (
            <option key={sheet}>{sheet}</option>
          ))}
        </SelectField>
      )}
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
      <Text as="h3" weight={600}>
        {t('importing.detected')}
      </Text>
      <Definitions
        items={[
          { key: 'format', name: t('importing.format'), value: detected.format.toUpperCase() },
          ...(detected.encoding === null
            ? []
            : [{ key: 'encoding', name: t('importing.encoding'), value: detected.encoding.toUpperCase() }]),
          ...(delimiter === null
            ? []
            : [{ key: 'delimiter', name: t('importing.delimiter'), value: word === undefined ? delimiter : t(`importing.${word}`) }]),
          {
            key: 'header',
            name: t('importing.headerRow'),
            value: detected.headerRow === 0 ? t('importing.noHeader') : t('importing.headerAt', { row: detected.headerRow }),
          },
          { key: 'rows', name: t('importing.rows'), value: formatNumber(uploaded.rows) },
          { key: 'size', name: t('importing.size'), value: formatBytes(uploaded.bytes) },
        ]}
      />
    </Stack>
  );
}
