import type { InputOf } from './interface.ts';

// What a staff member's first page asks for, said in one place: the page asks, and so does whoever is there before the page.

/** A card's records come by as many. */
const recordsAtOnce = 500;

interface CardsWanted {
  readonly produk?: string | undefined;
  readonly q?: string | undefined;
  readonly urut?: 'belum' | 'nama' | undefined;
}

const orders = { belum: '-unvalidated', nama: 'title' } as const;

/** The cards of Data Saya as its address wants them. */
export function cardsWanted({ produk, q, urut }: CardsWanted): InputOf<'GET /batches'> {
  return { query: { productId: produk, q, sort: urut === undefined ? '-assignedAt' : orders[urut], pageSize: 500 } };
}

export type RecordFilter = Pick<NonNullable<InputOf<'GET /records'>['query']>, 'batchId' | 'ungrouped' | 'staffId' | 'followUpDue'>;

/** One page of the records of a card, or of another small set. */
export function recordsWanted(filter: RecordFilter, page: number): InputOf<'GET /records'> {
  return { query: { ...filter, page, pageSize: recordsAtOnce } };
}
