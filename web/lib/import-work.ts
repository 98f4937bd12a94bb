import type { FileLayout } from '../../contract/file-layouts.ts';
import type { CheckReceipt, Uploaded } from '../../contract/uploads.ts';
import { actSurely } from './act-surely.ts';
import { call, newIdempotencyKey } from './client.ts';
import { followImport } from './import-jobs.ts';
import { changeFile, findFile, type QueuedFile } from './import-queue.ts';
import { type Duplicates, type ImportSettings, mappingOf, settingsFor } from './import-settings.ts';
import { Problem } from './problem.ts';

const intents = new Map<string, string>();

/** What becomes of members who are in the product already. */
export const chooseDuplicates = (id: string, duplicates: Duplicates) => changeFile(id, { duplicates });

/** Back from what the check found to the settings. */
export const changeMapping = (id: string) => changeFile(id, { check: undefined, failure: undefined });

/** What reads files again: a further change takes over from the one before it. */
const readings = new Map<string, AbortController>();

/** What was decided about a file stays where its columns are the same ones; its name and product in any case. */
function settingsAfter(file: QueuedFile, uploaded: Uploaded): ImportSettings {
  const { settings } = file;
  const next = settingsFor(uploaded, settings?.productId ?? '');
  if (settings === undefined) return next;
  const sameColumns = JSON.stringify(file.uploaded?.columns) === JSON.stringify(uploaded.columns);
  return { ...next, name: settings.name, columns: sameColumns ? settings.columns : next.columns };
}

/** Reads the file again in another way; where it cannot be read so, it stays as it was, and why is said. */
export async function changeLayout(id: string, change: FileLayout): Promise<void> {
  const file = findFile(id);
  if (file?.uploaded === undefined) return;
  readings.get(id)?.abort();
  const reading = new AbortController();
  readings.set(id, reading);
  const layout = { ...(file.wantedLayout ?? file.layout), ...change };
  // The choice is shown at once.
  changeFile(id, { wantedLayout: layout, layoutRefusal: undefined, failure: undefined });
  const { uploadId } = file.uploaded;
  const ended = await call('GET /uploads/:id', { params: { id: uploadId }, query: layout }, { signal: reading.signal }).then(
    (uploaded) => ({ uploaded }),
    (refusal: unknown) => ({ refusal }),
  );
  const now = findFile(id);
  if (reading.signal.aborted || now === undefined) return;
  readings.delete(id);
  if ('refusal' in ended) changeFile(id, { wantedLayout: undefined, layoutRefusal: ended.refusal });
  else {
    const { uploaded } = ended;
    changeFile(id, { wantedLayout: undefined, layout, uploaded, check: undefined, settings: settingsAfter(now, uploaded) });
  }
}

/** What was seen is what is read: the sheet too where nobody chose one. */
const layoutOf = ({ layout }: QueuedFile, { detected }: Uploaded): FileLayout =>
  detected.sheet === null ? { ...layout } : { ...layout, sheet: detected.sheet };

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits for the job of a check; a network that is away for a while does not end it. */
async function checkOf(id: string, jobId: string): Promise<CheckReceipt> {
  for (;;) {
    const job = await call('GET /jobs/:id', { params: { id: jobId } }).catch((error: unknown) => {
      if (error instanceof Problem && error.code === 'offline') return undefined;
      throw error;
    });
    if (job?.state === 'succeeded' && job.result !== undefined && 'new' in job.result) return job.result;
    if (job?.state === 'failed')
      throw new Problem({ code: 'invalid_input', status: 422, title: job.error?.title ?? '', detail: job.error?.detail ?? '' });
    if (job !== undefined) changeFile(id, { checking: { rowsDone: job.rowsDone } });
    await pause(500);
  }
}

/** Asks what importing a file would do. */
export async function checkFile(id: string): Promise<void> {
  const file = findFile(id);
  if (file?.uploaded === undefined || file.settings === undefined) return;
  const { uploaded, settings, module } = file;
  changeFile(id, { checking: { rowsDone: undefined }, failure: undefined });
  try {
    const answer = await call('POST /uploads/:id/check', {
      params: { id: uploaded.uploadId },
      body: { module, productId: settings.productId, ...layoutOf(file, uploaded), mapping: mappingOf(settings.columns) },
    });
    const check = 'jobId' in answer ? await checkOf(id, answer.jobId) : answer;
    // What changed meanwhile is not what was checked.
    const now = findFile(id);
    const same = now?.settings === settings && now.layout === file.layout && now.wantedLayout === undefined;
    changeFile(id, same ? { check, checking: undefined } : { checking: undefined });
  } catch (failure) {
    changeFile(id, { checking: undefined, failure });
  }
}

/** Imports a file as it was checked; pressed again after a lost answer, it is the same import. */
export async function startImport(id: string): Promise<void> {
  const file = findFile(id);
  if (file?.uploaded === undefined || file.settings === undefined || file.starting === true || file.started !== undefined) return;
  const { uploaded, settings, module, duplicates } = file;
  const name = settings.name.trim();
  const mapping = mappingOf(settings.columns);
  const body = {
    uploadId: uploaded.uploadId,
    name,
    module,
    productId: settings.productId,
    ...layoutOf(file, uploaded),
    mapping,
    duplicates,
  };
  const intent = JSON.stringify(body);
  const idempotencyKey = intents.get(intent) ?? newIdempotencyKey();
  intents.set(intent, idempotencyKey);
  changeFile(id, { starting: true, failure: undefined });
  try {
    const { jobId, databaseId } = await actSurely('POST /databases', { body }, idempotencyKey);
    const started = { jobId, databaseId, name, module };
    followImport(started);
    changeFile(id, { started, starting: undefined });
  } catch (failure) {
    changeFile(id, { failure, starting: undefined });
  }
}
