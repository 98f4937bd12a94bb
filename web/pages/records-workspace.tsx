import { lazy, Suspense, useMemo, useState } from 'react';
import { usePrefetchQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { Batch } from '../../contract/batches.ts';
import type { Record } from '../../contract/records.ts';
import { memberName } from '../lib/member.ts';
import { filterRecords, isRecordFilter, sortRecords } from '../features/records/record-filter.ts';
import { ReasonSheet } from '../features/validation/reason-sheet.tsx';
import { type Reason, useVerdict } from '../features/validation/use-verdict.ts';
import { useCardRecords } from '../lib/card-records.ts';
import type { RecordFilter } from '../lib/first-reads.ts';
import { isAdmin, useSession } from '../lib/session.ts';
import { reasonsRead, templatesRead } from '../lib/shared-reads.ts';
import { width } from '../ui/theme.ts';
import { useMedia } from '../ui/use-media.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { RecordScreen } from './record-screen.tsx';
import { RecordsPhone } from './records-phone.tsx';
import type { Workspace } from './workspace.ts';

// A phone loads no table.
const RecordsDesk = lazy(() => import('./records-desk.tsx').then((module) => ({ default: module.RecordsDesk })));

const phoneWidth = `(max-width: ${width.desk - 1}px)`;

interface RecordsWorkspaceProps {
  readonly title: string;
  readonly filter: RecordFilter;
  readonly batch?: Batch | undefined;
  readonly path: Workspace['path'];
}

/** The records of a card: a list and one record at a time on a phone, a table with a panel at a desk. */
export function RecordsWorkspace({ title, filter, batch, path }: RecordsWorkspaceProps) {
  const user = useSession();
  const phone = useMedia(phoneWidth);
  const search = useSearch({ strict: false });
  const { records, error, refetch } = useCardRecords(filter);
  const [asking, setAsking] = useState<readonly Record[]>([]);
  // What a record's screen and the reasons' sheet need, before they are opened.
  usePrefetchQuery(templatesRead);
  usePrefetchQuery(reasonsRead);
  const mark = useVerdict();
  const nameOf = (some: readonly Record[]) => (some[0] === undefined ? '' : memberName(some[0]));
  const { filter: word, q, sort } = search;
  const shown = useMemo(
    () => sortRecords(filterRecords(records ?? [], isRecordFilter(word) ? word : undefined, q), phone ? undefined : sort),
    [records, word, q, sort, phone],
  );
  const workspace: Workspace = {
    title,
    batch,
    path,
    records,
    shown,
    error,
    reload: () => void refetch(),
    mayMark: !isAdmin(user),
    markValid: (some) => void mark(some, some.length === 1 && some[0]?.verdict === 'valid' ? 'unvalidated' : 'valid', nameOf(some)),
    markInvalid: setAsking,
    markUnvalidated: (some) => void mark(some, 'unvalidated', nameOf(some)),
  };
  const choose = (reason: Reason) => {
    void mark(asking, 'invalid', nameOf(asking), reason);
    setAsking([]);
  };
  return (
    <Suspense fallback={<Skeleton style={{ height: 480, margin: 16, borderRadius: 12 }} />}>
      {!phone ? (
        <RecordsDesk workspace={workspace} />
      ) : search.record === undefined ? (
        <RecordsPhone workspace={workspace} />
      ) : (
        <RecordScreen workspace={workspace} recordId={search.record} />
      )}
      <ReasonSheet count={asking.length} onChoose={choose} onClose={() => setAsking([])} />
    </Suspense>
  );
}
