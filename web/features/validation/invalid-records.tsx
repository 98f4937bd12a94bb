import { CircleCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/choice.tsx';
import { ActionBar, Card, CardBody, Row, Stack } from '../../ui/layout.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Text } from '../../ui/text.tsx';
import type { InvalidGroup } from './invalid-banner.tsx';
import { InvalidGroupCard } from './invalid-group-card.tsx';
import { ArchiveDialog, type ChosenRecords, RejectDialog, ReplaceDialog } from './process-dialogs.tsx';

type Act = 'replace' | 'archive' | 'reject';
const dialogs = { replace: ReplaceDialog, archive: ArchiveDialog, reject: RejectDialog } as const;

interface InvalidRecordsProps {
  readonly groups: readonly InvalidGroup[] | undefined;
  /** The page's banner asked to replace them all. */
  readonly replaceAll: boolean;
  /** What narrows the list, and what fetches it as a file. */
  readonly bar: ReactNode;
  readonly onReplaceAllEnd: () => void;
}

/** What the admin chose among the groups; what is no longer there falls out by itself. */
function chosenOf(groups: readonly InvalidGroup[], selected: ReadonlySet<string>): ChosenRecords {
  const touched = groups.filter((group) => group.recordIds.some((id) => selected.has(id)));
  return { groups: touched, recordIds: touched.flatMap((group) => group.recordIds.filter((id) => selected.has(id))) };
}

function NoInvalid({ bar }: Pick<InvalidRecordsProps, 'bar'>) {
  const { t } = useTexts();
  return (
    <Card>
      <CardBody style={{ paddingBlock: 12 }}>
        <Row gap={2} justify="flex-end" wrap>
          {bar}
        </Row>
      </CardBody>
      <EmptyState icon={<CircleCheck size={22} />} title={t('validation.noneTitle')}>
        {t('validation.noneHint')}
      </EmptyState>
    </Card>
  );
}

interface OpenActProps {
  readonly act: Act;
  readonly chosen: ChosenRecords;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks about the records that were chosen when it opened: what others do with them meanwhile neither changes the question nor takes it away. */
function OpenAct({ act, chosen, ...ends }: OpenActProps) {
  const [asked, setAsked] = useState<ChosenRecords>();
  if (asked === undefined && chosen.recordIds.length > 0) setAsked(chosen);
  const ActDialog = dialogs[act];
  return asked === undefined ? null : <ActDialog chosen={asked} {...ends} />;
}

/** Records marked invalid, by staff and card: replace, archive or send back some or all of them. */
export function InvalidRecords({ groups, replaceAll, bar, onReplaceAllEnd }: InvalidRecordsProps) {
  const { t } = useTexts();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [act, setAct] = useState<Act>();
  if (groups === undefined) return <Skeleton style={{ height: 240, borderRadius: 12 }} />;
  const all = groups.flatMap((group) => group.recordIds);
  const chosen = chosenOf(groups, replaceAll ? new Set(all) : selected);
  const count = chosen.recordIds.length;
  const open = replaceAll ? 'replace' : act;
  const close = () => {
    setAct(undefined);
    onReplaceAllEnd();
  };
  const openAct = open !== undefined && (
    <OpenAct
      key={open}
      act={open}
      chosen={chosen}
      onClose={close}
      onDone={() => {
        setSelected(new Set());
        close();
      }}
    />
  );
  if (groups.length === 0)
    return (
      <Stack>
        <NoInvalid bar={bar} />
        {openAct}
      </Stack>
    );
  return (
    <Stack gap={3}>
      <Card>
        <CardBody style={{ paddingBlock: 12 }}>
          <Row gap={3} justify="space-between" wrap>
            <CheckField
              checked={count === all.length}
              some={count > 0 && count < all.length}
              onChange={() => setSelected(count === all.length ? new Set() : new Set(all))}
            >
              {t('validation.selectAll', { count: all.length })}
            </CheckField>
            {count === 0 && (
              <Text kind="dense" tone="text2" style={{ flex: 1, minWidth: 240 }}>
                {t('validation.selectHint')}
              </Text>
            )}
            <Row gap={2} wrap>
              {bar}
            </Row>
          </Row>
        </CardBody>
      </Card>
      {groups.map((group) => (
        <InvalidGroupCard
          key={`${group.batchId ?? group.staffId}/${group.databaseId}`}
          group={group}
          selected={selected}
          onSelect={setSelected}
        />
      ))}
      {count > 0 && (
        <ActionBar role="region" aria-label={t('validation.selected', { count })}>
          <Text weight={600}>{t('validation.selected', { count })}</Text>
          <Button onClick={() => setAct('reject')}>{t('validation.reject')}</Button>
          <Button onClick={() => setAct('archive')}>{t('validation.archiveOnly')}</Button>
          <Button kind="primary" onClick={() => setAct('replace')}>
            {t('validation.replace')}
          </Button>
        </ActionBar>
      )}
      {openAct}
    </Stack>
  );
}
