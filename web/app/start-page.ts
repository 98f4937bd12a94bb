import { meRead } from '../lib/shared-reads.ts';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';

/** Asks who is signed in and for the page's own script at once, while the texts start, instead of one after the other. */
export function startPage(): void {
  const [routes] = router.getMatchedRoutes(router.latestLocation.pathname);
  // The page of components is the same for everybody.
  if (routes.every(({ id }) => id !== '/_ui')) void queryClient.prefetchQuery(meRead);
  for (const route of routes) {
    // The router meets and shows what fails here when it comes to it.
    router.loadRouteChunk(route)?.catch(() => undefined);
  }
}
