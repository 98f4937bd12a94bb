import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { announceEvent } from '../audit/announce-event.ts';
import { appendEvent } from '../audit/append-event.ts';

/** Notes that an import failed and left nothing, so that who started it is told. */
export async function failImport(tx: Tx, actor: Actor, jobId: string, code: string): Promise<void> {
  const eventId = await appendEvent(tx, actor, { act: 'databases.import_failed', subjectType: 'job', subjectId: jobId, data: { code } });
  await announceEvent(tx, { id: eventId, act: 'databases.import_failed', actor });
}
