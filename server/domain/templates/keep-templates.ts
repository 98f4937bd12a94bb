import { sql } from 'kysely';
import type { z } from 'zod';
import type { changeMessageTemplate, createMessageTemplate } from '../../../contract/templates.ts';
import { unknownPlaceholder } from '../../../contract/placeholders.ts';
import type { Actor } from '../../platform/actor.ts';
import { violatedConstraint } from '../../platform/db/database-errors.ts';
import type { Tx } from '../../platform/db/database.ts';
import { problem } from '../../platform/http/problem.ts';
import { appendEvent } from '../audit/append-event.ts';

/** Adds a text for messages as the last of the list; answers its id. Throws name_taken, placeholder_unknown. */
export async function addTemplate(tx: Tx, actor: Actor, input: z.output<typeof createMessageTemplate.body>): Promise<string> {
  const { label, text, active } = input;
  requireKnownPlaceholders(text);
  await lockTemplates(tx);
  const added = await refuseTakenLabel(label, () =>
    sql<{ id: string }>`
      insert into message_templates (label, text, active, place)
      select ${label}, ${text}, ${active}, coalesce(max(place), 0) + 1 from message_templates returning id`.execute(tx),
  );
  const templateId = added.rows[0]?.id;
  if (templateId === undefined) throw new Error('A template was not added');
  await appendEvent(tx, actor, { act: 'templates.add', subjectType: 'message_template', subjectId: templateId });
  return templateId;
}

/** Changes a text for messages or its place in the list. Throws not_found, name_taken, placeholder_unknown. */
export async function alterTemplate(
  tx: Tx,
  actor: Actor,
  templateId: string,
  input: z.output<typeof changeMessageTemplate.body>,
): Promise<void> {
  const { label, text, active, place } = input;
  if (text !== undefined) requireKnownPlaceholders(text);
  await lockTemplates(tx);
  const altered = await refuseTakenLabel(label ?? '', () =>
    sql`
      update message_templates set label = coalesce(${label ?? null}, label), text = coalesce(${text ?? null}, text),
        active = coalesce(${active ?? null}, active)
      where id = ${templateId} returning id`.execute(tx),
  );
  if (altered.rows.length === 0) throw problem('not_found');
  if (place !== undefined) await moveTemplate(tx, templateId, place);
  await appendEvent(tx, actor, {
    act: 'templates.change',
    subjectType: 'message_template',
    subjectId: templateId,
    data: { fields: Object.keys(input), ...(active === undefined ? {} : { active }) },
  });
}

/** Places are given out one change at a time, so that no two templates get the same. */
async function lockTemplates(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('message_templates', 0))`.execute(tx);
}

/** Puts one to its place and closes ranks around it. */
async function moveTemplate(tx: Tx, templateId: string, place: number): Promise<void> {
  await sql`
    with others as (
      select id, row_number() over (order by place, id) as rank from message_templates where id <> ${templateId}
    ), placed as (
      select id, case when rank < ${place}::int then rank else rank + 1 end as place from others
      union all
      select ${templateId}::bigint, least(${place}::int, (select count(*) + 1 from others))
    )
    update message_templates set place = placed.place from placed
    where placed.id = message_templates.id and placed.place <> message_templates.place`.execute(tx);
}

function requireKnownPlaceholders(text: string): void {
  const placeholder = unknownPlaceholder(text);
  if (placeholder !== undefined) throw problem('placeholder_unknown', { placeholder });
}

async function refuseTakenLabel<Result>(label: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    throw violatedConstraint(error) === 'message_templates_label' ? problem('name_taken', { name: label }) : error;
  }
}
