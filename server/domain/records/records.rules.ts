import type { PassedOver } from '../../../contract/assignments.ts';
import type { Language } from '../../platform/actor.ts';

/** A record that may be given, as a draw met it. */
export interface Candidate {
  readonly id: string;
  /** The staff member the record's person is reserved by, if any: only they may receive it. */
  readonly reservedBy: string | null;
}

export type PassedOverReason = keyof PassedOver;

/** Counts of nothing passed over, to add to. */
export function noneOver(): { [Reason in PassedOverReason]: number } {
  return { reserved: 0, doNotContact: 0, held: 0, archived: 0, duplicate: 0 };
}

/** Shares `total` over `parts`, give or take one, the larger shares first. */
export function evenShares(total: number, parts: number): number[] {
  const each = Math.floor(total / parts);
  return Array.from({ length: parts }, (_, index) => each + (index < total % parts ? 1 : 0));
}

/** What each is to get of so many hand-picked records; who comes first gets one of those left over. Whom nothing is left for is not named. */
export function evenWishes(total: number, staffIds: readonly string[]): Map<string, number> {
  const shares = evenShares(total, staffIds.length);
  return new Map(staffIds.map((staffId, index) => [staffId, shares[index] ?? 0] as const).filter(([, share]) => share > 0));
}

/**
 * How many records of these could be given if each staff member takes at most their wish: a record whose person is
 * reserved goes to its reserver only, every other to whoever has room.
 */
export class Room {
  readonly #wishes: ReadonlyMap<string, number>;
  readonly #reserved = new Map<string, number>();
  readonly #wanted: number;
  #free = 0;

  constructor(wishes: ReadonlyMap<string, number>) {
    this.#wishes = wishes;
    this.#wanted = sumOf(wishes);
  }

  /** Records still missing. */
  get missing(): number {
    return Math.max(0, this.#wanted - sumOf(this.#reserved) - this.#free);
  }

  /** Takes a candidate in, unless the one who may receive it has enough already. */
  take(candidate: Candidate): boolean {
    if (this.missing === 0) return false;
    if (candidate.reservedBy === null) {
      this.#free += 1;
      return true;
    }
    const taken = this.#reserved.get(candidate.reservedBy) ?? 0;
    if (taken >= (this.#wishes.get(candidate.reservedBy) ?? 0)) return false;
    this.#reserved.set(candidate.reservedBy, taken + 1);
    return true;
  }
}

/**
 * Deals candidates out (docs/domain.md, Assigning): reserved ones to their reserver, the rest one by one to whoever has
 * least, so that each staff member gets the same number, give or take one, up to their wish. What is left over goes to those
 * who come first in the order of the wishes.
 */
export function dealOut(candidates: readonly Candidate[], wishes: ReadonlyMap<string, number>): Map<string, string[]> {
  const hands = new Map<string, string[]>([...wishes.keys()].map((staffId) => [staffId, []]));
  for (const { id, reservedBy } of candidates) if (reservedBy !== null) hands.get(reservedBy)?.push(id);
  const free = candidates.filter(({ reservedBy }) => reservedBy === null);
  let level = 0;
  let next = 0;
  while (next < free.length) {
    const takers = [...hands].filter(([staffId, hand]) => hand.length === level && level < (wishes.get(staffId) ?? 0));
    for (const [, hand] of takers) {
      const candidate = free[next];
      if (candidate === undefined) break;
      hand.push(candidate.id);
      next += 1;
    }
    if (takers.length === 0 && [...hands].every(([staffId, hand]) => hand.length <= level || level >= (wishes.get(staffId) ?? 0))) break;
    level += 1;
  }
  return hands;
}

/** Persons whose records may be given: how many are reserved by each receiver, and how many by nobody. */
export interface Suited {
  readonly reserved: ReadonlyMap<string, number>;
  readonly free: number;
}

/** How many records each would be dealt of all these persons, as dealOut() does, in whatever order they are met. */
export function foreseeShares(wishes: ReadonlyMap<string, number>, { reserved, free }: Suited): Map<string, number> {
  const own = new Map([...wishes].map(([staffId, wish]) => [staffId, Math.min(wish, reserved.get(staffId) ?? 0)]));
  if (sumOf(own) + free >= sumOf(wishes)) return new Map(wishes);
  const upTo = (level: number) =>
    new Map([...wishes].map(([staffId, wish]) => [staffId, Math.max(own.get(staffId) ?? 0, Math.min(level, wish))]));
  let level = 0;
  // The highest level to which all can be brought up, a bit at a time.
  for (let step = 2 ** 31; step >= 1; step /= 2) if (sumOf(upTo(level + step)) - sumOf(own) <= free) level += step;
  let left = free + sumOf(own) - sumOf(upTo(level));
  return new Map(
    [...upTo(level)].map(([staffId, count]) => {
      const takes = left > 0 && count === level && count < (wishes.get(staffId) ?? 0);
      if (takes) left -= 1;
      return [staffId, takes ? count + 1 : count];
    }),
  );
}

export function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** What belongs to staff in another order of them. */
export function inOrder<Value>(ofStaff: ReadonlyMap<string, Value>, staffIds: readonly string[]): Map<string, Value> {
  const place = new Map(staffIds.map((staffId, index) => [staffId, index]));
  return new Map([...ofStaff].toSorted(([one], [other]) => (place.get(one) ?? 0) - (place.get(other) ?? 0)));
}

// A business day is a date without a zone, so it is written as the one it is.
const dayOf = (locale: string) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const days: { readonly [language in Language]: Intl.DateTimeFormat } = { id: dayOf('id-ID'), en: dayOf('en-GB') };

/** A new card's title: its database and the business day, `YYYY-MM-DD` (docs/domain.md, Batch cards). At most 200 characters. */
export function cardTitle(databaseName: string, day: string): string {
  const ending = ` · ${days.id.format(new Date(day))}`;
  return databaseName.slice(0, 200 - ending.length) + ending;
}

/** Why a held record is in conflict, in words (docs/domain.md, Conflicts): "Direservasi Dewi sejak 3 Mar 2026". */
export function conflictReason(reserverName: string, sinceDay: string, language: Language): string {
  const day = days[language].format(new Date(sinceDay));
  return language === 'id' ? `Direservasi ${reserverName} sejak ${day}` : `Reserved by ${reserverName} since ${day}`;
}
