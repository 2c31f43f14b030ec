/** Apuntes: unas palabras ahora, el resto después. */
import type { jots as english } from '../en/jots';
import type { Translation } from '../translation';

export const jots: Translation<typeof english> = {
  'jot.title': 'Apunte',
  'jot.lead': 'Unas palabras ahora, el resto después. Solo usted las ve.',
  'jot.later': 'Terminar después',
  'jot.later.short': 'Después',
  'jot.later.spoken': 'Después: {n|1 apunte|# apuntes} por terminar',
  'jot.text': 'Unas palabras',
  'jot.text.prompt': 'Lo que querrá recordar',
  'jot.left': '{n|Queda 1 carácter|Quedan # caracteres}',
  'jot.over': '{n|Sobra 1 carácter|Sobran # caracteres}',
  'jot.seen': 'Visto: {when}',
  'jot.fault.who': 'Elija de quién se trata',
  'jot.fault.empty': 'Escriba unas palabras',
  'jot.fault.not_saved':
    'No se guardó: este teléfono no pudo almacenarlo. Inténtelo otra vez, o copie antes sus palabras.',
  'jot.saved.waiting': 'Espera en Terminar después, en todos sus dispositivos.',
  'jot.saved.late': 'Ya está en camino. Elimínelo en Terminar después.',
  'jot.another': 'Otro apunte',
  'later.title': 'Terminar después',
  'later.lead': 'Solo usted ve estos apuntes. Cada uno se elimina solo un mes después de la rotación.',
  'later.loading': 'Buscando sus apuntes…',
  'later.failed': 'Sus apuntes no se pueden leer en este momento. Se vuelve a intentar solo.',
  'later.empty': 'No hay nada por terminar',
  'later.empty.why':
    '¿Sin tiempo para un comentario en la sala? Apunte a quién vio y unas palabras. Esperan aquí, sin que nadie más las vea, hasta que las termine.',
  'later.goes': 'Se elimina solo {day}',
  'later.unsent': 'Aún sin enviar',
  'later.refused': 'El servidor no lo aceptó',
  'later.finish': 'Terminar',
  'later.finish.of': 'Terminar el apunte sobre {name}: {text}',
  'later.delete': 'Eliminar',
  'later.delete.of': 'Eliminar el apunte sobre {name}: {text}',
  'later.jot': 'Apuntar unas palabras',
  'later.deleted': 'Apunte sobre {name} eliminado',
  'later.remind': 'Recordármelo por la tarde',
  'later.offer': 'Sus apuntes sobre {name}',
  'later.offer.taken': 'Las palabras están en «Qué salió bien». Al guardar el comentario, el apunte queda terminado.',
};
