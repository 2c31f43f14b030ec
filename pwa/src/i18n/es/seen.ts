import type { seen as english } from '../en/seen';
import type { Translation } from '../translation';

export const seen: Translation<typeof english> = {
  'give.seen.sheet.reads': 'Pueden leerlo, ahora y después',
  'give.seen.sheet.reads.why': 'Quien tenga más adelante una de estas funciones también podrá leerlo.',
  'give.seen.sheet.cycle': 'Pueden leerlo desde que se abre un ciclo de revisión',
  'give.seen.sheet.exists': 'Solo ve que existe',
  'give.seen.sheet.exists.why': 'Quién escribió sobre quién, qué habilidad y cuándo; nunca el texto.',
  'give.seen.sheet.you': 'Usted, que lo escribe',
  'give.seen.sheet.learner': '{name}, residente',
  'give.seen.sheet.coach': '{name}, coach',
  'give.seen.sheet.director': '{name}, dirección del programa',
  'give.seen.sheet.committee': '{name}, comité',
  'give.seen.sheet.coordinator': '{name}, coordinación',
  'give.seen.sheet.nobody': 'Nadie tiene esta función ahora.',
  'give.seen.sheet.never':
    'Nadie más. Cuando la dirección o el comité leen el expediente de alguien, esa persona puede verlo.',
};
