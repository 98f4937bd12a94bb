// `npm start`: installs and builds what is missing, then runs the program.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, findNode, root, runInstead } from './prepare.mjs';

ensureInstalled();
const node = findNode();
ensureBuilt(node);
const program = join(root, 'dist', 'main.js');
if (node === process.execPath) await import(pathToFileURL(program).href);
else runInstead(node, [program]);
