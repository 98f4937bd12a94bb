let typed: string | undefined;

/**
 * The temporary password somebody has just signed in with, so that making their own does not begin by typing it again. Only
 * in this page's memory: a reload, or leaving the page that asks, forgets it.
 */
export const temporaryPassword = {
  keep: (password: string) => {
    typed = password;
  },
  read: () => typed,
  forget: () => {
    typed = undefined;
  },
};
