/** Primeros pasos para elegir. */
import type { starters as english } from '../en/starters';
import type { Translation } from '../translation';

export const starters: Translation<typeof english> = {
  'starter.PC.1': 'Decir mi valoración y mi plan antes de que me lo pregunten',
  'starter.PC.2': 'Explorar a un paciente mientras alguien observa y pedir un comentario',
  'starter.PC.3': 'Anotar tres diagnósticos diferenciales antes de leer la nota de otros',
  'starter.PC.4': 'Volver a las dos horas para ver si el tratamiento funcionó',
  'starter.MK.1': 'Leer diez minutos al día sobre un paciente',
  'starter.MK.2': 'Enseñar al equipo a la mañana siguiente una cosa que leí',
  'starter.MK.3': 'Anotar una pregunta al día y buscarla antes de irme',
  'starter.MK.4': 'Resolver cinco preguntas de práctica dos veces por semana',
  'starter.SBP.1': 'Pedir su opinión a enfermería y a farmacia antes de dar un alta',
  'starter.SBP.2': 'Notificar un incidente y seguir qué resulta',
  'starter.SBP.3': 'Decir qué cambiaría una prueba antes de pedirla',
  'starter.SBP.4': 'Entregar el turno siempre con la misma lista y pedir que se repita',
  'starter.PBLI.1': 'Preguntar cada semana a una persona qué debo hacer de otra manera',
  'starter.PBLI.2': 'Revisar diez expedientes míos y contar una cosa',
  'starter.PBLI.3': 'Llevar a la visita un artículo que cambió lo que hago',
  'starter.PBLI.4': 'Escribir tres líneas tras cada turno: lo que mantengo, lo que cambio, lo que averiguo',
  'starter.PROF.1': 'Terminar las notas antes de irme, cinco días seguidos',
  'starter.PROF.2': 'Avisar enseguida cuando llego tarde o tengo dudas',
  'starter.PROF.3': 'Acordar con un colega cómo decirnos que estamos cansados',
  'starter.PROF.4': 'Preguntar a alguien con quien tuve un momento difícil cómo lo vio',
  'starter.ICS.1': 'Empezar cada presentación con el resumen en una línea',
  'starter.ICS.2': 'Dejar hablar primero al paciente, un minuto sin interrumpir',
  'starter.ICS.3': 'Pedir a la familia que diga el plan con sus palabras',
  'starter.ICS.4': 'Repetir cada indicación, también por teléfono',
};
