/** What Give fetches once it is shown, and does without where it does not come. */
export { dictationHere } from '../dictation/bring';
export { tourOffer } from '../help/offer';
export { wishesOf } from './wishes';
