import { type InfiniteData, type Query, type QueryClient, type QueryKey, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { Record as CustomerRecord } from '../../contract/records.ts';
import { call } from './client.ts';
import { type RecordFilter, recordsWanted } from './first-reads.ts';
import type { OutputOf } from './interface.ts';
import { nextMoment } from './moments.ts';
import { rereadsOf } from './page-rereads.ts';
import { isChangeUnderway, whileShown } from './shown-ahead.ts';

type Page = OutputOf<'GET /records'>;

const name = 'GET /records of a card';

/**
 * All records of a card (or another small set), page after page until the last: marking, filtering and going on to the next record
 * then need no request, and a card of 2,000 is four of them.
 */
export function useCardRecords(filter: RecordFilter) {
  const query = useInfiniteQuery({
    queryKey: [name, filter],
    queryFn: ({ pageParam, signal }) => call('GET /records', recordsWanted(filter, pageParam), { signal }),
    initialPageParam: 1,
    getNextPageParam: (last: Page) => (last.page * last.pageSize < last.total ? last.page + 1 : undefined),
    staleTime: 10_000,
  });
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
  const records = useMemo(() => query.data?.pages.flatMap((page) => page.items), [query.data]);
  return { records, error: query.error, refetch: query.refetch };
}

type Change = (record: CustomerRecord) => CustomerRecord;

/** Changes records in every card that has them. */
export function changeEverywhere(client: QueryClient, ids: ReadonlySet<string>, change: Change): void {
  for (const { queryKey, state } of client.getQueryCache().findAll({ queryKey: [name] })) {
    const data = state.data as InfiniteData<Page> | undefined;
    if (data?.pages.some(({ items }) => items.some(({ id }) => ids.has(id))) !== true) continue;
    const pages = data.pages.map((page) => ({
      ...page,
      items: page.items.map((record) => (ids.has(record.id) ? change(record) : record)),
    }));
    // It is no newer for that: what was to be read again still is.
    client.setQueryData<InfiniteData<Page>>(queryKey, { ...data, pages }, { updatedAt: state.dataUpdatedAt });
    if (state.isInvalidated) void client.invalidateQueries({ queryKey, exact: true, refetchType: 'none' });
  }
}

/** Changes records where they are shown, before the server has answered or with what it answered. */
export function useChangeShown(): (ids: readonly string[], change: Change) => void {
  const client = useQueryClient();
  return (ids, change) => {
    stopReading(client, [name]);
    changeEverywhere(client, new Set(ids), change);
  };
}

/**
 * Breaks off what is being read of something that is shown ahead: the answer would take the change back. It is read afterwards.
 * What is not shown yet goes on being read, so that nobody waits for it until the change has ended.
 */
export function stopReading(client: QueryClient, queryKey: QueryKey): void {
  const since = nextMoment();
  const reading = client.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' });
  void client.cancelQueries({ queryKey, predicate: ({ state }) => state.data !== undefined });
  for (const query of reading) rereadsOf(client).next(query, since);
}

/** Somebody wanted to read again while a change was under way. */
let postponed = false;

/** Whether a query is of the records of a card. */
export const isRecordsQuery = ({ queryKey }: Query) => queryKey[0] === name;

/** Reads shown records again; while a change is under way at its end, since an answer from before it would take it back. */
export function useRefreshShown(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    postponed = isChangeUnderway();
    if (!postponed) await client.invalidateQueries({ queryKey: [name] });
  };
}

/** Runs a change that is shown already. What is shown is read again only where the change failed or that was wanted meanwhile. */
export function useSendChange(): <Answer>(send: () => Promise<Answer>) => Promise<Answer> {
  const refreshShown = useRefreshShown();
  return async (send) => {
    try {
      return await whileShown(send);
    } catch (error) {
      postponed = true;
      throw error;
    } finally {
      if (!isChangeUnderway() && postponed) void refreshShown();
    }
  };
}
