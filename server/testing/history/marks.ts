import type { ListModel, RecordModel } from './model.ts';

/** What admins are told of a staff member's invalid marks in one list. */
interface MarksTold {
  readonly staffId: string;
  readonly list: ListModel;
  readonly records: Set<RecordModel>;
}

/** Notifications of invalid marks, all within the while in which they grow (docs/domain.md, Notifications). */
export class MarksModel {
  #told: MarksTold[] = [];
  /** Where each record was put last. */
  readonly #places = new Map<RecordModel, MarksTold[]>();

  marked(record: RecordModel, staffId: string): void {
    let told = this.#told.find((one) => one.staffId === staffId && one.list === record.list);
    if (told === undefined) this.#told.push((told = { staffId, list: record.list, records: new Set() }));
    told.records.add(record);
    const others = (this.#places.get(record) ?? []).filter((one) => one !== told);
    this.#places.set(record, [...others, told]);
  }

  /** A mark that is undone leaves the notification it was put into last; the last one takes it away. */
  undone(record: RecordModel): void {
    const told = this.#places.get(record)?.pop();
    told?.records.delete(record);
    this.#told = this.#told.filter(({ records }) => records.size > 0);
  }

  /** As a list of what each says, in no order. */
  counts(): { staffId: string; databaseId: string; count: number }[] {
    return this.#told.map(({ staffId, list, records }) => ({ staffId, databaseId: list.id, count: records.size }));
  }
}
