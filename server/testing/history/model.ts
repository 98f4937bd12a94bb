import type { PassedOver } from '../../../contract/assignments.ts';
import type { Module } from '../../../contract/values.ts';

/** Who a customer is; customers with one phone share it. */
export interface PersonModel {
  reservedBy: string | null;
  doNotContact: boolean;
}

/** Somebody that lists speak of: always by the same Customer ID and phone. */
export interface Member {
  readonly key: string;
  readonly phone: string | null;
  readonly person: PersonModel;
}

export interface ListModel {
  readonly id: string;
  readonly module: Module;
  /** Rows of the file that became no record. */
  readonly rejected: { readonly duplicateInFile: number; readonly existing: number };
}

export interface CardModel {
  readonly id: string;
  readonly staffId: string;
  readonly list: ListModel;
  readonly shortfall: number;
}

export type Verdict = 'unvalidated' | 'valid' | 'invalid';

export interface RecordModel {
  readonly id: string;
  readonly list: ListModel;
  readonly rowNumber: number;
  readonly member: Member;
  state: 'available' | 'assigned' | 'archived' | 'deleted';
  /** Where it is assigned. */
  card: CardModel | null;
  verdict: Verdict;
  /** Whether the reason of an invalid record speaks of the customer. */
  aboutCustomer: boolean;
  replaces: RecordModel | null;
  replacedBy: RecordModel | null;
  lastCard: CardModel | null;
}

export type PassedOverReason = keyof PassedOver;

/** Twenty-four customers: of twenty with a phone the last six share the phones of the first six, four have none. */
function someMembers(): Member[] {
  const persons = Array.from({ length: 18 }, (): PersonModel => ({ reservedBy: null, doNotContact: false }));
  return Array.from({ length: 24 }, (_, index) => {
    const who = index < 20 ? index % 14 : index - 6;
    const phone = index < 20 ? `0812345000${String(who).padStart(2, '0')}` : null;
    return { key: `member${index}`, phone, person: persons[who] ?? { reservedBy: null, doNotContact: false } };
  });
}

/** The rules of docs/domain.md told once more, in memory, without a database: one product, its lists and its staff. */
export class HistoryModel {
  readonly holdAcrossModules: boolean;
  readonly members = someMembers();
  readonly lists: ListModel[] = [];
  readonly records: RecordModel[] = [];
  readonly cards: CardModel[] = [];
  /** Ids of active reservations with what they are of. */
  readonly reservations = new Map<string, { readonly member: Member; readonly staffId: string }>();

  /** How many records of a module each staff member was assigned, by module and id. */
  readonly #assigned = new Map<string, number>();

  /** Records and the reservations that they may stay in conflict with. */
  readonly kept = new Set<string>();

  constructor(holdAcrossModules: boolean) {
    this.holdAcrossModules = holdAcrossModules;
  }

  /** What becomes of the rows of a file, each once. */
  outcomesOf(rows: readonly Member[], duplicates: 'skip' | 'keep'): ('imported' | 'duplicateInFile' | 'existing')[] {
    return rows.map((member, index) => {
      if (rows.indexOf(member) < index) return 'duplicateInFile';
      const known = this.records.some((record) => record.member === member && record.state !== 'deleted');
      return known && duplicates === 'skip' ? 'existing' : 'imported';
    });
  }

  held(staffId?: string): RecordModel[] {
    return this.records.filter(({ state, card }) => state === 'assigned' && (staffId === undefined || card?.staffId === staffId));
  }

  onCard(card: CardModel): RecordModel[] {
    return this.records.filter((record) => record.card === card);
  }

  of(list: ListModel): RecordModel[] {
    return this.records.filter((record) => record.list === list).toSorted((one, other) => one.rowNumber - other.rowNumber);
  }

  isConflict({ state, card, member }: RecordModel): boolean {
    return state === 'assigned' && member.person.reservedBy !== null && member.person.reservedBy !== card?.staffId;
  }

  /** The active reservation of a person; there is one at most. */
  reservationOf(person: PersonModel): string | undefined {
    return [...this.reservations].find(([, { member }]) => member.person === person)?.[0];
  }

  /** Whether an admin has left the conflict as it is, which is true of this record and this reservation alone. */
  isKept(record: RecordModel): boolean {
    return this.isConflict(record) && this.kept.has(`${record.id} ${this.reservationOf(record.member.person)}`);
  }

  /** What is counted, and listed as waiting. */
  isOpenConflict(record: RecordModel): boolean {
    return this.isConflict(record) && !this.isKept(record);
  }

