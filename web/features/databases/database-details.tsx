import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { addressOf } from '../../lib/client.ts';
import { formatMoment, formatNumber } from '../../lib/formats.ts';
import { read } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { ButtonAnchor } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Definitions } from '../../ui/definitions.tsx';
import { Row, Stack } from '../../ui/layout.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Text } from '../../ui/text.tsx';
import { ReceiptLines } from './receipt-lines.tsx';
import { readLanguage } from '../../lib/language.ts';

/** One database: where it came from, its receipt, its figures and its columns. */
export function DatabaseDetails({ databaseId, onClose }: { readonly databaseId: string; readonly onClose: () => void }) {
  const { t } = useTexts();
  const { data: database } = useQuery(read('GET /databases/:id', { params: { id: databaseId } }));
  const lines = ['available', 'assigned', 'archived', 'deleted'] as const;
  return (
    <SidePanel
      title={database?.name ?? t('databases.details')}
      {...(database === undefined
        ? {}
        : { subtitle: t('databases.importedFrom', { file: database.fileName, at: formatMoment(database.importedAt) }) })}
      closeLabel={t('common.close')}
      onClose={onClose}
    >
      {database === undefined ? (
        <Skeleton style={{ height: 240 }} />
      ) : (
        <>
          <Stack gap={2}>
            <Text as="h3" weight={600}>
              {t('importing.receipt')}
            </Text>
            <ReceiptLines receipt={database.receipt} />
            {database.receipt.rows > database.receipt.imported && (
              <ButtonAnchor
                href={addressOf('GET /databases/:id/rejected', {
                  params: { id: database.id },
                  query: { format: 'csv', language: readLanguage() },
                })}
                download
                icon={<Download size={16} aria-hidden />}
              >
                {t('databases.downloadRejected')}
              </ButtonAnchor>
            )}
          </Stack>
          <Stack gap={2}>
            <Text as="h3" weight={600}>
              {t('databases.now')}
            </Text>
            <Definitions
              items={[
                ...lines.map((name) => ({
                  key: name,
                  name: t(`databases.${name}`),
                  value: formatNumber(database.counts[name]),
                  quiet: database.counts[name] === 0,
                })),
                { key: 'imported', name: t('databases.imported'), value: formatNumber(database.counts.imported), strong: true },
              ]}
            />
            <Text kind="small" tone="text3">
              {t('databases.sumHolds')}
            </Text>
          </Stack>
          <Stack gap={2}>
            <Text as="h3" weight={600}>
              {t('databases.columns')}
            </Text>
            <Row gap={2} wrap>
              {database.columns.map((column) => (
                <Chip key={column}>{column}</Chip>
              ))}
            </Row>
          </Stack>
        </>
      )}
    </SidePanel>
  );
}
