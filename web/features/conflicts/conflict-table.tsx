import { ArrowLeftRight, ChevronDown, Pin, RefreshCw, Undo2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ConflictAction, ListedConflict } from '../../../contract/conflicts.ts';
import { formatDay } from '../../lib/formats.ts';
import { memberName, reachOf } from '../../lib/member.ts';
import { useTexts } from '../../lib/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import type { Column } from '../../ui/data-table/column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import type { Selection } from '../../ui/data-table/use-selection.ts';
import { Stack } from '../../ui/layout.tsx';
import { TextLink } from '../../ui/link.tsx';
import { Menu } from '../../ui/menu.tsx';
import { HiddenText, Pieces, Text } from '../../ui/text.tsx';
import { conflictActions, ResolveDialog, type ResolvedConflicts } from './resolve-dialog.tsx';

const icons = { recall: Undo2, replace: RefreshCw, keep: Pin, moveReservation: ArrowLeftRight } as const;
const tones = { unvalidated: 'quiet', valid: 'ok', invalid: 'bad' } as const;

type OnAct = (action: ConflictAction, conflict: ListedConflict) => void;

function Actions({ conflict, onAct }: { readonly conflict: ListedConflict; readonly onAct: OnAct }) {
  const { t } = useTexts();
  return (
    <Menu
      trigger={(props) => (
        <Button size="small" aria-label={t('conflicts.actionsFor', { name: memberName(conflict) })} {...props}>
          {t('conflicts.resolve')}
          <ChevronDown size={16} aria-hidden />
        </Button>
      )}
      entries={conflictActions
        .filter((action) => action !== 'keep' || conflict.kept === null)
        .map((action) => {
          const Icon = icons[action];
          return {
            key: action,
            label: t(`conflicts.${action}`),
            icon: <Icon size={16} aria-hidden />,
            onSelect: () => onAct(action, conflict),
          };
        })}
    />
  );
}

/** Who holds the record, and who has reserved its member since when. */
function What({ conflict }: { readonly conflict: ListedConflict }) {
  const { t } = useTexts();
  const { staffName, batchId, batchTitle } = conflict;
  return (
    <Stack>
      <Text weight={600} wrap>
        {conflict.reason}
      </Text>
      <Text kind="small" tone="text2" wrap>
        {batchId === null || batchTitle === null ? (
          t('conflicts.heldWithoutCard', { staff: staffName })
        ) : (
          <>
            {t('conflicts.held', { staff: staffName })}{' '}
            <TextLink to="/kartu/$batchId" params={{ batchId }} search={{ record: conflict.recordId }}>
              <bdi>{batchTitle}</bdi>
            </TextLink>
          </>
        )}
      </Text>
    </Stack>
  );
}

function useColumns(kept: boolean, modules: boolean, onAct: OnAct): readonly Column<ListedConflict>[] {
  const { t } = useTexts();
  return [
    {
      key: 'member',
      name: true,
      header: t('conflicts.member'),
      sort: 'customerKey',
      cell: (row) => (
        <Stack style={{ minWidth: 140 }}>
          <Text weight={600}>{memberName(row)}</Text>
          <Pieces of={reachOf(row)} />
        </Stack>
      ),
    },
    {
      key: 'what',
      header: t('conflicts.what'),
      sort: 'since',
      label: '',
      wrap: true,
      fill: true,
      place: 'wide',
      cell: (row) => <What conflict={row} />,
    },
    ...(kept
      ? [
          {
            key: 'decision',
            header: t('conflicts.decision'),
            wrap: true,
            place: 'wide' as const,
            cell: ({ kept: decision }: ListedConflict) =>
              decision !== null && (
                <Stack>
                  {decision.note !== null && <Text wrap>{decision.note}</Text>}
                  <Text kind="small" tone="text2">
                    {t('conflicts.keptBy', { name: decision.byName, day: formatDay(decision.at) })}
                  </Text>
                </Stack>
              ),
          },
        ]
      : []),
    {
      key: 'verdict',
      header: t('conflicts.verdict'),
      cell: (row) => <Chip tone={tones[row.verdict]}>{t(`conflicts.${row.verdict}`)}</Chip>,
    },
    {
      key: 'database',
      header: t('conflicts.database'),
      place: 'wide',
      cell: (row) => (
        <Stack>
          <Text>{row.databaseName}</Text>
          <Text kind="small" tone="text2">
            {modules ? `${t(`frame.${row.module}`)} · ${row.productName}` : row.productName}
          </Text>
        </Stack>
      ),
    },
    {
      key: 'actions',
      header: <HiddenText>{t('common.actions')}</HiddenText>,
      label: '',
      end: true,
      place: 'wide',
      hideable: false,
      cell: (row) => <Actions conflict={row} onAct={onAct} />,
    },
  ];
}

interface ConflictTableProps {
  readonly rows: readonly ListedConflict[] | undefined;
  readonly total: number | undefined;
  /** Whether the list is of those that were left as they are. */
  readonly kept: boolean;
  /** Whether the list is of all modules, so that each row names its own. */
  readonly modules: boolean;
  readonly selection: Selection;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly page: number;
  readonly pageSize: number;
  readonly onPage: (page: number) => void;
  readonly bar: ReactNode;
  readonly empty: ReactNode;
  readonly error: ReactNode;
  readonly download: (format: 'xlsx' | 'csv') => string;
}

/** Conflicts, in words, and what can be done about one or several. */
export function ConflictTable({ kept, modules, ...table }: ConflictTableProps) {
  const { t } = useTexts();
  const { rows, selection } = table;
  const [resolving, setResolving] = useState<ResolvedConflicts>();
  const columns = useColumns(kept, modules, (action, only) => setResolving({ action, only, recordIds: [only.recordId] }));
  const resolveChosen = (action: ConflictAction) => {
    const recordIds = selection.kind === 'some' ? selection.ids : [];
    const only = recordIds.length === 1 ? rows?.find(({ recordId }) => recordId === recordIds[0]) : undefined;
    setResolving({ action, recordIds, only });
  };
  return (
    <>
      <DataTable
        {...table}
        name="conflicts"
        label={t('conflicts.label')}
        columns={columns}
        rowKey={(row) => row.recordId}
        countWord={t('conflicts.conflicts')}
        wholeFilter={false}
        selectionBar={() =>
          conflictActions
            .filter((action) => action !== 'keep' || !kept)
            .map((action) => {
              const Icon = icons[action];
              return (
                <Button key={action} size="small" icon={<Icon size={16} aria-hidden />} onClick={() => resolveChosen(action)}>
                  {t(`conflicts.${action}`)}
                </Button>
              );
            })
        }
      />
      {resolving !== undefined && (
        <ResolveDialog
          what={resolving}
          onClose={() => setResolving(undefined)}
          onDone={() => {
            setResolving(undefined);
            selection.clear();
          }}
        />
      )}
    </>
  );
}
