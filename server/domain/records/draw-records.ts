import { sql } from 'kysely';
import type { PassedOver } from '../../../contract/assignments.ts';
import type { Tx } from '../../platform/db/database.ts';
import { lockPersons } from '../members/lock-persons.ts';
import { type Candidate, noneOver, type PassedOverReason, Room } from './records.rules.ts';

export interface DrawRequest {
  readonly databaseId: string;
  /** Most records for each staff member. */
  readonly wishes: ReadonlyMap<string, number>;
  readonly order: 'random' | 'file';
  /** Where in the database's random order the draw begins. */
  readonly seed: number;
}

export interface Draw {
  /** In the order they were met; their persons are locked until the transaction ends. */
  readonly candidates: readonly Candidate[];
  /** Met on the way to the last one drawn. */
  readonly passedOver: PassedOver;
  /** Key of the last record looked at, in the order of the draw. */
  readonly endedAt: number | null;
}

interface Met {
  readonly id: string;
  readonly personId: string;
  readonly position: number;
  readonly reservedBy: string | null;
  readonly reason: PassedOverReason | null;
  /** Somebody else is changing the person at this moment. */
  readonly busy: boolean;
  /** Which transactions the look could see. */
  readonly snapshot: string;
}

const longestStep = 20_000;

/** Rounds of waiting after which what others still hold is taken to be theirs. */
const mostRounds = 50;

/**
 * Draws available records that may be given (docs/domain.md, Assigning). Draws at the same moment get different records
 * without waiting for each other; only one that would come short lets its own go, waits in the one lock order for those
 * that others hold just now, and draws again.
 */
export async function drawRecords(tx: Tx, request: DrawRequest): Promise<Draw> {
  await sql`savepoint draw`.execute(tx);
  for (let round = 1; ; round += 1) {
    const draw = new DrawInProgress(tx, request);
    for (const stretch of stretchesOf(request)) await draw.walk(stretch);
    if (draw.missing === 0 || draw.busy.size === 0 || round === mostRounds) {
      await sql`release savepoint draw`.execute(tx);
      return draw.result();
    }
    // Waiting while holding others back is how two draws die of each other.
    await sql`rollback to savepoint draw`.execute(tx);
    await lockPersons(tx, [...draw.busy, ...draw.persons]);
  }
}

/** A part of the order: from a key on, up to a key. */
interface Stretch {
  readonly from: number;
  readonly below: number | null;
}

function stretchesOf({ order, seed }: DrawRequest): Stretch[] {
  if (order === 'file') return [{ from: 0, below: null }];
  return [
    { from: seed, below: null },
    { from: 0, below: seed },
  ];
}

class DrawInProgress {
  readonly #tx: Tx;
  readonly #request: DrawRequest;
  readonly #staffIds: string[];
  readonly #room: Room;
  readonly #candidates: Candidate[] = [];
  readonly persons = new Set<string>();
  /** Persons that others are changing at this moment. */
  readonly busy = new Set<string>();
  readonly #passedOver = noneOver();
  #endedAt: number | null = null;

  constructor(tx: Tx, request: DrawRequest) {
    this.#tx = tx;
    this.#request = request;
    this.#staffIds = [...request.wishes.keys()];
    this.#room = new Room(request.wishes);
  }

  get missing(): number {
    return this.#room.missing;
  }

  result(): Draw {
    return { candidates: this.#candidates, passedOver: this.#passedOver, endedAt: this.#endedAt };
  }

  async walk({ from, below }: Stretch): Promise<void> {
    let position = from;
    let id = '0';
    for (let step = Math.min(Math.ceil(this.missing * 1.1) + 32, longestStep); this.missing > 0; step = Math.min(step * 2, longestStep)) {
      const met = await this.#meet({ position, id, below, step });
      await this.#take(met);
      const last = met.at(-1);
      if (last === undefined || met.length < step) return;
      ({ position, id } = last);
    }
  }

  /**
   * The next available records of the order, with the persons of those that may be given locked. The locked are looked up
   * in a hash rather than joined: a planner that has not seen a new list yet would compare each record with each person.
   */
  async #meet(place: { position: number; id: string; below: number | null; step: number }): Promise<Met[]> {
    const key = this.#request.order === 'file' ? sql.ref('row_number') : sql.ref('draw_key');
    const end = place.below === null ? sql`` : sql`and ${key} < ${place.below}`;
    const { rows } = await sql<Met>`
      with met as materialized (
        select id, person_id, ${key} as position, reserved_by,
          passed_over_reason(reserved_by, do_not_contact, held, archived, ${this.#staffIds}::bigint[]) as reason
        from drawable_records
        where database_id = ${this.#request.databaseId} and (${key}, id) > (${place.position}, ${place.id}) ${end}
        order by ${key}, id limit ${place.step}
      ), locked as (
        select id from persons where id in (select person_id from met where reason is null)
        order by id for no key update skip locked
      )
      select id, person_id as "personId", position, reserved_by as "reservedBy", reason,
        reason is null and person_id not in (select id from locked) as busy, pg_current_snapshot()::text as snapshot
      from met order by position, id
    `.execute(this.#tx);
    return rows;
  }

  async #take(met: readonly Met[]): Promise<void> {
    const sure = await this.#lookAgain(met.filter(({ reason, busy }) => reason === null && !busy));
    for (const seen of met) {
      if (this.missing === 0) return;
      const now = seen.reason === null && !seen.busy ? sure.get(seen.id) : seen;
      // Gone meanwhile: another draw has it.
      if (now === undefined) continue;
      this.#endedAt = seen.position;
      if (now.reason !== null) this.#passedOver[now.reason] += 1;
      else if (seen.busy) this.busy.add(seen.personId);
      else this.#takeOne(seen, now.reservedBy);
    }
  }

  #takeOne({ id, personId }: Met, reservedBy: string | null): void {
    if (this.persons.has(personId)) this.#passedOver.duplicate += 1;
    else if (this.#room.take({ id, reservedBy })) {
      this.persons.add(personId);
      this.#candidates.push({ id, reservedBy });
    } else this.#passedOver.reserved += 1;
  }

  /**
   * The first look was before the lock; with the persons locked, what is seen now stays so until we commit. Where nobody
   * has committed anything in between, a second look would see the same, and none is taken.
   */
  async #lookAgain(met: readonly Met[]): Promise<Map<string, Pick<Met, 'reservedBy' | 'reason'>>> {
    const [first] = met;
    if (first === undefined) return new Map();
    const { rows } = await sql<Pick<Met, 'reservedBy' | 'reason'> & { id: string | null }>`
      select id, reserved_by as "reservedBy",
        passed_over_reason(reserved_by, do_not_contact, held, archived, ${this.#staffIds}::bigint[]) as reason
      from drawable_records where id = any(${met.map(({ id }) => id)}::bigint[]) and pg_current_snapshot()::text <> ${first.snapshot}
      union all
      select null, null, null where pg_current_snapshot()::text = ${first.snapshot}
    `.execute(this.#tx);
    const seen = rows[0]?.id === null ? met : rows;
    return new Map(seen.flatMap((row) => (row.id === null ? [] : [[row.id, row]])));
  }
}
