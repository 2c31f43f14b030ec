/** Ayuda y práctica: la página de ese nombre, el recorrido, y comentarios a alguien con más jerarquía. */
import type { help as english } from '../en/help';
import type { Translation } from '../translation';

export const help: Translation<typeof english> = {
  'help.title': 'Ayuda y práctica',
  'help.lead': 'Tan breve que cabe en el camino entre dos habitaciones, y también sin conexión.',
  'help.row': 'Encuentros inventados, a solas o en pareja',
  'help.you': 'Ayuda',
  'help.alone': 'Practicar a solas',
  'help.alone.why': 'Encuentros inventados y el formulario real. Nada se guarda ni se envía, y nadie lo ve.',
  'help.two': 'Practicar en pareja',
  'help.two.row': 'Una persona da, la otra recibe',
  'help.two.row.why': 'Tarjetas, también para disentir o callar',
  'help.read': 'Leer',
  'help.good.why': 'Seis puntos y un ejemplo',
  'help.upward.why': 'Qué le protege aquí, qué no, y cómo empezar',
  'help.tour': 'El recorrido',
  'help.tour.why': 'Un minuto, según lo que usted hace aquí',

  'tour.offer': 'Recorrido breve',
  'tour.offer.no': 'No, gracias',
  'tour.at': '{n} de {all}',
  'tour.back': 'Atrás',
  'tour.next': 'Siguiente',
  'tour.skip': 'Saltar el recorrido',
  'tour.practice': 'Practicar antes',
  'tour.begin': 'Empezar',
  'tour.again': 'Este recorrido queda en Perfil.',

  'tour.give': 'A quién, qué habilidad, qué vio',
  'tour.give.why':
    'Unos toques y unas frases. Lo demás se completa solo, y un formulario que deja a medias queda como borrador.',
  'tour.offline': '¿Sin conexión? Siga como siempre',
  'tour.offline.why':
    'Guardar lo deja al instante en este teléfono. Sale solo en cuanto haya conexión; la línea de arriba dice qué espera todavía.',
  'tour.beside': 'Ayuda debajo de sus palabras',
  'tour.beside.why':
    'Se señalan las palabras que podrían decir quién es un paciente. Ocurre en este teléfono y nunca impide guardar. La guía para comentarios lee por ahora solo inglés.',
  'tour.seen': 'Quién lo verá, antes de escribir',
  'tour.seen.why':
    'Está junto a Guardar, por nombre. Después de guardar tiene 10 segundos para deshacer, y 72 horas para retirar lo que entró por error.',
  'tour.jot': '¿Solo diez segundos?',
  'tour.jot.why': 'Deje un apunte de pocas palabras y termínelo después. Hasta entonces es solo de usted.',
  'tour.followed': 'A quienes acompaña',
  'tour.followed.why':
    'En Perfil, o en la barra lateral, está Programa con sus residentes. Cuando la dirección abre el expediente de alguien, esa persona puede verlo.',

  'tour.ask': 'Una pregunta a una persona',
  'tour.ask.why':
    'Elija una habilidad y a quién pregunta. A una pregunta vaga se le ofrece otra más precisa. En el pasillo puede mostrar un código, aun sin conexión.',
  'tour.inbox': 'Leerlo, y responder algo',
  'tour.inbox.why':
    'Diga que lo leyó, agradezca, pregunte, o diga que lo ve de otra manera. Lo que piensa a solas queda con usted, salvo que lo comparta.',
  'tour.plan': 'Hacer un plan con eso',
  'tour.plan.why':
    'El próximo paso se vuelve un plan: pasos pequeños con fecha, alguien que vuelve a observar, y un final.',
  'tour.about': 'Quién ve lo que es sobre usted',
  'tour.about.why':
    'Usted, quien lo escribió, sus coaches, la dirección del programa, y el comité al abrirse un ciclo. Cuando la dirección abre su expediente, usted puede verlo.',

  'tour.held': 'Primero lo que le necesita',
  'tour.held.why':
    'Los comentarios sobre alguien que no estaba en la lista esperan en Programa. Asigne el nombre a un/a residente, o devuélvalos con unas palabras.',
  'tour.ledger': 'Que existe, nunca qué dice',
  'tour.ledger.why':
    'Quién escribió sobre quién, qué habilidad y cuándo: eso es lo que ve. El texto no se le muestra, y nunca lo necesita.',
  'tour.told': 'Avisos cuando usted quiera',
  'tour.told.why': 'En Perfil elige qué merece un aviso, una vez al día o al momento, y cuándo debe haber silencio.',

  'upward.title': 'Comentarios a alguien con más jerarquía',
  'upward.lead': 'Vale la pena decirlo, y no carece de riesgo. Conozca ambas cosas antes de escribir.',
  'upward.protects': 'Qué le protege aquí',
  'upward.protects.seen':
    'Junto a Guardar, antes de escribir, está quién lo leerá. La coordinación solo ve que el comentario existe.',
  'upward.protects.back':
    'Durante 10 segundos después de guardar puede deshacer. Durante 72 horas puede retirar lo que entró por error; desaparece de cada teléfono cuando vuelve a sincronizar.',
  'upward.protects.jot': 'Un apunte es solo de usted. Escríbalo, consúltelo con la almohada y, si quiere, elimínelo.',
  'upward.open': 'Qué no le protege',
  'upward.open.named': 'Cada comentario lleva su nombre. En esta aplicación no hay comentarios anónimos.',
  'upward.open.readers':
    'Lo lee la persona de quien trata. También sus coaches y la dirección del programa, ahora y después, y el comité al abrirse un ciclo.',
  'upward.open.learners':
    'Los comentarios tratan de residentes. Sobre docentes no hay formulario aquí: hable en persona, o use lo que su programa tenga para eso.',
  'upward.open.unread':
    'Lo leído no se olvida porque se retire. Y quien estuvo ahí puede adivinar quién escribió, sobre todo en un equipo pequeño.',
  'upward.open.reports':
    'Un peligro para pacientes, el acoso y las quejas no van aquí. Use la vía que su hospital tiene para eso.',
  'upward.begin': 'Palabras para empezar',
  'upward.begin.ask': 'Primero pregunte: «¿Me permite decirle algo del pase de visita que me ayudaría a aprender?»',
  'upward.begin.saw': 'Diga qué vio y qué produjo: «Cuando usted …, después yo pude …»',
  'upward.begin.keep': 'Diga qué conviene mantener: «Por favor siga con …; gracias a eso yo …»',
  'upward.begin.wish': 'Pida una sola cosa: «Me ayudaría que … antes de …»',
  'upward.begin.stop': 'Si cae mal: «No era mi intención herirle. ¿Lo dejamos por hoy?»',
  'upward.check': 'Antes de guardar',
  'upward.check.room': '¿Lo diría con esa persona presente?',
  'upward.check.change': '¿Es algo que puede cambiar?',
  'upward.check.name': '¿Me incomoda que lleve mi nombre? Lo lleva.',
  'upward.try': 'Probarlo en pareja',
};
