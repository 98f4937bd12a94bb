import { type InfiniteData, type QueryClient, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { Record as CustomerRecord } from '../../contract/records.ts';
import { call } from './client.ts';
import type { InputOf, OutputOf } from './interface.ts';

export type RecordFilter = Pick<NonNullable<InputOf<'GET /records'>['query']>, 'batchId' | 'ungrouped' | 'staffId' | 'followUpDue'>;
type Page = OutputOf<'GET /records'>;

const name = 'every record';
const pageSize = 500;

/**
 * All records of a card (or another small set), page after page until the last: marking, filtering and going on to the next record
 * then need no request, and a card of 2,000 is four of them.
 */
export function useCardRecords(filter: RecordFilter) {
  const query = useInfiniteQuery({
    queryKey: [name, filter],
    queryFn: ({ pageParam, signal }) => call('GET /records', { query: { ...filter, page: pageParam, pageSize } }, { signal }),
    initialPageParam: 1,
    getNextPageParam: (last: Page) => (last.page * last.pageSize < last.total ? last.page + 1 : undefined),
    staleTime: 10_000,
    refetchInterval: 30_000,
  });
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
  const records = useMemo(() => query.data?.pages.flatMap((page) => page.items), [query.data]);
  return { records, total: query.data?.pages[0]?.total ?? 0, error: query.error, refetch: query.refetch };
}

type Change = (record: CustomerRecord) => CustomerRecord;

function changeEverywhere(client: QueryClient, ids: ReadonlySet<string>, change: Change): void {
  client.setQueriesData<InfiniteData<Page>>({ queryKey: [name] }, (data) =>
    data === undefined
      ? undefined
      : {
          ...data,
          pages: data.pages.map((page) => ({ ...page, items: page.items.map((record) => (ids.has(record.id) ? change(record) : record)) })),
        },
  );
}

/** Changes records where they are shown, before the server has answered or with what it answered. */
export function useChangeShown(): (ids: readonly string[], change: Change) => void {
  const client = useQueryClient();
  return (ids, change) => {
    void client.cancelQueries({ queryKey: [name] });
    changeEverywhere(client, new Set(ids), change);
  };
}

/** Changes that were shown and that the server has not answered yet. */
let underway = 0;

/** Reads shown records again; while a change is under way its own end does so, since an answer from before it would take it back. */
export function useRefreshShown(): () => Promise<void> {
  const client = useQueryClient();
  return () => (underway > 0 ? Promise.resolve() : client.invalidateQueries({ queryKey: [name] }));
}

/** Runs a change that is shown already; after the last of several, shown records are read again. */
export function useSendChange(): <Answer>(send: () => Promise<Answer>) => Promise<Answer> {
  const refreshShown = useRefreshShown();
  return async (send) => {
    underway += 1;
    try {
      return await send();
    } finally {
      underway -= 1;
      void refreshShown();
    }
  };
}
