import { listConflicts, resolveConflict, resolveConflicts as resolveSeveral } from '../../../contract/conflicts.ts';
import {
  archiveRecords as archive,
  changeInvalidReason,
  createInvalidReason,
  listArchive,
  listInvalidReasons,
  listInvalidRecords,
  readReasonUsage,
  purgeRecord as purge,
  rejectVerdict as reject,
  replaceRecords as replace,
  restoreRecord as restore,
  restoreRecords as restoreMany,
  setVerdict as mark,
} from '../../../contract/validation.ts';
import { exportRoute, rereadRoute, type Route, route } from '../../platform/http/route.ts';
import { archiveRecords } from './archive-records.ts';
import { findConflicts } from './conflicts.queries.ts';
import { addReason, alterReason } from './keep-reasons.ts';
import { purgeRecord } from './purge-record.ts';
import { rejectVerdict } from './reject-verdict.ts';
import { replaceRecords } from './replace-records.ts';
import { restoreArchive } from './restore-archive.ts';
import { resolveConflicts } from './resolve-conflicts.ts';
import { restoreRecord } from './restore-record.ts';
import { setVerdict } from './set-verdict.ts';
import { countReasonUsage, findArchive, findInvalidReason, findInvalidReasons, findInvalidRecords } from './validation.queries.ts';
import { exportArchive as exportArchiveEndpoint, exportConflicts as exportConflictsEndpoint } from '../../../contract/exports.ts';
import { exportArchive } from './export-archive.ts';
import { exportConflicts } from './export-conflicts.ts';

export const validationRoutes: readonly Route[] = [
  route(mark, ({ tx, actor, body }) => setVerdict(tx, actor, body)),
  route(reject, ({ tx, actor, body }) => rejectVerdict(tx, actor, body.recordIds, body.note)),
  route(listInvalidReasons, ({ db, query }) => findInvalidReasons(db, query)),
  route(readReasonUsage, ({ db }) => countReasonUsage(db)),
  rereadRoute(
    createInvalidReason,
    ({ tx, actor, body }) => addReason(tx, actor, body),
    ({ db, done }) => findInvalidReason(db, done),
  ),
  rereadRoute(
    changeInvalidReason,
    ({ tx, actor, params, body }) => alterReason(tx, actor, params.id, body),
    ({ db, params }) => findInvalidReason(db, params.id),
  ),
  route(listInvalidRecords, ({ db, query }) => findInvalidRecords(db, query)),
  route(replace, ({ tx, actor, body }) => replaceRecords(tx, actor, body)),
  route(archive, ({ tx, actor, body }) => archiveRecords(tx, actor, body.recordIds)),
  route(listArchive, ({ db, query }) => findArchive(db, query)),
  route(restoreMany, ({ tx, actor, body }) => restoreArchive(tx, actor, body)),
  route(restore, ({ tx, actor, params, body }) => restoreRecord(tx, actor, params.recordId, body.to)),
  route(listConflicts, ({ db, viewer, query }) => findConflicts(db, viewer, query)),
  route(resolveConflict, ({ tx, actor, params, body }) => resolveConflicts(tx, actor, { ...body, recordIds: [params.recordId] })),
  route(resolveSeveral, ({ tx, actor, body }) => resolveConflicts(tx, actor, body)),
  route(purge, ({ tx, actor, params }) => purgeRecord(tx, actor, params.recordId)),
  exportRoute(exportArchiveEndpoint, ({ query, ...exporter }) => exportArchive(exporter, query)),
  exportRoute(exportConflictsEndpoint, ({ query, ...exporter }) => exportConflicts(exporter, query)),
];
