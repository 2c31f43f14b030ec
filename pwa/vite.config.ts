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

/** What public/early.js can bring, by the names of the groups below and of the messages. */
const brought = {
  asked: ['asked'],
  lists: ['asked', 'lists'],
  'lists-en': ['words'],
  en: ['words', 'en'],
  es: ['other', 'es'],
};

/** Names those files in index.html. */
const nameEarly: Plugin = {
  name: 'waymark-name-early',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {} }) {
      const filesOf = (name: string) =>
        Object.values(bundle).flatMap((file) =>
          file.type === 'chunk' && file.name === name
            ? [file.fileName, ...(file.viteMetadata?.importedCss ?? [])].map((file) => `/${file}`)
            : [],
        );
      const data = Object.entries(brought).map(([key, names]) => {
        const files = names.flatMap(filesOf);
        if (files.length < names.length)
          throw new Error(`early.js brings ${names.join(' and ')}, and one is not there.`);
        return `data-${key}="${files.join(' ')}"`;
      });
      return html.replace('<script src="/early.js"', `$& ${data.join(' ')}`);
    },
  },
};

/**
 * Names the file of every module that one of `entries` imports, directly or not; others are left to the groups after it.
 * A group takes what it reaches only where none before it has.
 */
function reachedFrom(name: string, ...entries: string[]) {
  const reached = new Set<string>();
  const reach = (id: string, modules: Modules): void => {
    if (reached.has(id)) return;
    reached.add(id);
    for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) reach(imported, modules);
  };
  return (id: string, modules: Modules): string | null => {
    if (reached.size === 0)
      for (const entry of entries) reach(fileURLToPath(new URL(`src/${entry}`, import.meta.url)), modules);
    return reached.has(id) ? name : null;
  };
}

interface Modules {
  getModuleInfo: (id: string) => ModuleInfo | null;
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
    nameEarly,
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
    // What the first page needs is one file: every further one is another round through the service worker. It names every
    // other file, and a name cannot be compressed: so the pages opened one after the other are one file and one style sheet.
    rolldownOptions: {
      output: {
        advancedChunks: {
          groups: [
            { name: reachedFrom('first', 'main.ts') },
            // what a tap on a notification brings up: one file instead of five
            {
              name: 'asked',
              test: /\/src\/features\/(notifications\/(Go\.svelte|go\.ts)|requests\/(AskedAbove|Question)\.svelte|feedback\/give\/LevelChoice\.svelte)/,
            },
            // the two pages that are opened from the bar as often as Give, and no more than they need
            { name: reachedFrom('lists', 'features/inbox/Inbox.svelte', 'features/plans/Plans.svelte') },
            { name: 'words', test: /\/src\/i18n\/(lists|en\/(inbox|notifications|plans|requests))\.ts$/ },
            // sending and fetching, once the page is shown
            { name: reachedFrom('background', 'app/background.ts') },
            // what the others share of the interface and of the rules
            {
              name: 'rules',
              test: /\/src\/(ui\/|features\/(guard\/MarkNotice|writing\/|program\/(Asked|Unavailable)|feedback\/give\/(AfterSave|GoodFeedback)|(?!requests\/coach|requests\/code\/(?!key)|feedback\/coach\/|guard\/)[^.]+(\.svelte)?\.ts$))/,
            },
            { name: 'qr', test: /\/node_modules\/qr\/index/ },
            { name: 'guard', test: /\/src\/features\/guard\// },
            { name: 'door', test: /\/src\/features\/(guests\/|sessions\/(SignIn|ByCode|DemoPeople)\.)/ },
            { name: 'give', test: /\/src\/features\/(feedback\/give\/|jots\/|notifications\/PushOffer)/ },
            { name: 'entry', test: /\/src\/features\/(inbox|reflections|feedback\/takeback|writing|given)\// },
            { name: 'plan', test: /\/src\/features\/(plans|guides)\// },
            { name: 'help', test: /\/src\/features\/(help|practice)\// },
            { name: 'you', test: /\/src\/features\/(sessions|calendar|notifications|sync)\// },
            { name: (id: string) => /\/src\/features\/(?!feedback)(\w+)\//.exec(id)?.[1] ?? null },
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
