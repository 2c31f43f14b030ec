/** What the Give page shows of jots: one file, fetched after the first screen. */
export { finish } from './finishing';
export { default as JotsHere } from './JotsHere.svelte';
export { default as Offered } from './Offered.svelte';
