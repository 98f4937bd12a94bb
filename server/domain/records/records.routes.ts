import { assignRecords as assign, listAssignments, previewAssignment, readAssignment } from '../../../contract/assignments.ts';
import { listBatches, readBatch, renameBatch as rename } from '../../../contract/batches.ts';
import {
  changeRecord,
  listRecords,
  readRecord,
  readTimeline,
  recallRecords as recall,
  transferRecords as transfer,
} from '../../../contract/records.ts';
import { exportRoute, rereadRoute, type Route, readRoute, route } from '../../platform/http/route.ts';
import { assignRecords } from './assign-records.ts';
import { findAssignment, findAssignments, foreseeAssignment } from './assignments.queries.ts';
import { findBatch, findBatches } from './batches.queries.ts';
import { noteWork } from './note-work.ts';
import { recallRecords } from './recall-records.ts';
import { findRecord, findRecords, findTimeline } from './records.queries.ts';
import { renameBatch } from './rename-batch.ts';
import { transferRecords } from './transfer-records.ts';
import {
  exportRecords as exportRecordsEndpoint,
  exportInvalidRecords as exportInvalidRecordsEndpoint,
  exportBatches as exportBatchesEndpoint,
} from '../../../contract/exports.ts';
import { exportInvalidRecords, exportRecords } from './export-records.ts';
import { exportBatches } from './export-batches.ts';

export const recordsRoutes: readonly Route[] = [
  route(listRecords, ({ db, viewer, query }) => findRecords(db, viewer, query)),
  route(readRecord, ({ db, viewer, params }) => findRecord(db, viewer, params.id)),
  rereadRoute(
    changeRecord,
    ({ tx, actor, params, body }) => noteWork(tx, actor, params.id, body),
    ({ db, viewer, params }) => findRecord(db, viewer, params.id),
  ),
  route(readTimeline, ({ db, viewer, params }) => findTimeline(db, viewer, params.id)),
  route(recall, ({ tx, actor, body }) => recallRecords(tx, actor, body)),
  route(transfer, ({ tx, actor, body }) => transferRecords(tx, actor, body)),
  readRoute(previewAssignment, ({ db, viewer, body }) => foreseeAssignment(db, viewer, body)),
  route(assign, ({ tx, actor, body }) => assignRecords(tx, actor, body)),
  route(listAssignments, ({ db, query }) => findAssignments(db, query)),
  route(readAssignment, ({ db, params }) => findAssignment(db, params.id)),
  route(listBatches, ({ db, viewer, query }) => findBatches(db, viewer, query)),
  route(readBatch, ({ db, viewer, params }) => findBatch(db, viewer, params.id)),
  rereadRoute(
    rename,
    ({ tx, actor, params, body }) => renameBatch(tx, actor, params.id, body.title),
    ({ db, viewer, params }) => findBatch(db, viewer, params.id),
  ),
  exportRoute(exportRecordsEndpoint, ({ query, ...exporter }) => exportRecords(exporter, query)),
  exportRoute(exportInvalidRecordsEndpoint, ({ query, ...exporter }) => exportInvalidRecords(exporter, query)),
  exportRoute(exportBatchesEndpoint, ({ query, ...exporter }) => exportBatches(exporter, query)),
];
