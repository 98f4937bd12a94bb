import { meRead } from '../lib/shared-reads.ts';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';

/** Asks who is signed in and for the page's own script at once, while the texts start, instead of one after the other. */
export function startPage(): void {
  void queryClient.prefetchQuery(meRead);
  const [routes] = router.getMatchedRoutes(router.latestLocation.pathname);
  for (const route of routes) {
    // The router meets and shows what fails here when it comes to it.
    router.loadRouteChunk(route)?.catch(() => undefined);
  }
}
