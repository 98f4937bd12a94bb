import { useQuery } from '@tanstack/react-query';
import type { Record, RecordFilter } from '../../../../contract/records.ts';
import { read } from '../../../lib/read.ts';

/** Records of one kind among those that are chosen, as an act takes them. */
export interface Taken {
  readonly choice: { readonly recordIds: string[] } | { readonly filter: RecordFilter; readonly expected: number };
  readonly total: number;
  /** Marked invalid among them. */
  readonly invalid: number;
  /** Who holds all of them, where it is one person. */
  readonly holder: { readonly id: string; readonly name: string } | undefined;
}

/** What acts can be done on: what somebody holds can be taken back or moved, what is available can be given. */
export interface TakenRecords {
  readonly held: Taken;
  readonly free: Taken;
}

const none: Taken = { choice: { recordIds: [] }, total: 0, invalid: 0, holder: undefined };

/** Who holds all of these, where it is one person. */
function holderOf(records: readonly Record[]): Taken['holder'] {
  const { staffId = null, staffName = null } = records[0] ?? {};
  if (staffId === null || staffName === null || records.some((record) => record.staffId !== staffId)) return undefined;
  return { id: staffId, name: staffName };
}

function takenOf(records: readonly Record[]): Taken {
  return {
    choice: { recordIds: records.map(({ id }) => id) },
    total: records.length,
    invalid: records.filter(({ verdict }) => verdict === 'invalid').length,
    holder: holderOf(records),
  };
}

/** Sorts records that were chosen one by one into those that are held and those that are available. */
export function takeChosen(records: readonly Record[]): TakenRecords {
  return {
    held: takenOf(records.filter(({ state }) => state === 'assigned')),
    free: takenOf(records.filter(({ state }) => state === 'available')),
  };
}

/** Says nothing about records of another state: a filter that asks for it already holds them all or none of them. */
const within = (filter: RecordFilter, state: 'assigned' | 'available'): RecordFilter | undefined =>
  filter.state === undefined || filter.state === state ? { ...filter, state } : undefined;

function useCount(filter: RecordFilter | undefined) {
  const { data } = useQuery({
    ...read('GET /records', { query: { ...filter, pageSize: 1, cells: false } }),
    enabled: filter !== undefined,
  });
  return filter === undefined
    ? { total: 0, first: undefined }
    : data === undefined
      ? undefined
      : { total: data.total, first: data.items[0] };
}

/** The same of all that a filter holds, counted by the server; nothing while it is being counted. */
export function useTakenByFilter(filter: RecordFilter | undefined): TakenRecords | undefined {
  const assigned = filter === undefined ? undefined : within(filter, 'assigned');
  const available = filter === undefined ? undefined : within(filter, 'available');
  const bad =
    assigned === undefined || (assigned.verdict !== undefined && assigned.verdict !== 'invalid')
      ? undefined
      : { ...assigned, verdict: 'invalid' as const };
  const held = useCount(assigned);
  const invalid = useCount(bad);
  const free = useCount(available);
  if (held === undefined || invalid === undefined || free === undefined) return undefined;
  const oneHolder = filter?.staffId?.includes(',') === false || filter?.batchId !== undefined;
  return {
    held:
      assigned === undefined
        ? none
        : {
            choice: { filter: assigned, expected: held.total },
            total: held.total,
            invalid: invalid.total,
            holder: oneHolder && held.first !== undefined ? holderOf([held.first]) : undefined,
          },
    free: available === undefined ? none : { ...none, choice: { filter: available, expected: free.total }, total: free.total },
  };
}
