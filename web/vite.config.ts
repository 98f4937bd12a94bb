import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The API that `vite` in development passes requests on to. */
const api = process.env['CERMAT_API'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: { host: '127.0.0.1', proxy: { '/api': { target: api, changeOrigin: true } } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // The server answers a missing asset with 404, so a preload that points at an older build fails loudly and is caught once.
    assetsDir: 'assets',
    // Fonts and pictures stay files of their own: a strict content policy has no room for data: addresses.
    assetsInlineLimit: 0,
  },
});
