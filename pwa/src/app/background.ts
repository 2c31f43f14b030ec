/** What goes on between this device and the server. Fetched once the page is shown: nobody sees it, and it waits for that. */
export { Events } from '../sync/events';
export { sendAndFetch } from './round';
