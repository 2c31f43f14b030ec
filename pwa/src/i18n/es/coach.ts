/** La guía para comentarios: qué tiene y qué le falta a un texto. */
import type { coach as english } from '../en/coach';
import type { Translation } from '../translation';

export const coach: Translation<typeof english> = {
  'coach.title': 'Guía para comentarios',
  'coach.mark.behaviour': 'Conducta',
  'coach.mark.context': 'Contexto',
  'coach.mark.suggestion': 'Sugerencia',
  'coach.mark.linked': 'Relacionada',
  'coach.found': '(está)',
  'coach.not_yet': '(aún no)',
  'coach.begin': 'Se encienden con sus propias palabras mientras escribe.',
  'coach.ask.behaviour': '¿Qué vio hacer a {who}?',
  'coach.ask.behaviour.them': '¿Qué le vio hacer?',
  'coach.ask.context': '¿Cuándo fue? ¿En el pase de visita, en la consulta?',
  'coach.ask.suggestion': '¿Qué podría intentar {who} la próxima vez?',
  'coach.ask.suggestion.them': '¿Qué podría intentar la próxima vez?',
  'coach.ask.linked': '¿Cómo se desprende eso de lo que vio?',
  'coach.all': 'Qué, cuándo y qué sigue: está todo.',
  'coach.lit': 'Por las palabras {words}',
  'coach.spoken': 'Guía para comentarios: encontró {marks}.',
  'coach.private': 'Solo usted ve esto, en este teléfono.',
  'coach.notice.only_praise': 'Hasta aquí solo elogio. Algo que intentar después daría un rumbo.',
  'coach.notice.only_criticism': 'Hasta aquí solo lo que debe cambiar. ¿Qué conviene que siga igual?',
  'coach.notice.trait': '{words} habla de la persona. Lo que se hizo es más fácil de trabajar.',
  'coach.notice.gendered': '{words} no se dice por igual de mujeres y de hombres. ¿Qué se hizo?',
  'coach.notice.long': 'Es largo. Dos puntos se recuerdan mejor que diez.',
  'coach.hide': 'Ocultar',
  'coach.hide.of': 'Ocultar la guía para comentarios',
  'coach.hidden': 'La guía para comentarios está apagada en este teléfono. La encuentra en Usted.',
  'coach.show': 'Volver a mostrarla',
  'coach.good': 'Qué hace bueno un comentario',
  'coach.good.lead': 'Un momento, visto por usted, dicho pronto. Bastan unas pocas frases sencillas.',
  'coach.good.seen': 'Diga qué vio o escuchó',
  'coach.good.seen.why':
    'Como lo mostraría una cámara. «Pidió a enfermería que repitiera el plan» se puede repetir; «buena comunicación» no.',
  'coach.good.occasion': 'Diga cuándo fue',
  'coach.good.occasion.why':
    'En el pase de visita, en la consulta, en una entrega de turno: así vuelve el momento. Nada que pueda decir quién es un paciente.',
  'coach.good.effect': 'Diga qué se logró con eso',
  'coach.good.effect.why': 'Para el paciente, el equipo o usted. Por eso importa.',
  'coach.good.next': 'Ofrezca una cosa que intentar',
  'coach.good.next.why': 'Tan pequeña que quepa en la próxima semana, y sobre lo que vio. Una cosa se hace; cinco no.',
  'coach.good.sides': 'Mantener y cambiar',
  'coach.good.sides.why': 'Del elogio solo no sale nada que trabajar. La crítica sola cuesta escucharla.',
  'coach.good.person': 'Lo hecho, no la persona',
  'coach.good.person.why':
    'Nadie puede practicar ser menos «flojo» o tener más «talento natural». Diga qué se hizo o se dejó de hacer.',
  'coach.good.instead': 'En lugar de «¡Excelente en el pase de visita!»',
  'coach.good.example':
    'Hoy en el pase de visita empezó cada paciente por lo que más le preocupaba, y enfermería pudo hablar pronto. La próxima vez agregue qué quiere que se haga si ocurre.',
  'coach.setting': 'Mientras escribe',
  'coach.setting.on': 'Guía para comentarios',
  'coach.setting.hint':
    'Señala qué tiene un texto y qué le falta. Funciona en este teléfono; nadie más ve lo que encuentra.',
};
