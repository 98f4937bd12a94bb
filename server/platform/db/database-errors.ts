import { type Problem, problem } from '../http/problem.ts';

/** The database cannot be reached, or its connection broke before the answer came: the HTTP layer answers 503. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** The database gave up on a statement (statement or lock timeout, or a deadlock that kept coming back): the HTTP layer answers 503. */
export class DatabaseBusy extends Error {
  override readonly name = 'DatabaseBusy';
}

/** Nothing can be written because there is no room for it, in the database's disk or in ours: the HTTP layer answers 503. */
class DiskFull extends Error {
  override readonly name = 'DiskFull';
}

/** What PostgreSQL says of a disk or a limit of temporary files, and the system of files of our own. */
const fullCodes = new Set(['53100', '53400', 'ENOSPC', 'EDQUOT']);
/** An error that came out of a worker thread has lost its code. */
const fullSentence = /^(ENOSPC|EDQUOT):/;

/** Whether the cause of an error, through any wrapping, is that there is no room. */
export function isDiskFull(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (fullCodes.has(codeOf(cause) ?? '') || fullSentence.test(cause.message)) return true;
  }
  return false;
}

const busyStates = new Set(['57014', '55P03', '40001', '40P01']);
const repeatableStates = new Set(['40001', '40P01']);
const connectionCodes = new Set([
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '53300',
  '25P03',
  '25P04',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
const connectionSentences =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool after)/;

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** SQLSTATE of an error PostgreSQL gave, through any wrapping; undefined for other errors. */
export function sqlState(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = codeOf(cause);
    if (code !== undefined && /^[0-9A-Z]{5}$/.test(code)) return code;
  }
  return undefined;
}

/** Name of the constraint, unique index or trigger-raised constraint an error is about. */
export function violatedConstraint(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('constraint' in cause && typeof cause.constraint === 'string') return cause.constraint;
  }
  return undefined;
}

/** True when the same transaction may succeed on another try: a deadlock or a serialization failure. */
export function mayRepeat(error: unknown): boolean {
  const state = sqlState(error);
  return state !== undefined && repeatableStates.has(state);
}

/** What a statement refuses by itself: states of our own, raised by functions of the migrations. */
function refusalOf(error: Error): Problem | undefined {
  const state = codeOf(error);
  const limit = Number('detail' in error ? error.detail : undefined);
  if (state === 'CM001') return problem('search_too_broad', { most: limit });
  if (state === 'CM003') return problem('search_too_broad_within', { most: limit });
  return state === 'CM002' ? problem('search_too_short', { few: limit }) : undefined;
}

/** Turns what the driver throws about the connection, about waiting too long or about room into the classes above, and what a statement refuses into a problem; leaves every other error as it is. */
export function translateDriverError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseUnavailable || error instanceof DatabaseBusy) return error;
  if (isDiskFull(error)) return error instanceof DiskFull ? error : new DiskFull(`There is no room: ${error.message}`, { cause: error });
  const refusal = refusalOf(error);
  if (refusal !== undefined) return refusal;
  const code = codeOf(error);
  if (code === undefined ? connectionSentences.test(error.message) : connectionCodes.has(code) || code.startsWith('08')) {
    return new DatabaseUnavailable(`The database cannot be reached: ${error.message}`, { cause: error });
  }
  return code !== undefined && busyStates.has(code)
    ? new DatabaseBusy(`The database gave up on a statement: ${error.message}`, { cause: error })
    : error;
}
