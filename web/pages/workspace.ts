import { useCallback } from 'react';
import type { Batch } from '../../contract/batches.ts';
import type { Record } from '../../contract/records.ts';
import { useSetSearch } from '../lib/set-search.ts';

/** What the views of a card share: its records, and what can be done with them. */
export interface Workspace {
  readonly title: string;
  readonly batch: Batch | undefined;
  readonly path: '/kartu/$batchId' | '/belum-dikelompokkan';
  readonly records: readonly Record[] | undefined;
  readonly shown: readonly Record[];
  readonly error: unknown;
  readonly reload: () => void;
  /** Verdicts are the holder's; an admin looks on. */
  readonly mayMark: boolean;
  readonly markValid: (records: readonly Record[]) => void;
  readonly markInvalid: (records: readonly Record[]) => void;
  readonly markUnvalidated: (records: readonly Record[]) => void;
}

/** Opens and closes a record in the URL. */
export function useOpenRecord() {
  const setSearch = useSetSearch();
  return useCallback((id: string | undefined, replace = false) => setSearch({ record: id }, replace), [setSearch]);
}
