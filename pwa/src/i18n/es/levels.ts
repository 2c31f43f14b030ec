/** La escala de niveles, qué esperar junto a ella, y qué significan los niveles. */
import type { levels as english } from '../en/levels';
import type { Translation } from '../translation';

export const levels: Translation<typeof english> = {
  'give.level': 'Nivel que vio',
  'give.level.name': 'Nivel {level}',
  'give.level.not_yet': 'Aún sin llegar al nivel 1',
  'give.level.not_yet.short': 'Aún no 1',
  'give.level.spoken': '{name}, {stages}',
  'give.level.spoken.target': '{name}, {stages}, la meta',
  'give.level.before': 'antes de {stage}',
  'give.level.between': 'entre {lower} y {higher}',
  'give.level.title': '{name}\u00a0· {stages}',
  'give.level.cannot_judge': 'No puedo valorarlo',
  'give.level.cannot_judge.why': 'Queda como «no se pudo valorar», nunca como un nivel bajo.',
  'give.level.clear': 'Sin nivel',
  'give.level.target': 'Meta',
  'give.level.towards': 'El nivel 1 sería: {text}',
  'give.level.part_of': 'Mostrado en parte: {text}',
  'give.stage.1': 'novato',
  'give.stage.2': 'principiante avanzado',
  'give.stage.3': 'competente',
  'give.stage.4': 'aventajado',
  'give.stage.5': 'experto',

  'give.levels.read': 'Leer los cinco niveles de esta habilidad',
  'give.levels.chosen': 'elegido',
  'give.levels.part': 'elegido en parte',

  'give.expect': 'Qué esperar',
  'give.expect.learner': '{name}, {year}',
  'give.expect.band': 'Este programa espera {band} en el año {year}.',
  'give.expect.band.range': 'de {low} a {high}',
  'give.expect.band.whose': 'Es lo que espera el propio programa, no una meta de la ACGME.',
  'give.expect.goal': 'Trabaja en: {goal}',

  'give.meaning': '¿Qué significan los niveles?',
  'give.meaning.levels': 'Niveles 1 a 5',
  'give.meaning.levels.why':
    'Hasta dónde ha llegado alguien en una habilidad, de novato a experto. Cada nivel incluye los anteriores.',
  'give.meaning.half': 'Medios niveles',
  'give.meaning.half.why': '2½ quiere decir: el nivel 2 está, y algo del nivel 3.',
  'give.meaning.not_yet': 'Aún sin llegar al nivel 1',
  'give.meaning.not_yet.why': 'Es un juicio: usted vio lo suficiente, y el nivel 1 todavía no está completo.',
  'give.meaning.cannot_judge': 'No puedo valorarlo',
  'give.meaning.cannot_judge.why':
    'Todavía no se puede valorar: un motivo para no dar nivel. Nunca cuenta como uno bajo.',
  'give.meaning.four': 'Nivel 4',
  'give.meaning.four.why': 'La meta al terminar la residencia. Una meta, no un requisito.',
  'give.meaning.five': 'Nivel 5',
  'give.meaning.five.why': 'Algo a lo que aspirar: ser ejemplo o guía para otras personas.',
  'give.meaning.one': 'Lo que usted elige',
  'give.meaning.one.why':
    'Lo que vio esta vez. No es una calificación de Milestones: esa la da el comité, a partir de todo lo que hay.',
};
