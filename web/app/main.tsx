import '@fontsource-variable/inter/opsz.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startTheme } from '../ui/theme-mode.ts';
import { guardChunks } from './guard-chunks.ts';
import { startTexts } from './i18n/i18n.ts';
import { Providers } from './providers.tsx';
import { startPage } from './start-page.ts';

guardChunks();
startTheme();
startPage();
await startTexts();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <Providers />
  </StrictMode>,
);
