import { type InfiniteData, type Query, type QueryClient, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { Record as CustomerRecord } from '../../contract/records.ts';
import { call, wasSentHere } from './client.ts';
import { type RecordFilter, recordsWanted } from './first-reads.ts';
import type { OutputOf } from './interface.ts';

type Page = OutputOf<'GET /records'>;

const name = 'every record';

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
    // What was being read would take the change back; it is read again afterwards.
    if (client.isFetching({ queryKey: [name] }) > 0) followRecords(client, [null]);
    void client.cancelQueries({ queryKey: [name] });
    changeEverywhere(client, new Set(ids), change);
  };
}

/** Changes that were shown and that the server has not answered yet. */
let underway = 0;
/** Somebody wanted to read again meanwhile. */
let postponed = false;

/** Requests in which records changed, that are yet to be looked at; null for somebody else's. */
const heardOf = new Set<string | null>();
let looking: ReturnType<typeof setTimeout> | undefined;
/** Milliseconds: the answer to one's own request is there by then, and changes one after the other are read once. */
const lookAfter = 250;

/** Whether a change is shown that the server has not answered: counts read now would be from before it. */
export const isChangeUnderway = () => underway > 0;

/** Whether a query is of the records of a card. */
export const isRecordsQuery = ({ queryKey }: Query) => queryKey[0] === name;

/**
 * Reads shown records again after others changed some, by the requests in which they did; what this page changed itself it
 * shows already. Waits while a change of its own is under way.
 */
export function followRecords(client: QueryClient, requests: readonly (string | null)[]): void {
  for (const request of requests) heardOf.add(request);
  const look = () => {
    looking = undefined;
    if (underway > 0) looking = setTimeout(look, lookAfter);
    else {
      const foreign = [...heardOf].some((request) => request === null || !wasSentHere(request));
      heardOf.clear();
      if (foreign) void client.invalidateQueries({ queryKey: [name] });
    }
  };
  looking ??= setTimeout(look, lookAfter);
}

/** Reads shown records again; while a change is under way at its end, since an answer from before it would take it back. */
export function useRefreshShown(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    postponed = underway > 0;
    if (!postponed) await client.invalidateQueries({ queryKey: [name] });
  };
}

/** Runs a change that is shown already. What is shown is read again only where the change failed or that was wanted meanwhile. */
export function useSendChange(): <Answer>(send: () => Promise<Answer>) => Promise<Answer> {
  const refreshShown = useRefreshShown();
  return async (send) => {
    underway += 1;
    try {
      return await send();
    } catch (error) {
      postponed = true;
      throw error;
    } finally {
      underway -= 1;
      if (underway === 0 && postponed) void refreshShown();
    }
  };
}
