/** Lo que aún se puede hacer con un comentario: agregar algo, retirarlo, tapar un fragmento. */
import type { takeback as english } from '../en/takeback';
import type { Translation } from '../translation';

export const takeback: Translation<typeof english> = {
  'give.amend': 'Agregar algo',
  'give.amend.label': 'Lo que quiere agregar',
  'give.amend.hint': 'Queda junto al comentario, con la fecha de hoy. Lo ve quien ve el comentario.',
  'give.amend.save': 'Agregar',
  'give.amend.empty': 'Escriba lo que quiere agregar.',
  'give.cancel': 'Cancelar',

  'give.withdraw': 'Retirar',
  'give.withdraw.title': 'Retirar este comentario',
  'give.withdraw.why':
    'Para lo que se registró por error: la persona equivocada, el texto equivocado. Desaparece de todos los dispositivos y no cuenta en ninguna parte. {name}, que quizá lo leyó, ve que se retiró.',
  'give.withdraw.author.window': 'Puede hacerlo dentro de las 72 horas después de darlo.',
  'give.withdraw.reason': 'Motivo',
  'give.withdraw.reason.hint': 'El/la residente puede leerlo.',
  'give.withdraw.reason.empty': 'Diga por qué; el/la residente puede leerlo.',
  'give.withdraw.do': 'Retirarlo',

  'give.redact': 'Tapar un fragmento',
  'give.redact.title': 'Tapar un fragmento',
  'give.redact.why':
    'Para lo que no debe estar ahí, como el nombre de un paciente. Selecciónelo en el texto; se reemplaza en todas partes por «{mark}», para siempre.',
  'give.redact.part': 'En qué texto',
  'give.redact.part.amendment': 'Agregado después',
  'give.redact.text': 'Seleccione el fragmento',
  'give.redact.none': 'Todavía no hay nada seleccionado.',
  'give.redact.becomes': 'Quedará así',
  'give.redact.do': 'Taparlo para siempre',
  'give.redact.nothing': 'Primero seleccione un fragmento.',
  'give.not_saved': 'Este teléfono no lo guardó. No se pierde nada; inténtelo otra vez.',
};
