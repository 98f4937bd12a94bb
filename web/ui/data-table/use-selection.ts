import { useMemo, useState } from 'react';

/** Rows that are chosen: some by their ids, or every row that the filter finds, on whichever page. */
export type Chosen = { readonly kind: 'some'; readonly ids: readonly string[] } | { readonly kind: 'filter' };

/** What is chosen, and how to change it. */
export type Selection = Chosen & {
  readonly choose: (next: Chosen) => void;
  readonly clear: () => void;
};

const nothing: Chosen = { kind: 'some', ids: [] };

/** How many rows a choice stands for, of a list with so many. */
export const countChosen = (chosen: Chosen, total: number) => (chosen.kind === 'filter' ? total : chosen.ids.length);

/** The rows chosen in a table, kept across its pages. `filter` says what is listed; when that changes, nothing is chosen any more. */
export function useSelection(filter = ''): Selection {
  const [state, setState] = useState({ filter, chosen: nothing });
  const chosen = state.filter === filter ? state.chosen : nothing;
  return useMemo(
    () => ({
      ...chosen,
      choose: (next: Chosen) => setState({ filter, chosen: next }),
      clear: () => setState({ filter, chosen: nothing }),
    }),
    [chosen, filter],
  );
}
