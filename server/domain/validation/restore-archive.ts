import type { z } from 'zod';
import type { restoreRecords as restore } from '../../../contract/validation.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { restoreRecords } from './restore-record.ts';
import { findArchivedIds } from './validation.queries.ts';

/**
 * Brings back what an admin chose in the archive: named records, or all of a filter as long as it holds as many as the
 * admin saw (docs/domain.md, Archive). Throws selection_changed and what restoreRecords throws.
 */
export async function restoreArchive(tx: Tx, actor: Actor, choice: z.output<typeof restore.body>): Promise<{ restored: number }> {
  if ('recordIds' in choice) return restoreRecords(tx, actor, choice.recordIds, choice.to);
  const { filter, expected, to } = choice;
  const found = await findArchivedIds(tx, filter, expected);
  if (found.length !== expected) throw problem('selection_changed', { expected, found: found.length });
  return restoreRecords(tx, actor, found, to);
}
