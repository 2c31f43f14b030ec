/** Lo que dice la página para quienes evalúan sin cuenta. */
import type { Translation } from '../../i18n/translation';
import type { en } from './en';

export const es: Translation<typeof en> = {
  title: 'Retroalimentación 360',
  opening: 'Abriendo…',
  about: '¿Cómo es trabajar con {name}?',
  from: '{program}, {institution}. Abierto hasta el {day}. Toma unos dos minutos.',
  again: 'Intentar otra vez',

  no_answer: 'El servidor no responde',
  'no_answer.why': 'Busque una red e inténtelo otra vez. No se gastó nada.',
  no_code: 'Escanee el código o abra el enlace otra vez',
  'no_code.why': 'Esta página necesita el código del cartel o el enlace del correo; no guarda ninguno de los dos.',
  no_such_link: 'Este código no abre nada',
  'no_such_link.why':
    'Puede estar cortado o reemplazado por uno más nuevo. Busque el cartel más reciente, o pregunte a quien le invitó.',
  link_used: 'Este enlace ya se usó',
  'link_used.why':
    'Admite una respuesta sobre cada persona, y ya llegaron. Gracias. Aquí no se puede leer ni cambiar nada.',
  campaign_over: 'Esta ronda terminó',
  'campaign_over.why': 'Ya no admite respuestas.',
  not_yet_open: 'Esta ronda aún no empieza',
  'not_yet_open.why': 'Vuelva cuando se abra; el mismo código servirá entonces.',
  too_many_tries: 'Demasiados intentos',
  'too_many_tries.why': 'Espere unos minutos e inténtelo otra vez.',
  session_over: 'Escanee el código o abra el enlace una vez más',
  'session_over.why': 'Esta página estuvo abierta demasiado tiempo, o el código se retiró.',
  other: 'No se pudo abrir',
  'other.why': 'El servidor dijo «{code}». Inténtelo más tarde.',

  word: 'Palabra de la sala',
  'word.lead': 'Un formulario corto sobre personas con quienes trabaja en esta sala. Sin cuenta, sin nombre.',
  'word.hint':
    'Dos palabras que cambian en cada ronda. No están en el cartel; pregunte a quien está a cargo de la sala.',
  'word.open': 'Abrir el formulario',
  'word.wrong': 'No es la palabra de esta ronda. No importan mayúsculas ni espacios.',
  'word.missing': 'Escriba la palabra de la sala.',
  whom: '¿De quién se trata?',
  'whom.none': 'No hay nadie en la lista',
  group: 'Respondo como',
  'group.faculty': 'Docente',
  'group.peers': 'Residente o fellow',
  'group.nurses': 'Enfermería',
  'group.other_professions': 'Otra profesión',
  'group.staff': 'Personal de apoyo',
  'group.fixed': 'Usted responde como: {group}.',

  who: 'Quién verá qué',
  'who.nobody':
    'Nadie ve sus respuestas por separado: ni {name}, ni el programa, ni quien facilita. No se guarda con ellas ningún nombre ni hora.',
  'who.report': '{name} y su coach ven cómo respondió cada grupo en conjunto. La dirección del programa, no.',
  'who.report.director': '{name}, su coach y la dirección del programa ven cómo respondió cada grupo en conjunto.',
  'who.few':
    'Menos de {group} respuestas de su grupo: no se muestran, o solo junto con otros grupos pequeños. Menos de {total} en total: no se muestra nada a nadie, y las respuestas se destruyen.',
  'who.words':
    'Sus comentarios se mezclan con los de todos, sin orden. {facilitator} los lee primero y puede tapar lo que diga quién los escribió; {name} los lee después palabra por palabra. Omita lo que solo usted podría saber.',
  'who.once': 'Una vez enviado, nada se puede volver a leer ni cambiar.',
  'who.tab':
    'Otras personas pueden usar este dispositivo: lo que elija aquí queda solo en esta pestaña, y se borra tras 15 minutos sin tocarlo.',

  route: 'No es para este formulario: seguridad, amenazas, discriminación, maltrato',
  'route.why': 'Este formulario se lee semanas después, y no lo lee nadie que pueda actuar de inmediato. Acuda a:',
  'route.hours': 'Disponible: {hours}',
  'route.never': 'Sin vigilancia las 24 horas. Waymark no envía ni guarda nada de ello.',
  'route.emergency': 'Si alguien está en peligro ahora, llame al número de emergencias.',

  items: '¿Con qué frecuencia lo ve?',
  'items.left':
    '{n|Una línea está abierta; cuenta como no observada.|# líneas están abiertas; cuentan como no observadas.}',
  questions: 'Con sus palabras',
  optional: 'opcional',
  left: 'quedan {n}',
  over: 'sobran {n}',
  send: 'Enviar',
  sending: 'Enviando…',

  'fault.group': 'Elija como qué responde.',
  'fault.empty': 'Aún no hay nada respondido. Elija una línea o escriba unas palabras.',
  'fault.too_long': 'Uno de los textos es demasiado largo. No se corta nada; acórtelo.',
  refused: 'No se aceptó',
  'refused.offline':
    'No hay red, y este navegador no puede guardar las respuestas selladas. Siguen aquí; envíelas otra vez.',
  'refused.campaign_over': 'La ronda terminó. Sus respuestas no se contaron, y no se guardó nada de ellas.',
  'refused.already_answered': 'Usted ya respondió sobre esta persona. Esta respuesta no se contó.',
  'refused.wrong_form': 'El formulario cambió entretanto. Abra el enlace otra vez; sus respuestas siguen aquí.',
  'refused.no_session':
    'Esta página estuvo abierta demasiado tiempo, o el código se retiró. Abra el enlace más nuevo; sus respuestas siguen en esta pestaña.',
  'refused.other': 'El servidor dijo «{code}». No se guardó nada; sus respuestas siguen aquí.',

  done: 'Gracias',
  'done.sent': 'Sus respuestas llegaron. En este dispositivo no queda nada de ellas.',
  'done.waits.why':
    'Ahora no se llega al servidor. Sus respuestas están selladas en este dispositivo: nadie puede abrirlas aquí, tampoco usted. Se envían solas mientras esta página está abierta. Si la cierra, abra el código otra vez en este dispositivo antes de que termine la ronda.',
  'done.next': 'Qué sigue',
  'done.next.reads': 'La ronda termina el {day}. Después {facilitator} lee los comentarios.',
  'done.next.enough':
    'Si respondió suficiente gente, {name} lee el resultado, lo conversa con un/a coach y planea una o dos cosas.',
  'done.next.few': 'Si no, la ronda sigue más tiempo o se cierra, y no se muestra nada.',
  'done.close': 'Puede cerrar esta página.',
  'done.another': 'Responder sobre otra persona',

  waiting: '{n|Una respuesta de este dispositivo aún no se envió|# respuestas de este dispositivo aún no se enviaron}',
  'waiting.why': 'Sellada aquí; se envía sola mientras esta página está abierta.',
  'waiting.now': 'Enviar ahora',
  lost: 'Una respuesta que esperaba aquí no se aceptó',
  'lost.campaign_over': 'La ronda había terminado. No se contó, y no se guardó nada de ella.',
  'lost.already_answered': 'El mismo enlace ya se había usado para una respuesta.',
  'lost.cannot_open': 'Está dañada o es demasiado antigua. Responda otra vez, por favor.',
  'lost.other': 'El código se retiró o la ronda está cerrada. No se contó.',
  erased: 'Borrado',
  'erased.why': 'No se tocó nada durante 15 minutos, y otras personas pueden usar este dispositivo.',
};
