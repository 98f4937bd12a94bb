import { sql } from 'kysely';
import type { z } from 'zod';
import type { listMessageTemplates, MessageTemplate } from '../../../contract/templates.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db/database.ts';
import { textsHold } from '../../platform/db/texts.ts';
import { problem } from '../../platform/http/problem.ts';

const columns = sql`id, label, text, active, place`;

/** The texts for messages in their order; those out of use are for admins. */
export async function findTemplates(
  db: Db,
  viewer: Actor,
  query: z.output<typeof listMessageTemplates.query>,
): Promise<{ items: MessageTemplate[] }> {
  const active = query.active ?? null;
  const { rows: items } = await sql<MessageTemplate>`
    select ${columns} from message_templates
    where (${active}::boolean is null or active = ${active}) and (active or ${viewer.role !== 'staff'})
      and ${textsHold(query.q ?? '', [sql`label`, sql`text`])}
    order by place, id`.execute(db);
  return { items };
}

/** One text for messages. Throws not_found. */
export async function findTemplate(db: Db, templateId: string): Promise<MessageTemplate> {
  const { rows } = await sql<MessageTemplate>`select ${columns} from message_templates where id = ${templateId}`.execute(db);
  const [template] = rows;
  if (template === undefined) throw problem('not_found');
  return template;
}
