/** El calendario. */
import type { calendar as english } from '../en/calendar';
import type { Translation } from '../translation';

export const calendar: Translation<typeof english> = {
  'calendar.title': 'Calendario',
  'calendar.lead': 'Las fechas de sus planes, en su propio calendario.',
  'calendar.row.body': 'Fechas de los planes en su propio calendario',
  'calendar.what':
    'Waymark crea una dirección que solo usted conoce. Désela a su aplicación de calendario: mostrará un evento de todo el día cada vez que venza un paso o le toque volver a observar. Los eventos dicen «Action plan step due» y nada más: ni nombres ni comentarios.',
  'calendar.goal': 'Mostrar mis objetivos en mi calendario',
  'calendar.goal.hint': 'El objetivo de su propio plan aparece entonces en el evento. Nunca el de otra persona.',
  'calendar.make': 'Crear mi dirección de calendario',
  'calendar.address': 'Su dirección',
  'calendar.copy': 'Copiar la dirección',
  'calendar.open': 'Abrir en mi aplicación de calendario',
  'calendar.once':
    'Esta dirección solo se muestra ahora. Quien la tenga puede leer estas fechas. Si se pierde, renuévela.',
  'calendar.since': 'Su dirección de calendario se creó {when}. No se vuelve a mostrar; si se pierde, renuévela.',
  'calendar.secret': 'Si la tiene otra persona',
  'calendar.secret.why': 'Una dirección renovada sustituye a la anterior, que deja de funcionar.',
  'calendar.renew': 'Renovar la dirección',
  'calendar.renew.sure': 'La dirección anterior deja de funcionar enseguida. Su aplicación necesita la nueva.',
  'calendar.end': 'Terminar el calendario',
  'calendar.end.sure': 'La dirección deja de funcionar enseguida. Quite también el calendario de su aplicación.',
  'calendar.leave': 'Dejarlo como está',
  'calendar.copied': 'Copiada.',
  'calendar.renewed': 'Renovada. La dirección anterior ya no funciona.',
  'calendar.ended': 'Terminado. La dirección ya no funciona.',
  'calendar.failed': 'No funcionó y nada ha cambiado. Inténtelo de nuevo con red.',
};
