/**
 * Parts of the form that nobody sees on the first screen. They are fetched while the person is choosing, so that the
 * first load is small and a tap still finds them there, also when the network goes away in between.
 */
export const parts = {
  seen: () => import('./SeenSheet.svelte'),
  drafts: () => import('./DraftsSheet.svelte'),
  circumstances: () => import('./CircumstancesFields.svelte'),
  look: () => import('./SecondLook.svelte'),
  date: () => import('../../../ui/DateField.svelte'),
  saved: () => import('./SavedPanel.svelte'),
};

/** Fetches them all. What does not come now is asked for again when it is needed. */
export async function fetchParts(): Promise<void> {
  await Promise.allSettled(Object.values(parts).map((load) => load()));
}
