import { CalendarClock, ChevronRight, CircleCheck, CircleDashed, CircleX, Pencil } from 'lucide-react';
import { useState } from 'react';
import type { Batch } from '../../../contract/batches.ts';
import { formatMoment, formatNumber } from '../../lib/formats.ts';
import { useTexts } from '../../lib/texts.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { TileFoot, Tile, TileLink, SignedCounts } from '../../ui/tile.tsx';
import { Chip } from '../../ui/chip.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Row, Stack } from '../../ui/layout.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Text } from '../../ui/text.tsx';
import { RenameTitle } from './rename-title.tsx';

type Counts = Batch['counts'];

/** Valid, invalid and unvalidated, each with its sign and its word. */
function Verdicts({ counts }: { readonly counts: Counts }) {
  const { t } = useTexts();
  return (
    <SignedCounts>
      <li data-tone="ok">
        <CircleCheck size={16} strokeWidth={1.75} aria-hidden />
        <b>{formatNumber(counts.valid)}</b> {t('cards.valid')}
      </li>
      <li data-tone="bad">
        <CircleX size={16} strokeWidth={1.75} aria-hidden />
        <b>{formatNumber(counts.invalid)}</b> {t('cards.invalid')}
      </li>
      <li>
        <CircleDashed size={16} strokeWidth={1.75} aria-hidden />
        <b>{formatNumber(counts.unvalidated)}</b> {t('cards.unvalidatedShort')}
      </li>
    </SignedCounts>
  );
}

function CardProgress({ counts }: { readonly counts: Counts }) {
  const { t } = useTexts();
  const done = counts.valid + counts.invalid;
  return (
    <Row gap={3}>
      <Progress
        label={t('cards.doneOfWords', { done, total: counts.total })}
        parts={[
          { tone: 'ok', value: counts.valid },
          { tone: 'bad', value: counts.invalid },
        ]}
        whole={counts.total}
      />
      <Text kind="dense" tone="text2">
        <Text kind="strong" tone="text">
          {formatNumber(done)}
        </Text>{' '}
        {t('cards.ofTotal', { total: counts.total })}
      </Text>
    </Row>
  );
}

/** What else there is to say of a card: replaced, missing, in conflict. */
function Remarks({ batch }: { readonly batch: Batch }) {
  const { t } = useTexts();
  if (batch.replaced === 0 && batch.shortfall === 0 && batch.counts.conflict === 0) return null;
  return (
    <Row gap={2} wrap>
      {batch.replaced > 0 && <Chip tone="quiet">{t('cards.replaced', { count: batch.replaced })}</Chip>}
      {batch.counts.conflict > 0 && <Chip tone="warn">{t('cards.conflicts', { count: batch.counts.conflict })}</Chip>}
      {batch.shortfall > 0 && <Chip tone="warn">{t('cards.shortfall', { count: batch.shortfall })}</Chip>}
    </Row>
  );
}

function Title({ batch, moduleName }: { readonly batch: Batch; readonly moduleName: string }) {
  const { t } = useTexts();
  const [renaming, setRenaming] = useState(false);
  const renamed = batch.title !== batch.originalTitle;
  if (renaming) return <RenameTitle batch={batch} onClose={() => setRenaming(false)} />;
  return (
    <Row gap={2} align="flex-start">
      <Stack grow>
        <TileLink to="/kartu/$batchId" params={{ batchId: batch.id }}>
          {batch.title}
        </TileLink>
        <Text kind="dense" tone="text3" wrap>
          {renamed ? t('cards.originally', { title: batch.originalTitle }) : moduleName}
        </Text>
      </Stack>
      <IconButton
        label={t('cards.renameCard', { title: batch.title })}
        onClick={() => setRenaming(true)}
        style={{ margin: '-6px -10px 0 0' }}
      >
        <Pencil size={18} strokeWidth={1.75} aria-hidden />
      </IconButton>
    </Row>
  );
}

/** A batch as the staff member's card: what it is, how far it is, what waits in it. */
export function BatchCard({ batch, moduleName }: { readonly batch: Batch; readonly moduleName: string }) {
  const { t } = useTexts();
  return (
    <Tile aria-label={batch.title}>
      <Stack gap={2.5} style={{ padding: 16 }}>
        <Title batch={batch} moduleName={moduleName} />
        <Row gap={2} wrap>
          <Chip>{batch.productName}</Chip>
          <Text kind="dense" tone="text2" style={{ flex: 1, whiteSpace: 'nowrap' }}>
            {formatMoment(batch.assignedAt)}
          </Text>
          {batch.fresh > 0 && <Chip tone="accent">{t('cards.fresh', { count: batch.fresh })}</Chip>}
        </Row>
        <CardProgress counts={batch.counts} />
        <Verdicts counts={batch.counts} />
        <Remarks batch={batch} />
      </Stack>
      <TileFoot>
        {batch.followUpsDue > 0 ? (
          <Row gap={2} grow>
            <CalendarClock size={17} strokeWidth={1.75} aria-hidden />
            <Text kind="dense">{t('cards.followUpsToday', { count: batch.followUpsDue })}</Text>
          </Row>
        ) : (
          <span style={{ flex: 1 }} />
        )}
        <ButtonLink
          kind="quiet"
          to="/kartu/$batchId"
          params={{ batchId: batch.id }}
          aria-label={t('cards.openCard', { title: batch.title })}
        >
          {t('cards.open')}
          <ChevronRight size={16} aria-hidden />
        </ButtonLink>
      </TileFoot>
    </Tile>
  );
}

/** The card of records that belong to no batch, so that nothing one holds is out of sight. */
export function UngroupedCard({ count }: { readonly count: number }) {
  const { t } = useTexts();
  return (
    <Tile aria-label={t('cards.ungrouped')}>
      <Stack gap={2} style={{ padding: 16 }} grow>
        <TileLink to="/belum-dikelompokkan">{t('cards.ungrouped')}</TileLink>
        <Text kind="dense" tone="text2">
          {t('cards.ungroupedHint')}
        </Text>
        <Text weight={600}>{t('cards.recordCount', { count })}</Text>
      </Stack>
      <TileFoot>
        <span style={{ flex: 1 }} />
        <ButtonLink kind="quiet" to="/belum-dikelompokkan" aria-label={t('cards.openCard', { title: t('cards.ungrouped') })}>
          {t('cards.open')}
          <ChevronRight size={16} aria-hidden />
        </ButtonLink>
      </TileFoot>
    </Tile>
  );
}
