import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { VitePWA } from 'vite-plugin-pwa';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';
import pkg from './package.json' with { type: 'json' };

/** Where `npm run dev` finds the server. */
const server = 'http://127.0.0.1:8080';

/** The pictures an installation dialog shows: those `make screenshots` writes, under the manifest's names. */
const screenshots = {
  'give.png': 'give-phone-light.png',
  'entry.png': 'entry-phone-light.png',
  'plan.png': 'plan-phone-light.png',
  'inbox.png': 'inbox-desktop-light.png',
};

const showScreens: Plugin = {
  name: 'waymark-screenshots',
  apply: 'build',
  generateBundle() {
    for (const [name, file] of Object.entries(screenshots)) {
      const source = readFileSync(new URL(`../docs/screenshots/${file}`, import.meta.url));
      this.emitFile({ type: 'asset', fileName: `screenshots/${name}`, source });
    }
  },
};

/**
 * Says that the first file needs nearly all its functions at once. Chromium then compiles them beside the page while the
 * file arrives, and not one after the other when they are first called; other browsers read past the comment.
 */
const compileAtOnce: Plugin = {
  name: 'waymark-compile-at-once',
  apply: 'build',
  enforce: 'post',
  // Once the files are written: what is done to the code before that takes comments out or puts lines in front.
  writeBundle({ dir = '' }, bundle) {
    for (const { type, fileName } of Object.values(bundle)) {
      if (type !== 'chunk' || !fileName.startsWith('assets/first-')) continue;
      const file = join(dir, fileName);
      writeFileSync(file, `//# allFunctionsCalledOnLoad\n${readFileSync(file, 'utf8')}`);
    }
  },
};

/** The name of the file for modules that `main.ts` imports, directly or not; others are left to the bundler. */
function firstLoad(id: string, context: { getModuleInfo: (id: string) => ModuleInfo | null }): string | null {
  if (reached.size === 0) reach(MAIN, (id) => context.getModuleInfo(id));
  return reached.has(id) ? 'first' : null;
}

const MAIN = fileURLToPath(new URL('src/main.ts', import.meta.url));
const reached = new Set<string>();

function reach(id: string, infoOf: (id: string) => ModuleInfo | null): void {
  if (reached.has(id)) return;
  reached.add(id);
  for (const imported of infoOf(id)?.importedIds ?? []) reach(imported, infoOf);
}

interface ModuleInfo {
  importedIds: readonly string[];
}

/** What both builds have in common: the app, and the page for raters (vite.rater.config.ts). */
export const build = {
  target: ['es2022', 'safari16.4'],
  assetsInlineLimit: 0, // data: URLs are outside the content security policy
  modulePreload: { polyfill: false }, // the polyfill is an inline script
  sourcemap: false,
};

/** In development the page for raters stands under its address as well. */
const raterPage: Plugin = {
  name: 'waymark-rater-page',
  apply: 'serve',
  configureServer({ middlewares }) {
    middlewares.use((request, _answer, next) => {
      if (request.url === '/rate') request.url = '/rater.html';
      next();
    });
  },
};

export default defineConfig({
  plugins: [
    svelte(),
    raterPage,
    showScreens,
    compileAtOnce,
    svelteTesting(),
    VitePWA({
      strategies: 'injectManifest',
      registerType: 'prompt',
      injectRegister: false, // registered by app/update.ts; an inline script would break the content security policy
      srcDir: 'src/worker',
      filename: 'service-worker.ts',
      manifest: false, // public/manifest.webmanifest, written by hand
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,svg,webmanifest}', 'icons/*.png'],
        globIgnores: ['screenshots/**', 'rate.js'],
      },
    }),
  ],
  // the same library as modules for current browsers: smaller than what its package names by default
  resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
  define: { __WAYMARK_VERSION__: JSON.stringify(pkg.version) },
  build: {
    ...build,
    // What the first page needs is one file: every further one is another round through the service worker. It names the
    // files of every other page, so what these share of the interface is one file as well.
    rolldownOptions: {
      output: {
        advancedChunks: {
          groups: [
            { name: firstLoad },
            // what a tap on a notification brings up: one file instead of five
            {
              name: 'asked',
              test: /\/src\/features\/(notifications\/(Go\.svelte|go\.ts)|requests\/(AskedAbove|Question)\.svelte|feedback\/give\/LevelChoice\.svelte)/,
            },
            { name: 'ui', test: /\/src\/ui\// },
            { name: 'rules', test: /\/src\/features\/(?!requests\/co|feedback\/coach\/|guard\/)[^.]+(\.svelte)?\.ts$/ },
          ],
        },
      },
    },
  },
  // `changeOrigin` stays off: the server lets a session be refreshed only by pages of the host it was asked under
  server: { proxy: { '/api': { target: server }, '/healthz': { target: server }, '/readyz': { target: server } } },
  test: {
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
    environment: 'node',
    setupFiles: ['src/lib/testing/setup.ts'],
    restoreMocks: true,
    testTimeout: 30_000, // two cores, and a fake IndexedDB that is slower than a real one
  },
});