  /** Why an available record may be given to none of these staff, by the first reason that holds. */
  reasonAgainst(record: RecordModel, staffIds: readonly string[]): PassedOverReason | null {
    const { person } = record.member;
    const others = this.records.filter((other) => other.member.person === person);
    if (person.reservedBy !== null && !staffIds.includes(person.reservedBy)) return 'reserved';
    if (person.doNotContact) return 'doNotContact';
    const sameModule = (other: RecordModel) => this.holdAcrossModules || other.list.module === record.list.module;
    if (others.some((other) => other.state === 'assigned' && sameModule(other))) return 'held';
    if (others.some((other) => other.state === 'archived' && other.aboutCustomer)) return 'archived';
    return null;
  }

  /** Persons of whom one of these records may be given to one of these staff. */
  eligible(records: readonly RecordModel[], staffIds: readonly string[]): Set<PersonModel> {
    const suited = records.filter((record) => record.state === 'available' && this.reasonAgainst(record, staffIds) === null);
    return new Set(suited.map(({ member }) => member.person));
  }

  /** What a preview says of these records. */
  foresee(records: readonly RecordModel[], staffIds: readonly string[]) {
    const available = records.filter(({ state }) => state === 'available');
    const passedOver = { reserved: 0, doNotContact: 0, held: 0, archived: 0, duplicate: 0 };
    for (const record of available) {
      const reason = this.reasonAgainst(record, staffIds);
      if (reason !== null) passedOver[reason] += 1;
    }
    const eligible = this.eligible(records, staffIds).size;
    const against = Object.values(passedOver).reduce((sum, count) => sum + count, 0);
    return { available: available.length, eligible, passedOver: { ...passedOver, duplicate: available.length - against - eligible } };
  }

  /** How many records can be given at most: a reserved person's to the reserver only, each staff member up to the wish. */
  mostToGive(records: readonly RecordModel[], wishes: ReadonlyMap<string, number>): number {
    const persons = [...this.eligible(records, [...wishes.keys()])];
    const reserved = [...wishes].map(([staffId, wish]) => Math.min(wish, persons.filter((one) => one.reservedBy === staffId).length));
    const ownersShare = reserved.reduce((sum, count) => sum + count, 0);
    const wanted = [...wishes.values()].reduce((sum, wish) => sum + wish, 0);
    return ownersShare + Math.min(wanted - ownersShare, persons.filter((one) => one.reservedBy === null).length);
  }

  noteAssigned(module: string, staffId: string, count: number): void {
    this.#assigned.set(`${module} ${staffId}`, this.#assignedTo(module, staffId) + count);
  }

  /** Who gets what is left over first: whoever was assigned fewest of the module, then whoever was named first. */
  ranked(module: string, staffIds: readonly string[]): string[] {
    return staffIds.toSorted((one, other) => this.#assignedTo(module, one) - this.#assignedTo(module, other));
  }

  #assignedTo(module: string, staffId: string): number {
    return this.#assigned.get(`${module} ${staffId}`) ?? 0;
  }

  give(record: RecordModel, card: CardModel): void {
    Object.assign(record, { state: 'assigned', card });
  }

  archive(record: RecordModel): void {
    Object.assign(record, { state: 'archived', lastCard: record.card, card: null });
  }

  /** To the pool, where a record carries no work. */
  release(record: RecordModel): void {
    const lastCard = record.card ?? record.lastCard;
    if (record.replaces !== null) record.replaces.replacedBy = null;
    Object.assign(record, {
      state: 'available',
      card: null,
      lastCard,
      verdict: 'unvalidated',
      aboutCustomer: false,
      replaces: null,
      replacedBy: null,
    });
  }

  /** An invalid record never slips back into the pool. Answers where it went. */
  takeBack(record: RecordModel): 'recalled' | 'archived' {
    if (record.verdict === 'invalid') {
      this.archive(record);
      return 'archived';
    }
    this.release(record);
    return 'recalled';
  }

  /** The new record joins the card, linked both ways with the one it stands for. */
  replace(replaced: RecordModel, replacement: RecordModel, card: CardModel): void {
    this.give(replacement, card);
    replaced.replacedBy = replacement;
    replacement.replaces = replaced;
  }

  /** An archived record comes back: its link to the replacement ends on both sides. */
  unlink(record: RecordModel): void {
    for (const other of this.records) if (other.replaces === record) other.replaces = null;
    record.replacedBy = null;
  }

  mark(record: RecordModel, verdict: Verdict, aboutCustomer: boolean): void {
    Object.assign(record, { verdict, aboutCustomer: verdict === 'invalid' && aboutCustomer });
  }
}
