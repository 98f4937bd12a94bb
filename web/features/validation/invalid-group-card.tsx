import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useState } from 'react';
import type { Record } from '../../../contract/records.ts';
import { formatShare } from '../../lib/formats.ts';
import { memberName, reachOf } from '../../lib/member.ts';
import { read } from '../../lib/read.ts';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { CheckItem, checkItemHeight, CheckList } from '../../ui/check-list.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Card, CardBody, Row, Stack } from '../../ui/layout.tsx';
import { TextLink } from '../../ui/link.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Pieces, Text } from '../../ui/text.tsx';
import type { InvalidGroup } from './invalid-banner.tsx';

interface GroupProps {
  readonly group: InvalidGroup;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
}

const toggled = (selected: ReadonlySet<string>, ids: readonly string[], on: boolean): ReadonlySet<string> => {
  const next = new Set(selected);
  for (const id of ids) {
    if (on) next.add(id);
    else next.delete(id);
  }
  return next;
};

function ReplaceableChip({ group }: { readonly group: InvalidGroup }) {
  const { t } = useTexts();
  if (group.replaceable >= group.count) return <Chip tone="ok">{t('validation.replaceableAll')}</Chip>;
  if (group.replaceable === 0) return <Chip tone="warn">{t('validation.replaceableNone')}</Chip>;
  return <Chip tone="warn">{t('validation.replaceableSome', { count: group.replaceable, short: group.count - group.replaceable })}</Chip>;
}

/** One of them: who, and what the staff member says is wrong. */
function GroupRecord({ record, chosen, onChoose }: { readonly record: Record; readonly chosen: boolean; readonly onChoose: () => void }) {
  const name = memberName(record);
  return (
    <CheckItem checked={chosen} label={name} onChange={onChoose}>
      <Stack>
        <Text weight={600} wrap>
          <bdi>{name}</bdi>
        </Text>
        <Pieces of={reachOf(record)} />
      </Stack>
      <Stack>
        <Text wrap dir="auto">
          {record.reasonLabel}
        </Text>
        {record.note !== null && (
          <Text kind="small" tone="text2" wrap>
            {record.note}
          </Text>
        )}
      </Stack>
    </CheckItem>
  );
}

function GroupRecords({ group, selected, onSelect }: GroupProps) {
  const { t } = useTexts();
  const place = group.batchId === null ? { staffId: group.staffId, ungrouped: true, module: group.module } : { batchId: group.batchId };
  const { data } = useQuery(
    read('GET /records', { query: { ...place, databaseId: group.databaseId, verdict: 'invalid', pageSize: 500, cells: false } }),
  );
  if (data === undefined) return <Skeleton style={{ height: Math.min(group.count, 5) * checkItemHeight, borderRadius: 0 }} />;
  return (
    <CheckList aria-label={t('validation.record')}>
      {data.items.map((record) => (
        <GroupRecord
          key={record.id}
          record={record}
          chosen={selected.has(record.id)}
          onChoose={() => onSelect(toggled(selected, [record.id], !selected.has(record.id)))}
        />
      ))}
    </CheckList>
  );
}

/** Invalid records of one staff member on one card. */
export function InvalidGroupCard({ group, selected, onSelect }: GroupProps) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const chosen = group.recordIds.filter((id) => selected.has(id)).length;
  const card = group.batchTitle ?? t('validation.ungrouped');
  return (
    <Card>
      <CardBody style={{ paddingBlock: 14 }}>
        <Row gap={3} align="flex-start" wrap>
          <span style={{ paddingTop: 2, display: 'flex' }}>
            <Checkbox
              aria-label={t('validation.selectGroup', { count: group.count, staff: group.staffName, card })}
              checked={chosen === group.count}
              some={chosen > 0 && chosen < group.count}
              onChange={() => onSelect(toggled(selected, group.recordIds, chosen < group.count))}
            />
          </span>
          <Stack gap={1} style={{ flex: '1 1 220px' }}>
            <Row gap={2} wrap>
              <Text weight={600} wrap dir="auto">
                {group.staffName}
              </Text>
              <TextLink
                to="/$module/record"
                params={{ module: group.module }}
                search={{
                  ...(group.batchId === null ? { staff: group.staffId, kelompok: 'ya' } : { batch: group.batchId }),
                  database: group.databaseId,
                  verdict: 'invalid',
                }}
              >
                <Text tone="bad" weight={600}>
                  {t('validation.groupCount', { count: group.count })}
                </Text>
              </TextLink>
              <ReplaceableChip group={group} />
            </Row>
            <Text kind="dense" tone="text2" wrap>
              <bdi>{card}</bdi>
              {!card.startsWith(group.databaseName) && (
                <>
                  {' '}
                  · <bdi>{group.databaseName}</bdi>
                </>
              )}{' '}
              · {t('validation.share', { share: formatShare(group.staffInvalid, group.staffHolding), holding: group.staffHolding })}
            </Text>
          </Stack>
          <Button
            size="small"
            kind="quiet"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            icon={open ? <ChevronUp size={16} aria-hidden /> : <ChevronDown size={16} aria-hidden />}
          >
            {t(open ? 'validation.hideRecords' : 'validation.showRecords')}
          </Button>
        </Row>
      </CardBody>
      {open && <GroupRecords group={group} selected={selected} onSelect={onSelect} />}
    </Card>
  );
}
