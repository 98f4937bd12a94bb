import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { Record } from '../../contract/records.ts';
import { memberName } from '../lib/member.ts';
import { RecordLine } from '../features/records/record-row.tsx';
import { useSetSearch } from '../lib/set-search.ts';
import { useTexts } from '../lib/texts.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/choice.tsx';
import { Row } from '../ui/layout.tsx';
import { LongList } from '../ui/long-list.tsx';
import { CheckRow, ThumbBar, ThumbButton, ThumbPair } from '../ui/touch.tsx';
import { Text } from '../ui/text.tsx';
import type { Workspace } from './workspace.ts';

function Marks({
  workspace,
  chosen,
  onDone,
}: {
  readonly workspace: Workspace;
  readonly chosen: readonly Record[];
  readonly onDone: () => void;
}) {
  const { t } = useTexts();
  const act = (run: (records: readonly Record[]) => void) => () => {
    run(chosen);
    onDone();
  };
  const none = chosen.length === 0;
  return (
    <ThumbBar data-fixed="" data-above="" role="region" aria-label={t('records.selectedCount', { count: chosen.length })}>
      <Row gap={2} justify="space-between">
        <Text weight={600} role="status">
          {t('records.selectedCount', { count: chosen.length })}
        </Text>
        <Button kind="quiet" disabled={none} icon={<CircleDashed size={18} aria-hidden />} onClick={act(workspace.markUnvalidated)}>
          {t('records.markUnvalidated')}
        </Button>
      </Row>
      <ThumbPair>
        <ThumbButton type="button" data-tone="ok" disabled={none} onClick={act(workspace.markValid)}>
          <CircleCheck size={22} strokeWidth={1.75} aria-hidden />
          {t('records.valid')}
        </ThumbButton>
        <ThumbButton type="button" data-tone="bad" disabled={none} onClick={act(workspace.markInvalid)}>
          <CircleX size={22} strokeWidth={1.75} aria-hidden />
          {t('records.invalid')}
        </ThumbButton>
      </ThumbPair>
    </ThumbBar>
  );
}

/** The same list with a box on each line: many are marked at once, all of them with one touch. */
export function ChooseRecords({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTexts();
  const setSearch = useSetSearch();
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const { shown } = workspace;
  const chosen = shown.filter((record) => ids.has(record.id));
  const draw = useCallback(
    (record: Record) => (
      <CheckRow data-on={ids.has(record.id) ? '' : undefined}>
        <Checkbox
          aria-label={t('records.select', { name: memberName(record) })}
          checked={ids.has(record.id)}
          onChange={() =>
            setIds((now) => {
              const next = new Set(now);
              if (!next.delete(record.id)) next.add(record.id);
              return next;
            })
          }
        />
        <RecordLine record={record} />
      </CheckRow>
    ),
    [t, ids],
  );
  const all = chosen.length === shown.length;
  return (
    <>
      <CheckRow style={{ height: 48 }}>
        <Checkbox
          checked={all}
          some={chosen.length > 0 && !all}
          onChange={() => setIds(all ? new Set() : new Set(shown.map(({ id }) => id)))}
        />
        <Text weight={600}>{t('records.selectAll', { count: shown.length })}</Text>
      </CheckRow>
      <LongList label={t('records.list')} rows={shown} rowKey={(record) => record.id} rowHeight={64}>
        {draw}
      </LongList>
      <Marks workspace={workspace} chosen={chosen} onDone={() => setSearch({ pilih: undefined }, true)} />
    </>
  );
}
