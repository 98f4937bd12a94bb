import type { Query } from '@tanstack/react-query';

/** Changes that are shown and that the server has not answered yet. */
let underway = 0;

/** Whether a change is shown that the server has not answered. */
export const isChangeUnderway = () => underway > 0;

/** Runs a change that is shown already. */
export async function whileShown<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  underway += 1;
  try {
    return await send();
  } finally {
    underway -= 1;
  }
}

/** Whether an answer is shown as changes that are under way leave it: read now, it would be from before them. */
export const isShownAhead = ({ queryKey: [name] }: Query) => underway > 0 && /^GET \/(batches|badges|records )/.test(String(name));
