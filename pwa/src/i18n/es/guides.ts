/** Dos páginas guiadas: para quien se preocupa y para quien quiere más. */
import type { guides as english } from '../en/guides';
import type { Translation } from '../translation';

export const guides: Translation<typeof english> = {
  'worried.title': 'Si le preocupa su progreso',
  'worried.row.body': 'Qué mirar y con quién hablar',
  'worried.lead': 'A casi todos les pasa alguna vez. Aquí está lo que ayuda, una cosa tras otra.',
  'worried.nothing': 'Abrir esta página no guarda nada, no avisa a nadie y no deja huella en ninguna parte.',
  'worried.skill': 'Qué le preocupa',
  'worried.which': 'Habilidad (si es una)',
  'worried.said': 'Lo que se dijo',
  'worried.said.why':
    'Los últimos comentarios sobre usted. Lea lo que se puede hacer de otra manera como lo que sigue, no como un veredicto.',
  'worried.said.none': 'Todavía no hay nada en este dispositivo. Pedir que le observen es entonces el mejor comienzo.',
  'worried.next': 'Cómo se ve el Nivel {n}',
  'worried.next.none': 'Nadie ha anotado todavía un nivel para esta habilidad.',
  'worried.next.observed': 'El nivel que sigue al último anotado. Una observación no es una calificación.',
  'worried.plan': 'Haga un plan cualquiera',
  'worried.plan.why':
    'Un objetivo, un primer paso pequeño, una fecha. Es un plan como los demás: nada en él dice de dónde viene.',
  'worried.plan.make': 'Hacer un plan',
  'worried.watch': 'Pida que le observen',
  'worried.watch.why': 'Elija a alguien de confianza y haga una pregunta sobre una cosa que se pueda ver.',
  'worried.watch.ask': 'Pedir comentarios',
  'worried.meet': 'Con quién reunirse',
  'worried.meet.coach': 'Su coach',
  'worried.meet.no_coach': 'Aquí no tiene coach. La dirección del programa sabe quién puede aconsejarle.',
  'worried.meet.office': 'Oficina de formación',
  'worried.meet.office.unset': 'Este sitio no ha indicado ninguna. Su programa sabe dónde está.',
  'worried.meet.confidential': 'Apoyo confidencial',
  'worried.meet.confidential.unset':
    'Este sitio no ha indicado ninguno. La oficina de formación o salud laboral lo conocen.',
  'worried.meet.urgent':
    'Si está en peligro o no puede más, llame ya al número de emergencias o a una línea de crisis.',

  'mastery.title': 'Hacia la maestría',
  'mastery.row.body': 'Elija un Nivel 5 y planee cómo llegar',
  'mastery.lead': 'El Nivel 5 es de quienes son ejemplo y coach. Elija una cosa en la que serlo para los demás.',
  'mastery.no_duty':
    'El Nivel 4 es la meta de la formación. El Nivel 5 no es un deber, y a nadie se le pide llegar a todos.',
  'mastery.learners': 'Esta página es para residentes',
  'mastery.pick': 'Elija una habilidad',
  'mastery.which': 'Habilidad',
  'mastery.five': 'Cómo se ve el Nivel 5',
  'mastery.towards': 'Caminos para llegar',
  'mastery.way.teach': 'Enséñelo: muéstrelo a alguien con menos experiencia y pregunte qué quedó claro.',
  'mastery.way.lead': 'Diríjalo: hágase cargo de aquello en lo que antes solo participaba.',
  'mastery.way.improve': 'Mejórelo: cambie una cosa de cómo lo hace el equipo y cuente si ayuda.',
  'mastery.plan': 'Planear cómo llegar',
};
