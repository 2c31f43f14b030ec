/** Práctica: seis encuentros inventados, a solas con el formulario real, y en pareja con tarjetas. */
import type { practice as english } from '../en/practice';
import type { Translation } from '../translation';

export const practice: Translation<typeof english> = {
  'practice.title': 'Práctica: {title}',
  'practice.lead': 'Nada se guarda ni se envía, y nadie lo ve. Al salir de la página, desaparece.',
  'practice.hard.1': 'Para empezar',
  'practice.hard.2': 'Más difícil',
  'practice.hard.3': 'Difícil de decir',
  'practice.scene': 'Qué vio usted',
  'practice.form': 'Escriba sobre esto como si hubiera sido hoy',
  'practice.foot': 'Práctica',
  'practice.foot.why': 'No se guarda ni se envía; nadie lo ve.',
  'practice.finish': 'Terminar práctica',
  'practice.no_list': 'La lista de habilidades todavía no está en este teléfono',
  'practice.no_list.why': 'Llega con la primera conexión. La práctica en pareja no necesita lista.',
  'practice.unknown': 'No existe ese encuentro',
  'practice.done': 'Terminado. No se guardó nada',
  'practice.done.why': 'No hay nota. Compare, y valore por su cuenta.',
  'practice.yours': 'Qué escribió usted',
  'practice.saw': 'Qué vio la guía para comentarios',
  'practice.saw.not': 'Ninguna palabra la encendió. Preguntaría: {question}',
  'practice.saw.ask': 'La guía para comentarios todavía no lee este idioma. Estas son las preguntas que haría:',
  'practice.possible': 'Un comentario posible',
  'practice.possible.why': 'No es el correcto. Otra persona habría visto otra cosa.',
  'practice.possible.skill': 'Correspondería a una habilidad de {skill}.',
  'practice.again': 'Escribirlo otra vez',
  'practice.next': 'Siguiente: {title}',

  'practice.family.title': 'Una conversación con la familia',
  'practice.family.name': 'Renata Arce',
  'practice.family.scene':
    'Una reunión familiar en la sala, la primera que dirige Renata; usted está a su lado. Renata pregunta a la hija qué ha entendido hasta ahora y espera, mucho tiempo, hasta que termina. Después: «Entonces los riñones están mejor, y usted teme que vuelva demasiado pronto a casa.» La hija asiente y se recuesta en la silla.',
  'practice.family.scene.more':
    'Al final Renata explica el plan de alta, seis puntos de corrido, ya de pie. En el pasillo la hija pregunta a la enfermera cuál de las pastillas es la nueva.',
  'practice.family.well':
    'En la reunión familiar de esta mañana preguntó a la hija qué había entendido, esperó a que terminara y se lo repitió. Ella se tranquilizó y le dijo de qué tenía miedo.',
  'practice.family.differently':
    'Explicó el plan de alta de corrido, seis puntos mientras se ponía de pie. Después la hija tuvo que preguntar a la enfermera qué pastilla era la nueva.',
  'practice.family.next':
    'En la próxima reunión familiar, explique dos puntos a la vez y pida que los repitan con sus palabras.',
  'practice.family.theirs':
    'Preparó esta reunión media noche y le pareció la mejor hasta ahora. Se puso de pie porque sonó el buscapersonas.',

  'practice.fever.title': 'Un comienzo rápido, y un hueco',
  'practice.fever.name': 'Irene Solá',
  'practice.fever.scene':
    'Urgencias, por la tarde. Irene ve a una mujer con fiebre y pulso rápido. En diez minutos tomó cultivos, empezó líquidos y le dice a usted: «Creo que es una sepsis de origen urinario, y quiero antibióticos ya.» Usted está de acuerdo.',
  'practice.fever.scene.more':
    'Cuarenta minutos después no corre nada. La orden está en la computadora; la enfermera estaba en reanimación y no la ha visto. Irene está con su siguiente paciente.',
  'practice.fever.well':
    'Esta tarde en urgencias reconoció la sepsis en diez minutos, tomó primero los cultivos y me dijo su plan en una frase.',
  'practice.fever.differently':
    'Ordenó el antibiótico en la computadora y pasó al siguiente paciente. Cuarenta minutos después no corría, porque la enfermera no había visto la orden.',
  'practice.fever.next':
    'Con el próximo paciente con sepsis, avise en persona a enfermería del primer antibiótico y vuelva a mirar a los quince minutos.',
  'practice.fever.theirs':
    'Tenía cuatro pacientes a la vez. Buscó a la enfermera cinco minutos antes de rendirse y dejar la orden en la computadora.',

  'practice.potassium.title': 'Bien leído, un número pasado por alto',
  'practice.potassium.name': 'Teo Lindero',
  'practice.potassium.scene':
    'Consulta. Teo presenta a un hombre con insuficiencia cardíaca y propone espironolactona. Conoce el estudio, y para quién vale. Usted pregunta qué revisaría primero. «La presión arterial», dice enseguida.',
  'practice.potassium.scene.more':
    'El potasio fue de 5.4 la semana pasada; está dos líneas más arriba, en su propia nota. Cuando usted lo señala, se sonroja: «Claro. Eso lo sé.» El resto de la tarde casi no habla.',
  'practice.potassium.well':
    'Hoy en la consulta propuso espironolactona para la insuficiencia cardíaca y explicó qué estudio la respalda, y para quién.',
  'practice.potassium.differently':
    'Cuando pregunté qué revisar primero, nombró la presión arterial y pasó por alto el potasio de 5.4 en su propia nota.',
  'practice.potassium.next':
    'Esta semana, antes de proponer un medicamento nuevo, diga en voz alta sus dos peligros y revise ambos números en la nota.',
  'practice.potassium.theirs':
    'Leyó hasta la medianoche para esta consulta. La plantilla copió el número en la nota, y usted no lo había mirado.',

  'practice.handoff.title': 'Completa, y demasiado pareja',
  'practice.handoff.name': 'Nur Halabi',
  'practice.handoff.scene':
    'Entrega de turno por la tarde, en una sala ruidosa. Nur entrega catorce pacientes por orden alfabético en doce minutos: ordenado, con todos los laboratorios. El Sr. Tamarindo de la cama 7, que desde las cuatro necesita más oxígeno, llega en el lugar once, con el mismo tono que los demás.',
  'practice.handoff.scene.more':
    'La residente de noche no anota nada ahí. «¿Preguntas? ¿No? Muy bien.» A las nueve llaman al equipo de respuesta rápida a la cama 7.',
  'practice.handoff.well':
    'En la entrega de la tarde dio una línea clara y los laboratorios de cada uno de catorce pacientes, en doce minutos y en una sala ruidosa.',
  'practice.handoff.differently':
    'Presentó en el lugar once, con el mismo tono que a los demás, al paciente que necesitaba más oxígeno, y no pidió a la residente de noche que repitiera el plan.',
  'practice.handoff.next':
    'En la entrega de mañana, empiece por los dos pacientes con más probabilidad de cambiar y pida que le repitan el plan.',
  'practice.handoff.theirs':
    'La lista va por orden alfabético para todo el mundo. La semana pasada alguien dijo delante de todos que sus entregas duran demasiado.',

  'practice.late.title': 'Buenas manos, una palabra dura',
  'practice.late.name': 'Julio Marchetti',
  'practice.late.scene':
    'Quirófano. Julio llega cuando la pausa de seguridad ya empezó, por segunda vez esta semana. En la mesa todo va bien: el separador antes de que usted lo necesite, y al final cierra con la estudiante, mano sobre mano, diciendo lo que hace.',
  'practice.late.scene.more':
    'Cuando a la instrumentista le falta una gasa, dice sin levantar la vista: «Entonces cuente otra vez.» Está bajo el campo. Nadie habla hasta el final del caso.',
  'practice.late.well':
    'Hoy en el quirófano cerró con la estudiante, su mano sobre la de ella, y explicó lo que hacía.',
  'practice.late.differently':
    'Llegó cuando la pausa de seguridad ya había empezado, por segunda vez esta semana. Cuando faltó una gasa dijo «Entonces cuente otra vez» sin levantar la vista, y la sala quedó en silencio.',
  'practice.late.next':
    'Mañana esté en la mesa antes de la pausa y, cuando un conteo no cuadre, deténgase, levante la vista y agradezca.',
  'practice.late.theirs':
    'Su hija estuvo enferma las dos mañanas; aquí nadie lo sabe. El conteo falló tres veces este mes.',

  'practice.evidence.title': 'Le cae bien a todo el mundo, también a usted',
  'practice.evidence.name': 'Priscila Anaya',
  'practice.evidence.scene':
    'Pase de visita en la UCI. Priscila quiere mantener sedado a un paciente un día más. Usted pregunta por la interrupción diaria que se acordó el mes pasado. «A nuestra manera siempre nos ha ido bien», dice con calidez, y el equipo ríe con ella.',
  'practice.evidence.scene.more':
    'Por la tarde busca por su cuenta la revisión y se la muestra: habla en contra de ella. «Pero esos no son nuestros pacientes.» La sedación sigue.',
  'practice.evidence.well':
    'Hoy después del pase de visita en la UCI buscó por su cuenta la revisión y me la mostró, aunque hablaba en contra de su plan.',
  'practice.evidence.differently':
    'Dejó la revisión a un lado con «no son nuestros pacientes» y no dijo en qué se distinguen los nuestros; el plan quedó igual.',
  'practice.evidence.next':
    'Antes del viernes, anote en qué se distinguen nuestros pacientes de los de la revisión y qué resultado cambiaría su plan. Después lo vemos en conjunto.',
  'practice.evidence.theirs':
    'Donde se formó antes, una interrupción salió mal y un paciente se arrancó el tubo. Usted estaba ahí.',

  'two.lead': 'Dos personas, diez minutos, uno o dos teléfonos. Nada se guarda.',
  'two.how': 'Cómo va',
  'two.how.choose': 'Elijan un encuentro entre ambas personas.',
  'two.how.cards':
    'Una lee la tarjeta de quien da, la otra la de quien recibe. Con un teléfono, una después de la otra; con dos, cada una abre la suya.',
  'two.how.talk': 'Conversen de tres a cinco minutos. Cualquiera puede parar en todo momento.',
  'two.how.after': 'Miren atrás con las preguntas del final, y cambien de lugar.',
  'two.choose': 'Elegir un encuentro',
  'two.back': 'Volver a las tarjetas',
  'two.cards': 'Tarjetas',
  'two.giver': 'Tarjeta de quien da',
  'two.giver.why': 'Qué vio, y preguntas para la conversación',
  'two.recipient': 'Tarjeta de quien recibe',
  'two.recipient.why': 'Qué sabe, y cómo lo toma',
  'two.after': 'Mirar atrás',
  'two.after.why': 'Preguntas para ambas personas, al terminar',

  'two.giver.lead':
    'Usted da retroalimentación a {name}. Las preguntas llevan más lejos que las afirmaciones; tome las que le sirvan.',
  'two.relation': 'Primero, la relación',
  'two.relation.1': '¿Cómo está hoy?',
  'two.relation.2': '¿Cómo lo vivió?',
  'two.relation.3': '¿Qué haría útiles los próximos cinco minutos?',
  'two.reaction': 'Cómo llega',
  'two.reaction.1': '¿Qué piensa al escuchar esto?',
  'two.reaction.2': '¿Qué le sorprende?',
  'two.reaction.3': '¿Cómo encaja con lo que usted vio?',
  'two.content': 'De qué se trata',
  'two.content.1': '¿Qué parte merece mirarse más de cerca?',
  'two.content.2': '¿Qué tenía en mente en ese momento?',
  'two.content.3': '¿Qué necesitaría saber para entenderlo?',
  'two.coaching': 'Qué resulta de esto',
  'two.coaching.1': '¿Qué cosa, una sola, quiere intentar?',
  'two.coaching.2': '¿Qué podría estorbar, y quién puede ayudar?',
  'two.coaching.3': '¿Cuándo lo volvemos a mirar?',
  'two.giver.hard': 'Si se pone difícil',
  'two.giver.hard.1': 'Deje de explicar. Haga una pregunta, y cuente hasta diez.',
  'two.giver.hard.2': 'Diga lo que nota: «Parece que esto le afecta. ¿Seguimos?»',

  'two.recipient.lead': 'Usted es {name}. Solo usted lee esto.',
  'two.saw': 'Qué vio quien da',
  'two.knows': 'Qué no sabe quien da',
  'two.takes': '¿Cómo lo toma?',
  'two.disagrees': 'No estoy de acuerdo',
  'two.disagrees.say': '«No fue así.»',
  'two.disagrees.play': 'Lo recuerda de otra manera, y tiene sus razones. Pida un ejemplo; dúdelo. Con cortesía.',
  'two.disagrees.turn': 'Cede en un punto cuando le preguntan cómo lo vio usted, y le escuchan.',
  'two.defends': 'Me defiendo',
  'two.defends.say': '«¿Qué esperaban, con tanto a la vez?»',
  'two.defends.play': 'Explica antes de haber escuchado todo: el trabajo, los demás, el sistema. Habla más rápido.',
  'two.defends.turn': 'Deja de explicar cuando alguien ha dicho qué era lo difícil.',
  'two.silent': 'Me quedo en silencio',
  'two.silent.say': '«Está bien.»',
  'two.silent.play': 'Mira hacia otro lado y responde con una palabra. Dice que sí a todo, y nada va en serio.',
  'two.silent.turn': 'Empieza a hablar cuando una pregunta no se responde con sí o no, y alguien espera.',
  'two.disappointed': 'Me decepciona',
  'two.disappointed.say': '«Pensé que había salido bien.»',
  'two.disappointed.play': 'Esperaba un elogio. Se le nota: frases más cortas, una mirada a la puerta.',
  'two.disappointed.turn': 'Vuelve cuando alguien dice con exactitud qué hizo bien, y lo dice en serio.',
  'two.begin': 'Usted empieza con',
  'two.play': 'Usted actúa',
  'two.turn': 'Qué lo cambia',
  'two.half': 'Actúe a media fuerza. Se ayudan entre sí; nadie tiene que ganar.',

  'two.after.lead': 'Habla primero quien recibió. Lo dicho aquí se queda aquí.',
  'two.after.recipient': 'A quien recibió',
  'two.after.recipient.1': '¿Cuándo sintió que le escuchaban, y con qué palabras?',
  'two.after.recipient.2': '¿Qué haría mañana gracias a esta conversación?',
  'two.after.giver': 'A quien dio',
  'two.after.giver.1': '¿Cuándo se puso difícil, y qué hizo entonces?',
  'two.after.giver.2': '¿Qué pregunta haría antes la próxima vez?',
  'two.after.both': 'A ambas personas',
  'two.after.both.1': '¿Qué frase, una sola, vale la pena conservar?',
  'two.after.both.2': '¿Cambian de lugar, o eligen otra reacción?',
};
