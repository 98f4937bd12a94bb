import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { forgetEarly } from '../lib/client.ts';
import { startTheme } from '../ui/theme-mode.ts';
import { startTexts } from './i18n/i18n.ts';
import { Providers } from './providers.tsx';
import { router } from './router.tsx';

/** Milliseconds after which an answer that the first page did not want is old. */
const early = 5_000;

startTheme();
for (const route of router.getMatchedRoutes(router.latestLocation.pathname)[0]) {
  // The router meets and shows what fails here when it comes to it.
  router.loadRouteChunk(route)?.catch(() => undefined);
}
await startTexts();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <Providers />
  </StrictMode>,
);
setTimeout(forgetEarly, early);
