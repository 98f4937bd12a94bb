/** A row as the property test makes it: `p1`… are readable phones, `damaged` is not. */
export interface ModelRow {
  readonly key: string;
  readonly phone: '' | 'p1' | 'p2' | 'p3' | 'damaged';
}

interface Person {
  phone: string | null;
}

interface Customer {
  key: string;
  byPhone: boolean;
  person: Person;
  records: number;
}

interface Spoken {
  readonly key: string;
  readonly firstRow: number;
  phone: string | null;
}

const numbers: Record<string, string> = { p1: '+6281200000001', p2: '+6281200000002', p3: '+6281200000003' };
const phoneOf = ({ phone }: ModelRow): string | null => numbers[phone] ?? null;

/**
 * The rules of docs/domain.md §Import told once more, row by row and without a database, for the property test: one
 * product with its customers and persons.
 */
export class ProductModel {
  readonly #matchPhones: boolean;
  readonly #customers: Customer[] = [];

  constructor(matchPhones: boolean) {
    this.#matchPhones = matchPhones;
  }

  /** What a check answers. */
  classify(rows: readonly ModelRow[]) {
    const keys = this.#finalKeys(rows);
    const claimed = this.#claims(rows);
    const seen = new Set<string>();
    const counts = { rows: rows.length, new: 0, duplicateInFile: 0, existing: 0, emptyKey: 0, unreadable: 0 };
    const phones = { phonesUnreadable: 0, existingPhonesUnreadable: 0 };
    rows.forEach((row, index) => {
      const key = keys[index];
      if (key === undefined) counts.emptyKey += 1;
      else if (seen.has(key)) counts.duplicateInFile += 1;
      else if ((claimed.get(key) ?? this.#byKey(key))?.records) {
        counts.existing += 1;
        if (row.phone === 'damaged') phones.existingPhonesUnreadable += 1;
      } else {
        counts.new += 1;
        if (row.phone === 'damaged') phones.phonesUnreadable += 1;
      }
      if (key !== undefined) seen.add(key);
    });
    return { ...counts, ...phones };
  }

  /** What an import does. */
  take(rows: readonly ModelRow[], duplicates: 'skip' | 'keep'): void {
    const keys = this.#finalKeys(rows);
    const spoken = this.#spoken(rows, keys);
    for (const [username, customer] of this.#claims(rows)) Object.assign(customer, { key: username, byPhone: false });
    if (this.#matchPhones) this.#givePhones(spoken);
    for (const { key, phone } of spoken) {
      const known = this.#byKey(key);
      if (known === undefined)
        this.#add(
          key,
          phone,
          rows.every((row) => row.key !== key),
        );
      else if (known.records === 0 || duplicates === 'keep') known.records += 1;
    }
  }

  /** As the test reads them from the database. */
  customers() {
    return this.#customers
      .map(({ key, byPhone, person, records }) => ({
        key,
        by_phone: byPhone,
        phone: person.phone,
        others: this.#of(person)
          .map((other) => other.key)
          .toSorted(),
        records,
      }))
      .toSorted((one, other) => (one.key < other.key ? -1 : 1));
  }

  #byKey(key: string): Customer | undefined {
    return this.#customers.find((customer) => customer.key === key);
  }

  #of(person: Person): Customer[] {
    return this.#customers.filter((customer) => customer.person === person);
  }

  #personWith(phone: string | null): Person | undefined {
    return phone === null ? undefined : this.#customers.find(({ person }) => person.phone === phone)?.person;
  }

  /** A username's phone is that of its first row with one. */
  #phoneOfUsername(rows: readonly ModelRow[], key: string): string | null {
    const row = this.#matchPhones ? rows.find((one) => one.key === key && phoneOf(one) !== null) : undefined;
    return row === undefined ? null : phoneOf(row);
  }

  /** Usernames that go to a customer so far known by phone only, the first with that phone. */
  #claims(rows: readonly ModelRow[]): Map<string, Customer> {
    const claims = new Map<string, Customer>();
    for (const row of rows) {
      const phone = this.#phoneOfUsername(rows, row.key);
      if (row.key === '' || phoneOf(row) === null || phoneOf(row) !== phone || this.#byKey(row.key) !== undefined) continue;
      const person = this.#personWith(phone);
      const [only, ...others] = person === undefined ? [] : this.#of(person);
      if (only?.byPhone !== true || others.length > 0 || [...claims.values()].includes(only)) continue;
      claims.set(row.key, only);
    }
    return claims;
  }

  /** The customer each row speaks of, by the key it will have; undefined where it speaks of nobody. */
  #finalKeys(rows: readonly ModelRow[]): (string | undefined)[] {
    const claims = [...this.#claims(rows)];
    return rows.map((row) => {
      if (row.key !== '') return row.key;
      const phone = phoneOf(row);
      if (phone === null) return undefined;
      if (!this.#matchPhones) return phone;
      const person = this.#personWith(phone);
      const customer = person === undefined ? undefined : (this.#of(person).find(({ byPhone }) => byPhone) ?? this.#of(person)[0]);
      const claim = claims.find(([, claimed]) => claimed === customer);
      return claim?.[0] ?? customer?.key ?? rows.find((other) => other.key !== '' && phoneOf(other) === phone)?.key ?? phone;
    });
  }

  #spoken(rows: readonly ModelRow[], keys: readonly (string | undefined)[]): Spoken[] {
    const spoken: Spoken[] = [];
    keys.forEach((key, index) => {
      if (key === undefined || spoken.some((one) => one.key === key)) return;
      const alone = rows
        .filter((row, at) => row.key === '' && keys[at] === key)
        .map((row) => phoneOf(row) ?? '')
        .toSorted((one, other) => (one < other ? -1 : 1));
      const phone = this.#matchPhones ? (this.#phoneOfUsername(rows, key) ?? alone[0] ?? null) : null;
      spoken.push({ key, firstRow: index, phone });
    });
    return spoken;
  }

  /** Known customers without a phone take it, or become one with whoever has it. */
  #givePhones(spoken: readonly Spoken[]): void {
    const asked = new Set<Person>();
    for (const { key, phone } of spoken) {
      const person = this.#byKey(key)?.person;
      if (person === undefined || person.phone !== null || phone === null || asked.has(person)) continue;
      asked.add(person);
      const owner = this.#personWith(phone);
      if (owner === undefined) person.phone = phone;
      else for (const customer of this.#of(person)) customer.person = owner;
    }
  }

  #add(key: string, phone: string | null, byPhone: boolean): void {
    const person = this.#personWith(phone) ?? { phone };
    this.#customers.push({ key, byPhone, person, records: 1 });
  }
}
