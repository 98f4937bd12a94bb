import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DatabaseBusy, DatabaseUnavailable, isDiskFull, sqlState } from '../db/database-errors.ts';
import { limits } from '../files/limits.ts';
import { UnreadableFile } from '../files/unreadable-file.ts';
import { chooseLanguage } from './choose-language.ts';
import { Problem, problem, problemAnswer } from './problem.ts';

/** Seconds after which it is worth trying again when the database is away or the server is busy. */
const retrySoon = 2;
/** The same where somebody has to make room first. */
const retryLater = 30;

/** Texts PostgreSQL refuses that a schema should have refused before: not storable, out of range, not a date. */
const unfitValues = new Set(['22001', '22003', '22007', '22008', '22021', '22P02', '22P05']);

function hasStatus(error: unknown): error is FastifyError & { statusCode: number } {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';
}

/** What the framework and its plugins refuse by themselves, as our problems. */
function refusedByFramework(error: FastifyError & { statusCode: number }, bodyLimit: number): Problem | undefined {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return problem('too_large', { limit: `${Math.ceil(bodyLimit / 1024)} KB` });
  if (error.code === 'FST_REQ_FILE_TOO_LARGE') return problem('too_large', { limit: `${limits.fileBytes / 1024 / 1024} MB` });
  if (error.statusCode === 415) return problem('media_type', { expected: 'application/json' });
  if (error.code === 'FST_INVALID_MULTIPART_CONTENT_TYPE') return problem('media_type', { expected: 'multipart/form-data' });
  return error.statusCode >= 400 && error.statusCode < 500 ? problem('malformed') : undefined;
}

/** What the multipart parser throws, as plain errors, about a body that breaks off or has no boundary. */
const brokenUpload =
  /^(Unexpected end of|Part terminated early|Multipart: Boundary not found|Malformed|Unsupported content type|Missing Content-Type)/;

const broken = { id: 'Unggahan terputus atau rusak. Coba unggah lagi.', en: 'The upload broke off or is damaged. Try again.' };

function refusalOf(error: unknown, bodyLimit: number): Problem | UnreadableFile | undefined {
  if (error instanceof Problem || error instanceof UnreadableFile) return error;
  if (error instanceof DatabaseUnavailable) return problem('unavailable');
  if (error instanceof DatabaseBusy) return problem('busy');
  if (unfitValues.has(sqlState(error) ?? '')) return problem('malformed');
  if (error instanceof Error && brokenUpload.test(error.message)) return problem('malformed', {}, [{ path: 'file', message: broken }]);
  return hasStatus(error) ? refusedByFramework(error, bodyLimit) : undefined;
}

/** How full the disk is concerns those who can do something about it. */
function fullFor(request: FastifyRequest): Problem {
  const role = request.signedIn?.role;
  return problem(role === 'owner' || role === 'admin' ? 'disk_full' : 'cannot_save');
}

function retryAfter(refusal: Problem | UnreadableFile, status: number): number | undefined {
  if (refusal.code === 'disk_full' || refusal.code === 'cannot_save') return retryLater;
  if (status === 503) return retrySoon;
  if (status === 429 && typeof refusal.params.seconds === 'number') return refusal.params.seconds;
  return undefined;
}

/** Milliseconds between two lines about a database that is away: every request of that time would say the same. */
const pauseOfWarnings = 10_000;
let warned = -Infinity;

/** What reading a body throws when its sender goes away in the middle of it. */
const breaks = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE']);

/** Nobody is there any more to be answered, and it was not us who went. */
function hasGone({ raw }: FastifyRequest, error: unknown): boolean {
  return raw.readableAborted && error instanceof Error && 'code' in error && breaks.has(String(error.code));
}

/** Logs what the caller is not told: the cause of an answer that is our fault, and of one that may be. */
function logCause(request: FastifyRequest, error: unknown, status: number): void {
  if (hasGone(request, error)) request.log.debug({ err: error }, 'The caller went away before all was sent');
  else if (status === 500) request.log.error({ err: error }, 'The request failed');
  else if (status === 503) warnOfAway(request, error);
  else if (sqlState(error) !== undefined) request.log.warn({ err: error }, 'The database refused what the contract let through');
}

/** Refusals of ours (busy) are counted where they are made. */
function warnOfAway(request: FastifyRequest, error: unknown): void {
  if (error instanceof Problem || performance.now() < warned + pauseOfWarnings) return;
  warned = performance.now();
  request.log.warn({ err: error }, 'The request could not be served now; others of these seconds are not told');
}

/** Answers a thrown error as a problem; whatever is not a known refusal is `unexpected`, logged and not told. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const known = refusalOf(error, request.routeOptions.bodyLimit ?? 0);
  const refusal = known ?? (isDiskFull(error) ? fullFor(request) : problem('unexpected'));
  const answer = problemAnswer(refusal, chooseLanguage(request.headers['accept-language']), request.id);
  logCause(request, error, answer.status);
  const seconds = retryAfter(refusal, answer.status);
  if (seconds !== undefined) reply.header('retry-after', String(seconds));
  // A cookie that was set before the failure belongs to something that did not happen.
  reply.removeHeader('set-cookie');
  reply
    .code(answer.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(answer));
}

/** Makes every failure of the server a problem answer. */
export function answerErrors(fastify: FastifyInstance): void {
  fastify.setErrorHandler((error, request, reply) => answerError(error, request, reply));
}
