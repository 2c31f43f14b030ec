/** Days and moments in the language of the messages. */
import { When } from '../lib/when';
import { locale } from './t';

export const when = new When(() => locale);
