import { parentPort, workerData } from 'node:worker_threads';
import { reserveCustomer } from '../server/domain/reservations/reserve-customer.ts';
import type { DatabaseAddress } from '../server/platform/db/connect.ts';
import { openDatabase } from '../server/platform/db/database.ts';
import { connectSubscribers } from '../server/subscriptions.ts';
import { benchActor } from './build-members.ts';

export interface ReserveOrder {
  readonly address: DatabaseAddress;
  readonly productId: string;
  readonly reserverIds: readonly string[];
  readonly customerKeys: readonly string[];
  readonly atOnce: number;
}

/** What became of one reservation; `at` is milliseconds of the epoch, when it was known to be committed. */
export type Reserved = { readonly personId: string; readonly at: number } | { readonly error: string };

const { address, productId, reserverIds, customerKeys, atOnce } = workerData as ReserveOrder;
const database = openDatabase({ ...address, poolSize: atOnce });

async function reserve(customerKey: string, staffId: string): Promise<Reserved> {
  try {
    const input = { productId, staffId, customerKey, permanent: false };
    const { personId } = await database.transaction(async (tx) => {
      const { customerId } = await reserveCustomer(tx, benchActor, input);
      return tx.selectFrom('customers').select('person_id as personId').where('id', '=', customerId).executeTakeFirstOrThrow();
    });
    return { personId, at: performance.timeOrigin + performance.now() };
  } catch (error) {
    return { error: String(error) };
  }
}

async function reserveInTurn(first: number): Promise<void> {
  for (let place = first; place < customerKeys.length; place += atOnce) {
    parentPort?.postMessage(await reserve(customerKeys[place] ?? '', reserverIds[place % reserverIds.length] ?? ''));
  }
}

connectSubscribers();
await Promise.all(Array.from({ length: atOnce }, (_, first) => reserveInTurn(first)));
await database.close();
