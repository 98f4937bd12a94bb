import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressAssets } from './compress-assets.ts';
import { preloadProgram } from './preload-program.ts';

/** The API that `vite` in development passes requests on to. */
const api = process.env['CERMAT_API'] ?? 'http://127.0.0.1:3000';

/**
 * What a staff member's phone shows from Data Saya to the verdict is one file: each of these is small, each page needs most of them, and on
 * a slow network a request costs more than they weigh.
 */
const ofStaff =
  /[\\/](?:pages[\\/](?:card|card-grid|found-records|my-data|no-records|record-filters|record-screen|records-phone|records-workspace|workspace)|features[\\/](?:records|batches|validation)[\\/](?:batch-card|contact-form|message-choice|reason-sheet|record-facts|record-filter|record-row|record-timeline|rename-title|use-change-record|use-verdict|verdict-bar))[.]tsx?$/;

/** What is there before the program: it asks the server and fetches scripts, and knows nothing else. */
const ofStart =
  /rolldown[\\/]runtime|vite[\\/]preload-helper|[\\/]web[\\/](?:app[\\/](?:ask-for-page|guard-chunks|page-scripts|start)|lib[\\/](?:client|first-reads|language|problem|search))[.]ts$/;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), preloadProgram(), compressAssets()],
  server: { host: '127.0.0.1', proxy: { '/api': { target: api, changeOrigin: true } } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // The server answers a missing asset with 404, so a preload that points at an older build fails loudly and is caught once.
    assetsDir: 'assets',
    // Fonts and pictures stay files of their own: a strict content policy has no room for data: addresses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // Comes with the style library for a part of it that nothing here uses.
      treeshake: { moduleSideEffects: [{ test: /[\\/]hoist-non-react-statics[\\/]/, sideEffects: false }] },
      // Two beginnings: the small script that the page names, and the program that it fetches.
      input: { index: join(import.meta.dirname, 'index.html'), program: join(import.meta.dirname, 'app', 'program.tsx') },
      output: {
        // Named by their hash alone: a name of all pages that share a file would say nothing.
        chunkFileNames: ({ name }) => (name.includes('~') ? 'assets/shared-[hash].js' : 'assets/[name]-[hash].js'),
        // What every page needs is one file for the packages, which a new version of ours leaves alone, and one for our own code. What
        // only some need and is large is a file of its own, so that it never comes along with something small. The rest is cut by the
        // pages that share it.
        codeSplitting: {
          groups: [
            { name: 'first', test: ofStart, priority: 4 },
            { name: 'packages', test: /[\\/]node_modules[\\/]/, tags: ['$initial'], priority: 3 },
            { name: 'base', test: /[\\/]web[\\/](?:app|features|lib|ui)[\\/]/, tags: ['$initial'], priority: 2 },
            { name: 'base', test: /[\\/]contract[\\/](?:alphabetical|comparable|invisible-characters|search)[.]ts$/, priority: 2 },
            { name: 'base', test: /[\\/]web[\\/](?:lib|ui)[\\/][^\\/]+$/, minShareCount: 5, priority: 2 },
            { name: 'work', test: ofStaff, priority: 2 },
            { name: 'forms', test: /[\\/]node_modules[\\/](?:zod|react-hook-form|@hookform)[\\/]/, priority: 2 },
            { name: 'table', test: /[\\/]@tanstack[\\/](?:react-)?(?:table|virtual)(?:-core)?[\\/]/, priority: 2 },
            { name: 'icons', test: /[\\/]lucide-react[\\/]/, minShareCount: 4, priority: 2 },
            { name: 'shared', minShareCount: 2, priority: 1, entriesAware: true },
          ],
        },
      },
    },
  },
});
