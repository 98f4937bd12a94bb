/** The database cannot be reached, or its connection broke before the answer came: the HTTP layer answers 503. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** The database gave up on a statement (statement or lock timeout, or a deadlock that kept coming back): the HTTP layer answers 503. */
export class DatabaseBusy extends Error {
  override readonly name = 'DatabaseBusy';
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

/** Turns what the driver throws about the connection or about waiting too long into the two classes above; leaves every other error as it is. */
export function translateDriverError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseUnavailable || error instanceof DatabaseBusy) return error;
  const code = codeOf(error);
  if (code === undefined ? connectionSentences.test(error.message) : connectionCodes.has(code) || code.startsWith('08')) {
    return new DatabaseUnavailable(`The database cannot be reached: ${error.message}`, { cause: error });
  }
  return code !== undefined && busyStates.has(code)
    ? new DatabaseBusy(`The database gave up on a statement: ${error.message}`, { cause: error })
    : error;
}
