import { setCallLanguage } from '../lib/client.ts';
import { readLanguage } from '../lib/language.ts';
import { askForPage } from './ask-for-page.ts';
import { guardChunks } from './guard-chunks.ts';

// The first script to come, and the smallest: what the page needs from the server, and its own script, are on their way while the
// program itself still comes.
guardChunks();
setCallLanguage(readLanguage());
askForPage(location);
void import('./program.tsx');
