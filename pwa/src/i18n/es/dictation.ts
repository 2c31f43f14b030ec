/** Dictado en el dispositivo. */
import type { dictation as english } from '../en/dictation';
import type { Translation } from '../translation';

export const dictation: Translation<typeof english> = {
  'dictation.start': 'Dictar: {label}',
  'dictation.stop': 'Dejar de dictar: {label}',
  'dictation.listening':
    'Escuchando. Su voz no sale de este dispositivo. La puntuación se dice en inglés: «comma», «period», «new line».',
  'dictation.ended.stopped': 'Detenido. Léalo antes de guardar.',
  'dictation.ended.denied':
    'Aquí no se permite el micrófono. Permítalo para esta página en los ajustes del navegador, o escriba.',
  'dictation.ended.silent': 'No se oyó nada. Toque el micrófono para intentarlo de nuevo.',
  'dictation.ended.no_microphone': 'No se encontró ningún micrófono.',
  'dictation.ended.failed': 'El navegador no pudo seguir escuchando en este dispositivo. Lo que entendió se conserva.',
  'dictation.hint': '¿Prefiere hablar?',
  'dictation.hint.why':
    'Su teclado tiene un micrófono. Quien hizo el teclado puede procesar la voz; no nombre a ningún paciente.',
  'dictation.hint.understood': 'Entendido',
  'dictation.install.why':
    'El navegador puede escribirlo sin que su voz salga de este dispositivo, cuando tenga un paquete de idioma.',
  'dictation.install.fetch': 'Descargarlo',
  'dictation.install.later': 'Ahora no',
  'dictation.install.fetching': 'Se está descargando el paquete de idioma. Siga escribiendo mientras tanto.',
  'dictation.install.done': 'Listo. Toque el micrófono junto a un texto y hable.',
  'dictation.install.failed': 'No se pudo descargar. Escribir funciona como antes.',
};
