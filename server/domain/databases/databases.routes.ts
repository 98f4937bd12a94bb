import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import * as databases from '../../../contract/databases.ts';
import * as uploads from '../../../contract/uploads.ts';
import { limits } from '../../platform/files/limits.ts';
import { problem } from '../../platform/http/problem.ts';
import { answer } from '../../platform/http/handlers.ts';
import { bareRoute, exportRoute, rereadRoute, type Route, route } from '../../platform/http/route.ts';
import { checkUpload } from './check-upload.ts';
import { findDatabase, findDatabases } from './databases.queries.ts';
import { readUpload, requireUpload } from './read-upload.ts';
import { renameDatabase } from './rename-database.ts';
import { isQuickToCheck, requestCheck, requestImport } from './request-import.ts';
import { type FileToStore, storeUpload } from './store-upload.ts';
import { readUndoing, undoImport } from './undo-import.ts';
import { exportDatabases as exportDatabasesEndpoint } from '../../../contract/exports.ts';
import { exportDatabases } from './export-databases.ts';
import { exportRejected } from './export-rejected.ts';

const notOneFile = () => problem('malformed', {}, [{ path: 'file', message: { id: 'Lampirkan satu file.', en: 'Attach one file.' } }]);

/** The one file of an upload. Its content ends with a refusal where another file comes after it. Throws malformed. */
async function fileOf(request: FastifyRequest): Promise<FileToStore> {
  const files = request.files({ limits: { files: 2, fileSize: limits.fileBytes + 1 } });
  const first = await files.next();
  if (first.done === true || first.value.fieldname !== 'file') throw notOneFile();
  // A part that only its type makes a file has no name, which the types of the parser leave out.
  const { filename: fileName, file } = first.value as Omit<MultipartFile, 'filename'> & { readonly filename: string | undefined };
  if (fileName === undefined) throw notOneFile();
  return { fileName, content: alone(file, files) };
}

async function* alone(content: AsyncIterable<Buffer>, files: AsyncIterator<MultipartFile>): AsyncGenerator<Buffer> {
  yield* content;
  const next = await files.next();
  if (next.done === true) return;
  next.value.file.resume();
  throw notOneFile();
}

export const databasesRoutes: readonly Route[] = [
  bareRoute(uploads.createUpload, async ({ request, actor, database, transact, settle, gone }) => {
    const uploadId = await storeUpload({ db: database.db, transact, settle }, actor, await fileOf(request), gone);
    return readUpload(database.db, uploadId);
  }),
  route(uploads.readUpload, ({ db, gone, params, query }) => readUpload(db, params.id, query, gone)),
  bareRoute(uploads.checkUpload, async ({ params, body, actor, database, transact, gone }) => {
    const order = { ...body, uploadId: params.id };
    const quick = isQuickToCheck(await requireUpload(database.db, params.id), body);
    if (quick) return transact((tx) => checkUpload(database, tx, order, { signal: gone }));
    return answer(202, await transact((tx) => requestCheck(tx, actor, order)));
  }),
  route(databases.listDatabases, ({ db, viewer, query }) => findDatabases(db, viewer, query)),
  route(databases.createDatabase, ({ tx, actor, body }) => requestImport(tx, actor, body)),
  route(databases.readDatabase, ({ db, params }) => findDatabase(db, params.id)),
  rereadRoute(
    databases.renameDatabase,
    ({ tx, actor, params, body }) => renameDatabase(tx, actor, params.id, body.name),
    ({ db, params }) => findDatabase(db, params.id),
  ),
  route(databases.readUndoing, ({ db, params }) => readUndoing(db, params.id)),
  route(databases.undoImport, ({ tx, actor, params }) => undoImport(tx, actor, params.id)),
  exportRoute(databases.downloadRejected, ({ params, query, ...exporter }) =>
    exportRejected(exporter, { ...query, databaseId: params.id }),
  ),
  exportRoute(exportDatabasesEndpoint, ({ query, ...exporter }) => exportDatabases(exporter, query)),
];
