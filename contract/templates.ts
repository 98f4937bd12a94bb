import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { count, flag, idParams, line, pageQuery, text } from './values.ts';

export const messageTemplate = z.object({
  id: z.string(),
  label: z.string(),
  text: z.string(),
  active: z.boolean(),
  /** Where it stands in the list, from 1. */
  place: count,
});
export type MessageTemplate = z.infer<typeof messageTemplate>;

export const listMessageTemplates = endpoint({
  method: 'GET',
  path: '/message-templates',
  access: 'staff',
  summary: 'Texts for messages to members, in their order; staff see those in use.',
  query: z.strictObject({ q: pageQuery.q, active: flag.optional() }),
  output: z.object({ items: z.array(messageTemplate) }),
  goesBy: { q: ['label', 'text'] },
});

const label = line(120);
const message = text(2_000).min(1);

export const createMessageTemplate = endpoint({
  method: 'POST',
  path: '/message-templates',
  access: 'admin',
  summary: 'Add a text for messages, as the last of the list.',
  status: 201,
  body: z.strictObject({ label, text: message, active: z.boolean().default(true) }),
  output: messageTemplate,
});

export const changeMessageTemplate = endpoint({
  method: 'PATCH',
  path: '/message-templates/:id',
  access: 'admin',
  summary: 'Change a text for messages, move it in the list, or take it out of use.',
  params: idParams,
  body: z.strictObject({
    label: label.optional(),
    text: message.optional(),
    active: z.boolean().optional(),
    place: z.int().min(1).max(10_000).optional(),
  }),
  output: messageTemplate,
});
