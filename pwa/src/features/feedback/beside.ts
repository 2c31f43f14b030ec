/** What Give fetches once it is shown, and does without where it does not come. */
export { dictationHere } from '../dictation/bring';
export { wishesOf } from './wishes';
