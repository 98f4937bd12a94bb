import { type InfiniteData, QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { changeEverywhere } from './card-records.ts';

const keyOf = (batchId: string) => ['GET /records of a card', { batchId }];
const card = (...ids: readonly string[]) => ({ pages: [{ items: ids.map((id) => ({ id, note: null })) }], pageParams: [1] });

test('a record is changed where it is shown, and a card that is to be read again still is', async () => {
  const client = new QueryClient();
  client.setQueryData(keyOf('a'), card('1', '2'), { updatedAt: 1_000 });
  client.setQueryData(keyOf('b'), card('3'), { updatedAt: 2_000 });
  client.setQueryData(keyOf('both'), card('1', '3'), { updatedAt: 3_000 });
  await client.invalidateQueries({ refetchType: 'none' });
  changeEverywhere(client, new Set(['1']), (record) => ({ ...record, note: 'Telepon sore' }));
  const notes = (batchId: string) =>
    client.getQueryData<InfiniteData<ReturnType<typeof card>['pages'][number]>>(keyOf(batchId))?.pages[0]?.items.map(({ note }) => note);
  expect([notes('a'), notes('b'), notes('both')]).toEqual([['Telepon sore', null], [null], ['Telepon sore', null]]);
  expect(['a', 'b', 'both'].map((batchId) => client.getQueryState(keyOf(batchId)))).toMatchObject([
    { isInvalidated: true, dataUpdatedAt: 1_000 },
    { isInvalidated: true, dataUpdatedAt: 2_000 },
    { isInvalidated: true, dataUpdatedAt: 3_000 },
  ]);
});
