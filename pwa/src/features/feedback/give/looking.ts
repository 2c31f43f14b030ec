/** What the form says of looking again: that this is a second look, and that there will be one. */
export { default as SecondLook } from './SecondLook.svelte';
export { default as WillLook } from './WillLook.svelte';
