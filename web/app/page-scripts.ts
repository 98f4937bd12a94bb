/** The scripts of the pages that are opened first: of each the address, and what fetches it. */
export const pageScripts = {
  signIn: () => import('../pages/sign-in.tsx'),
  module: () => import('../pages/module.tsx'),
  myData: () => import('../pages/my-data.tsx'),
  followUps: () => import('../pages/follow-ups.tsx'),
  card: () => import('../pages/card.tsx'),
  ungrouped: () => import('../pages/ungrouped.tsx'),
};
