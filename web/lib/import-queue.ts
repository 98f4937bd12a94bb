import { useSyncExternalStore } from 'react';
import type { FileLayout } from '../../contract/file-layouts.ts';
import { largestUpload } from '../../contract/upload-limits.ts';
import type { CheckReceipt, Uploaded } from '../../contract/uploads.ts';
import type { Module } from '../../contract/values.ts';
import { call, isSessionEnd, newIdempotencyKey } from './client.ts';
import type { RunningImport } from './import-jobs.ts';
import { type Duplicates, type ImportSettings, settingsAreEnough, settingsFor } from './import-settings.ts';
import { readLanguage } from './language.ts';
import { Problem } from './problem.ts';
import { uploadFile } from './upload.ts';

/** A file on its way to becoming a database. It goes on while the panel is closed and other pages are open. */
export interface QueuedFile {
  readonly id: string;
  readonly module: Module;
  readonly fileName: string;
  readonly bytes: number;
  /** The product chosen before the file was read. */
  readonly productId: string;
  /** Share of the file that was sent, while it is being sent. */
  readonly sent?: number | undefined;
  readonly uploaded?: Uploaded | undefined;
  readonly settings?: ImportSettings | undefined;
  readonly duplicates: Duplicates;
  /** How it was read, as far as somebody said so. */
  readonly layout?: FileLayout | undefined;
  /** How it is being read again, and why it could not be read in the way that was asked for last. */
  readonly wantedLayout?: FileLayout | undefined;
  readonly layoutRefusal?: unknown;
  /** Rows looked at so far, while it is being checked. */
  readonly checking?: { readonly rowsDone: number | undefined } | undefined;
  readonly check?: CheckReceipt | undefined;
  readonly starting?: boolean | undefined;
  readonly started?: RunningImport | undefined;
  readonly failure?: unknown;
}

/** The failure of a file that the server would refuse for its size; it is not sent at all. */
export const tooLarge = Symbol('file too large');

export type Stage = 'waiting' | 'sending' | 'notSent' | 'mapping' | 'checking' | 'checked' | 'starting' | 'started';

/** Where a file stands. */
export function stageOf(file: QueuedFile): Stage {
  if (file.started !== undefined) return 'started';
  if (file.uploaded === undefined) return file.sent !== undefined ? 'sending' : file.failure === undefined ? 'waiting' : 'notSent';
  if (file.starting === true) return 'starting';
  if (file.checking !== undefined) return 'checking';
  return file.check === undefined ? 'mapping' : 'checked';
}

/** Whether it is known how the letters are to be read: where there are several ways, somebody chooses. */
export const encodingIsKnown = ({ uploaded, layout }: QueuedFile) =>
  uploaded !== undefined && (uploaded.encodingChoices.length === 0 || layout?.encoding !== undefined);

/** Whether all is known that a check needs. */
export const canBeChecked = (file: QueuedFile) =>
  stageOf(file) === 'mapping' &&
  file.wantedLayout === undefined &&
  file.settings !== undefined &&
  settingsAreEnough(file.settings) &&
  encodingIsKnown(file);

/** How many records an import would make. */
export const importable = (check: CheckReceipt, duplicates: Duplicates) => check.new + (duplicates === 'keep' ? check.existing : 0);

/** Of these, how many would be imported without a phone, since theirs cannot be read. */
export const phonesUnreadable = (check: CheckReceipt, duplicates: Duplicates) =>
  check.phonesUnreadable + (duplicates === 'keep' ? check.existingPhonesUnreadable : 0);

/** Checked, with something to import and nothing an admin would have to decide. */
export const needsNoDecision = ({ check, started, starting }: QueuedFile) =>
  check !== undefined &&
  started === undefined &&
  starting !== true &&
  check.new > 0 &&
  check.existing === 0 &&
  check.sameFileAs === undefined;

const storage = 'cermat:import-files';
const sendingAtOnce = 2;

const listeners = new Set<() => void>();
/** What cannot be stored: the files themselves, and what is under way for them. */
const contents = new Map<string, File>();
const running = new Map<string, AbortController>();
let files: readonly QueuedFile[] = [];
let restored = false;

/** What a reload needs to know of a file that the server has. */
interface StoredFile
  extends Pick<QueuedFile, 'id' | 'module' | 'fileName' | 'bytes' | 'productId' | 'layout' | 'settings' | 'duplicates' | 'started'> {
  readonly uploadId: string;
}

function store(): void {
  const kept = files.flatMap(({ id, module, fileName, bytes, productId, layout, settings, duplicates, started, uploaded }): StoredFile[] =>
    uploaded === undefined
      ? []
      : [
          {
            id,
            module,
            fileName,
            bytes,
            productId,
            layout,
            settings,
            duplicates,
            started,
            uploadId: uploaded.uploadId,
          },
        ],
  );
  try {
    if (kept.length === 0) localStorage.removeItem(storage);
    else localStorage.setItem(storage, JSON.stringify(kept));
  } catch {
    // Without storage a reload forgets files that are not imported yet; they are chosen again.
  }
}

function publish(next: readonly QueuedFile[]): void {
  files = next;
  store();
  for (const listener of listeners) listener();
}

