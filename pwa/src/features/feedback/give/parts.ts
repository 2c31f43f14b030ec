import { learnTheRest } from '../../../i18n/t';

/** Answers what has come already at once, so that drawing it does not wait for another turn. */
function part<Module>(load: () => Promise<Module>): () => Module | Promise<Module> {
  let here: Module | undefined;
  return () => here ?? load().then((module) => (here = module));
}

/**
 * Parts of the form that nobody sees on the first screen. They are fetched while the person is choosing, so that the
 * first load is small and a tap still finds them there, also when the network goes away in between.
 */
export const parts = {
  level: part(() => import('./LevelChoice.svelte')),
  seen: part(() => import('./SeenSheet.svelte')),
  drafts: part(() => import('./DraftsSheet.svelte')),
  circumstances: part(() => import('./CircumstancesFields.svelte')),
  asked: part(() => Promise.all([import('../../requests/AskedAbove.svelte'), learnTheRest()]).then(([it]) => it)),
  search: part(() => import('../search')),
  beside: part(() => Promise.all([import('../beside'), learnTheRest()]).then(([it]) => it)),
  look: part(() => import('./SecondLook.svelte')),
  coach: part(() => Promise.all([import('./CoachPanel.svelte'), learnTheRest()]).then(([it]) => it)),
  date: part(() => import('../../../ui/DateField.svelte')),
  saved: part(() => import('./SavedPanel.svelte')),
  offer: part(() => Promise.all([import('../../notifications/PushOffer.svelte'), learnTheRest()]).then(([it]) => it)),
};

/** Fetches them all. What does not come now is asked for again when it is needed. */
export async function fetchParts(): Promise<void> {
  await Promise.allSettled(Object.values(parts).map((load): unknown => load()));
}
