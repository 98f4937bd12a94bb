import { useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Batch } from '../../contract/batches.ts';
import type { Record } from '../../contract/records.ts';
import { isRecordFilter } from '../features/records/record-filter.ts';
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

/** The address of the card's list, of a record on it, and of the place this record was opened from. */
export function useAddresses({ batch, path }: Pick<Workspace, 'batch' | 'path'>) {
  const { filter, q, sort, dari, cari } = useSearch({ strict: false });
  const place = { to: path, ...(batch === undefined ? {} : { params: { batchId: batch.id } }) };
  const kept = { filter: isRecordFilter(filter) ? filter : undefined, q, sort };
  const list = { ...place, search: kept };
  const from: 'tindak-lanjut' | 'pencarian' | undefined = dari === 'tindak-lanjut' || dari === 'pencarian' ? dari : undefined;
  const origin =
    from === 'tindak-lanjut'
      ? ({ to: '/tindak-lanjut' } as const)
      : from === 'pencarian'
        ? ({ to: '/data-saya', search: { q: cari } } as const)
        : undefined;
  return { list, origin, record: (id: string) => ({ ...place, search: { ...kept, dari: from, cari, record: id } }) };
}
