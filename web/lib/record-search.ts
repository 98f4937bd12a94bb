import type { RecordFilter } from '../../contract/records.ts';
import type { Module } from '../../contract/values.ts';
import type { InputOf } from './interface.ts';

/** What the address of a module's records can say; each filter that is on is a text. */
export interface RecordsSearch {
  readonly produk?: string | undefined;
  readonly database?: string | undefined;
  readonly state?: RecordFilter['state'];
  readonly staff?: string | undefined;
  readonly batch?: string | undefined;
  readonly verdict?: RecordFilter['verdict'];
  readonly alasan?: string | undefined;
  readonly kontak?: RecordFilter['contactResult'];
  readonly jangan?: YesOrNo;
  readonly konflik?: YesOrNo;
  readonly kelompok?: YesOrNo;
  readonly telepon?: YesOrNo;
  readonly diganti?: YesOrNo;
  readonly pengganti?: YesOrNo;
  readonly tindakDari?: string | undefined;
  readonly tindakSampai?: string | undefined;
  readonly dibagikanDari?: string | undefined;
  readonly dibagikanSampai?: string | undefined;
  readonly diarsipkanDari?: string | undefined;
  readonly diarsipkanSampai?: string | undefined;
  readonly q?: string | undefined;
}

type YesOrNo = 'ya' | 'tidak' | undefined;

const isYes = (word: YesOrNo) => (word === undefined ? undefined : word === 'ya');

/** The filter that an address asks for; what it does not speak of is left out. */
export function recordFilterOf(module: Module, search: RecordsSearch): RecordFilter {
  const filter: RecordFilter = {
    module,
    productId: search.produk,
    databaseId: search.database,
    state: search.state,
    staffId: search.staff,
    batchId: search.batch,
    verdict: search.verdict,
    reasonId: search.alasan,
    contactResult: search.kontak,
    doNotContact: isYes(search.jangan),
    conflict: isYes(search.konflik),
    ungrouped: isYes(search.kelompok),
    hasPhone: isYes(search.telepon),
    replaced: isYes(search.diganti),
    replacement: isYes(search.pengganti),
    followUpFrom: search.tindakDari,
    followUpTo: search.tindakSampai,
    assignedFrom: search.dibagikanDari,
    assignedTo: search.dibagikanSampai,
    archivedFrom: search.diarsipkanDari,
    archivedTo: search.diarsipkanSampai,
    q: search.q,
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** Everything in the address that narrows the list, switched off; the product stays, since it is the frame's. */
export const noRecordFilter = {
  database: undefined,
  state: undefined,
  staff: undefined,
  batch: undefined,
  verdict: undefined,
  alasan: undefined,
  kontak: undefined,
  jangan: undefined,
  konflik: undefined,
  kelompok: undefined,
  telepon: undefined,
  diganti: undefined,
  pengganti: undefined,
  tindakDari: undefined,
  tindakSampai: undefined,
  dibagikanDari: undefined,
  dibagikanSampai: undefined,
  diarsipkanDari: undefined,
  diarsipkanSampai: undefined,
  q: undefined,
  page: undefined,
} as const satisfies { readonly [Name in Exclude<keyof RecordsSearch, 'produk'> | 'page']: undefined };

type Sort = NonNullable<NonNullable<InputOf<'GET /records'>['query']>['sort']>;

const sortable = ['rowNumber', 'name', 'customerKey', 'assignedAt', 'followUpOn', 'verdict', 'archivedAt', 'database'] as const;

/** The order an address asks for: file order, list by list, where it says nothing. */
export function recordSortOf(sort: string | undefined): Sort {
  const known: readonly Sort[] = sortable.flatMap((name): Sort[] => [name, `-${name}`]);
  return known.find((name) => name === sort) ?? 'database';
}
