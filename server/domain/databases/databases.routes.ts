import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import * as databases from '../../../contract/databases.ts';
import * as uploads from '../../../contract/uploads.ts';
import { limits } from '../../platform/files/limits.ts';
import { problem } from '../../platform/http/problem.ts';
import { answer, bareRoute, type Route, route } from '../../platform/http/route.ts';
import { checkUpload } from './check-upload.ts';
import { exportRejected, findDatabase, findDatabases } from './databases.queries.ts';
import { readUpload, requireUpload } from './read-upload.ts';
import { renameDatabase } from './rename-database.ts';
import { isQuickToCheck, requestCheck, requestImport } from './request-import.ts';
import { storeUpload } from './store-upload.ts';
import { undoImport } from './undo-import.ts';
import { exportDatabases as exportDatabasesEndpoint } from '../../../contract/exports.ts';
import { exportDatabases } from './export-databases.ts';

async function fileOf(request: FastifyRequest): Promise<MultipartFile> {
  const file = await request.file({ limits: { files: 1, fileSize: limits.fileBytes + 1 } });
  if (file?.fieldname === 'file') return file;
  throw problem('malformed', {}, [{ path: 'file', message: { id: 'Lampirkan satu file.', en: 'Attach one file.' } }]);
}

export const databasesRoutes: readonly Route[] = [
  bareRoute(uploads.createUpload, async ({ request, actor, database, transact, settle }) => {
    const { filename: fileName, file: content } = await fileOf(request);
    const uploadId = await storeUpload({ db: database.db, transact, settle }, actor, { fileName, content });
    return readUpload(database.db, uploadId, undefined);
  }),
  route(uploads.readUpload, ({ db, params, query }) => readUpload(db, params.id, query.sheet)),
  bareRoute(uploads.checkUpload, async ({ params, body, actor, database, transact }) => {
    const order = { ...body, uploadId: params.id };
    const quick = isQuickToCheck(await requireUpload(database.db, params.id), body.sheet);
    if (quick) return transact((tx) => checkUpload(database, tx, order));
    return answer(202, await transact((tx) => requestCheck(tx, actor, order)));
  }),
  route(databases.listDatabases, ({ db, viewer, query }) => findDatabases(db, viewer, query)),
  route(databases.createDatabase, ({ tx, actor, body }) => requestImport(tx, actor, body)),
  route(databases.readDatabase, ({ db, params }) => findDatabase(db, params.id)),
  route(databases.renameDatabase, async ({ tx, actor, params, body }) => {
    await renameDatabase(tx, actor, params.id, body.name);
    return findDatabase(tx, params.id);
  }),
  route(databases.undoImport, ({ tx, actor, params }) => undoImport(tx, actor, params.id)),
  bareRoute(databases.downloadRejected, ({ params, database }) => exportRejected(database, params.id)),
  bareRoute(exportDatabasesEndpoint, ({ query, ...exporter }) => exportDatabases(exporter, query)),
];
