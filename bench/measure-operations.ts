import { z } from 'zod';
import type { Answer, Program } from './ask-program.ts';
import { quantile } from './figures.ts';
import type { Operation } from './list-operations.ts';

/** What one operation took at one size. */
export interface Measured {
  /** The median of its rounds. */
  readonly milliseconds: number;
  readonly outcome: 'answered' | 'refused' | 'failed';
  readonly status: number;
  /** Rows the list has, where it says so. */
  readonly found: number | undefined;
}

const rounds = 7;
/** Asked before, so that plans are made and pages are in memory. */
const warmUps = 2;
/** Milliseconds after which no further round of an operation begins. */
const patience = 1_000;

/** Asks for one operation again and again by itself, until its rounds or the patience for it are over. */
export async function measure(program: Program, operation: Operation): Promise<Measured> {
  const times: number[] = [];
  let answer: Answer | undefined;
  const begin = performance.now();
  for (let round = -warmUps; round < rounds; round += 1) {
    const late = performance.now() - begin > patience;
    if (late && times.length > 0) break;
    answer = await program.ask(operation);
    // What takes so long is no quicker the next time.
    if (round >= 0 || performance.now() - begin > patience) times.push(answer.milliseconds);
  }
  if (answer === undefined) throw new Error('An operation was not asked for');
  return { milliseconds: quantile(times, 0.5), outcome: outcomeOf(operation, answer), status: answer.status, found: foundIn(answer) };
}

const refusal = z.object({ detail: z.string().min(1) });
const total = z.object({ total: z.number() });

/** What the state of things forbids is refused, and a search may be, with a sentence about it; anything else is to be answered. */
function outcomeOf({ kind }: Operation, { status, body }: Answer): Measured['outcome'] {
  if (status === 200) return 'answered';
  const mayBeRefused = status === 409 || (kind === 'search' && (status === 400 || status === 422));
  return mayBeRefused && refusal.safeParse(readJson(body)).success ? 'refused' : 'failed';
}

function foundIn({ status, body }: Answer): number | undefined {
  return status === 200 && body !== '' ? total.safeParse(readJson(body)).data?.total : undefined;
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
