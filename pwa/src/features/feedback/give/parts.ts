import { learnTheRest } from '../../../i18n/t';

/** Answers what has come already at once, so that drawing it does not wait for another turn. */
function part<Module>(load: () => Promise<Module>): () => Module | Promise<Module> {
  let here: Module | undefined;
  return () => here ?? load().then((module) => (here = module));
}

/** One that says more than the messages of the first load. */
const wordy = <Module>(load: () => Promise<Module>) =>
  part(() => Promise.all([load(), learnTheRest()]).then(([module]) => module));

/**
 * Parts of the form that nobody sees on the first screen. They are fetched while the person is choosing, so that the
 * first load is small and a tap still finds them there, also when the network goes away in between.
 */
export const parts = {
  level: wordy(() => import('./LevelChoice.svelte')),
  seen: wordy(() => import('./SeenSheet.svelte')),
  drafts: part(() => import('./DraftsSheet.svelte')),
  circumstances: part(() => import('./CircumstancesFields.svelte')),
  asked: wordy(() => import('../../requests/AskedAbove.svelte')),
  jots: wordy(() => import('../../jots/at-give')),
  search: part(() => import('../search')),
  beside: wordy(() => import('../beside')),
  look: wordy(() => import('./looking')),
  coach: wordy(() => import('./CoachPanel.svelte')),
  date: part(() => import('../../../ui/DateField.svelte')),
  saved: part(() => import('./SavedPanel.svelte')),
  offer: wordy(() => import('../../notifications/PushOffer.svelte')),
};

/** Fetches them all. What does not come now is asked for again when it is needed. */
export async function fetchParts(): Promise<void> {
  await Promise.allSettled(Object.values(parts).map((load): unknown => load()));
}
