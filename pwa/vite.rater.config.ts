import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { build } from './vite.config.ts';

/**
 * The page for raters without an account: built by itself, beside the app in the same folder and after it, so that it
 * shares no file with the app, and the app's service worker keeps none of it.
 */
export default defineConfig({
  plugins: [svelte()],
  publicDir: false, // the app's build has brought it
  build: { ...build, emptyOutDir: false, rolldownOptions: { input: 'rater.html' } },
});
