/** What other features may use of requests. */
export type { RequestRow, RequestState } from './model';
export { answerTo, askedBy, askedOf, openCount, requestById } from './queries';
export type { RequestView } from './view';
