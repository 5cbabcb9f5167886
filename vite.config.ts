import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import { glyphFiles } from './scripts/glyphs/glyph-files.ts';

/** The letters of the map's labels, as files of our own beside the scripts. */
const glyphs: Plugin = {
  name: 'atlas-glyphs',
  generateBundle() {
    for (const file of glyphFiles()) this.emitFile({ type: 'asset', ...file });
  },
};

/**
 * The browser bundle: dist/web with a manifest, from which the server's pages take the hashed names. Nothing is
 * inlined (`assetsInlineLimit: 0`) because the Content-Security-Policy allows files of our own and nothing else.
 */
export default defineConfig({
  publicDir: false,
  plugins: [glyphs],
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    sourcemap: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { input: ['web/main.ts', 'web/opening.ts', 'web/embed-height.ts', 'web/embed-host.ts'] },
  },
  css: {
    preprocessorOptions: { scss: { loadPaths: ['node_modules/govuk-frontend/dist'], quietDeps: true } },
  },
});
