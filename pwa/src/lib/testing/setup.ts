import 'fake-indexeddb/auto';
import { learnTheRest } from '../../i18n/t';

await learnTheRest();