/** A file of the queue as it stands now. */
export const findFile = (id: string) => files.find((file) => file.id === id);
/** Changes a file of the queue; nothing where it was taken out meanwhile. */
export const changeFile = (id: string, changes: Partial<QueuedFile>) =>
  publish(files.map((file) => (file.id === id ? { ...file, ...changes } : file)));

/** Asks for the password where the session has ended, and goes on afterwards; fetch does so in `call`. */
async function send(file: File, id: string, signal: AbortSignal): Promise<Uploaded> {
  const attempt = () => uploadFile(file, readLanguage(), (sent) => changeFile(id, { sent }), signal);
  try {
    return await attempt();
  } catch (error) {
    if (!isSessionEnd(error)) throw error;
    await call('GET /auth/me', {});
    return attempt();
  }
}

async function upload(id: string): Promise<void> {
  const content = contents.get(id);
  if (content === undefined) return;
  const controller = new AbortController();
  running.set(id, controller);
  changeFile(id, { sent: 0, failure: undefined });
  try {
    const uploaded = await send(content, id, controller.signal);
    contents.delete(id);
    changeFile(id, { sent: undefined, uploaded, settings: settingsFor(uploaded, findFile(id)?.productId ?? '') });
  } catch (failure) {
    if (!controller.signal.aborted) changeFile(id, { sent: undefined, failure });
  } finally {
    running.delete(id);
    sendNext();
  }
}

function sendNext(): void {
  const free = sendingAtOnce - running.size;
  const waiting = files.filter((file) => stageOf(file) === 'waiting' && contents.has(file.id));
  for (const file of waiting.slice(0, Math.max(0, free))) void upload(file.id);
}

const sameFile = (file: File) => (id: string, content: File) =>
  content.name === file.name && content.size === file.size && content.lastModified === file.lastModified && findFile(id) !== undefined;

/** Puts files into the queue and begins to send them; answers the names of those that are in it already. */
export function addFiles(module: Module, chosen: readonly File[], productId: string): readonly string[] {
  const twice: string[] = [];
  for (const content of chosen) {
    const same = sameFile(content);
    if ([...contents].some(([id, known]) => same(id, known)) || files.some((file) => isStill(file, content, module))) {
      twice.push(content.name);
      continue;
    }
    const id = newIdempotencyKey();
    const large = content.size > largestUpload;
    if (!large) contents.set(id, content);
    const file: QueuedFile = { id, module, fileName: content.name, bytes: content.size, productId, duplicates: 'skip' };
    publish([...files, large ? { ...file, failure: tooLarge } : file]);
  }
  sendNext();
  return twice;
}

/** The same name and size, read already and not imported yet. */
const isStill = (file: QueuedFile, content: File, module: Module) =>
  file.uploaded !== undefined &&
  file.started === undefined &&
  file.module === module &&
  file.fileName === content.name &&
  file.bytes === content.size;

/** Too large, of no kind that is read, or refused for what it holds: the same file would be refused again. */
const refusals: ReadonlySet<number> = new Set([413, 415, 422]);

/** Whether sending can be tried again. */
export const canSendAgain = ({ id, failure }: QueuedFile) =>
  contents.has(id) && !(failure instanceof Problem && refusals.has(failure.status));

/** Sends a file again from its beginning. */
export function sendAgain(id: string): void {
  changeFile(id, { failure: undefined, sent: undefined });
  sendNext();
}

/** Takes a file out of the queue. */
export function removeFile(id: string): void {
  running.get(id)?.abort();
  contents.delete(id);
  publish(files.filter((file) => file.id !== id));
}

/** Other settings; what was found with the earlier ones no longer holds. */
export const changeSettings = (id: string, settings: ImportSettings) => changeFile(id, { settings, check: undefined, failure: undefined });

/** The product for every file that has none yet. */
export function chooseProduct(productId: string): void {
  publish(
    files.map((file) => ({
      ...file,
      productId: file.productId === '' ? productId : file.productId,
      ...(file.settings?.productId === '' ? { settings: { ...file.settings, productId } } : {}),
    })),
  );
}

/** Forgets every file; for signing out. */
export function forgetFiles(): void {
  for (const controller of running.values()) controller.abort();
  contents.clear();
  publish([]);
}

function storedFiles(): readonly StoredFile[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(storage) ?? '[]');
    return Array.isArray(value) ? (value as StoredFile[]) : [];
  } catch {
    return [];
  }
}

/** Takes up the files that a reload interrupted: the server still has them. */
async function restore(): Promise<void> {
  restored = true;
  for (const { uploadId, ...file } of storedFiles()) {
    if (file.started !== undefined || file.settings === undefined) continue;
    const uploaded = await call('GET /uploads/:id', { params: { id: uploadId }, query: file.layout ?? {} }).catch(() => undefined);
    if (uploaded !== undefined && findFile(file.id) === undefined) publish([...files, { ...file, uploaded }]);
  }
}

/** The files in the queue, of one module or of all. */
export function useImportFiles(module?: Module): readonly QueuedFile[] {
  const all = useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      if (!restored) void restore();
      return () => listeners.delete(changed);
    },
    () => files,
  );
  return module === undefined ? all : all.filter((file) => file.module === module);
}
