import type { CheckReceipt } from '../../../../contract/uploads.ts';
import { formatDay, formatNumber } from '../../../lib/formats.ts';
import { importable, phonesUnreadable } from '../../../lib/import-queue.ts';
import type { Duplicates } from '../../../lib/import-settings.ts';
import { useTexts } from '../../../lib/texts.ts';
import { RadioField } from '../../../ui/choice.tsx';
import { Definitions } from '../../../ui/definitions.tsx';
import { Stack } from '../../../ui/layout.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Text } from '../../../ui/text.tsx';

interface CheckResultProps {
  readonly check: CheckReceipt;
  readonly duplicates: Duplicates;
  readonly onDuplicates: (duplicates: Duplicates) => void;
}

function Lines({ check, duplicates }: Pick<CheckResultProps, 'check' | 'duplicates'>) {
  const { t } = useTexts();
  const withoutPhone = phonesUnreadable(check, duplicates);
  const line = (key: 'new' | 'duplicateInFile' | 'existing' | 'emptyKey' | 'unreadable') => ({
    key,
    name: t(`importing.${key}`),
    value: formatNumber(check[key]),
    quiet: check[key] === 0,
  });
  return (
    <Definitions
      items={[
        line('new'),
        line('existing'),
        line('duplicateInFile'),
        line('emptyKey'),
        line('unreadable'),
        { key: 'rows', name: t('importing.rowsInFile'), value: formatNumber(check.rows), strong: true },
        ...(check.reserved > 0 ? [{ key: 'reserved', name: t('importing.reserved'), value: formatNumber(check.reserved) }] : []),
        ...(withoutPhone > 0
          ? [
              {
                key: 'phones',
                name: `${t('importing.phonesUnreadable')}. ${t('importing.phonesHint')}`,
                value: formatNumber(withoutPhone),
              },
            ]
          : []),
      ]}
    />
  );
}

/** What importing would do, and what to do with members who are there already. */
export function CheckResult({ check, duplicates, onDuplicates }: CheckResultProps) {
  const { t } = useTexts();
  const same = check.sameFileAs;
  return (
    <Stack gap={4}>
      {same !== undefined && (
        <Notice tone="warn" title={t('importing.sameFile')}>
          {t('importing.sameFileHint', { name: same.name, at: formatDay(same.importedAt) })}
        </Notice>
      )}
      <Stack gap={1}>
        <Text as="h3" weight={600}>
          {t('importing.checkResult')}
        </Text>
        <Lines check={check} duplicates={duplicates} />
      </Stack>
      {check.existing > 0 && (
        <Stack gap={2} role="radiogroup" aria-label={t('importing.duplicates')}>
          <Text as="h3" weight={600}>
            {t('importing.duplicates')}
          </Text>
          <Text kind="small" tone="text2">
            {check.existingIn.map(({ name, count }) => t('importing.existingIn', { name, count })).join(' · ')}
          </Text>
          {(['skip', 'keep'] as const).map((choice) => (
            <RadioField
              key={choice}
              name="duplicates"
              value={choice}
              checked={duplicates === choice}
              onChange={() => onDuplicates(choice)}
              more={
                <Text kind="small" tone="text2">
                  {t(`importing.${choice}Hint`)}
                </Text>
              }
            >
              {t(`importing.${choice}`)}
            </RadioField>
          ))}
        </Stack>
      )}
      {importable(check, duplicates) === 0 && <Notice tone="bad" title={t('importing.nothingNew')} />}
    </Stack>
  );
}
