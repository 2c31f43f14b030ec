/** El estado del envío, dicho en cada página. */
import type { status as english } from '../en/status';
import type { Translation } from '../translation';

export const status: Translation<typeof english> = {
  'sync.status.attention': '{n|Uno requiere|# requieren} atención',
  'sync.status.waiting': '{n} por enviar',
  'sync.status.sign_in': '{n} por enviar\u00a0· inicie sesión',
  'sync.status.sent': 'Enviado {at}',
  'sync.saved': 'Guardado en este teléfono',
  'sync.status.held': '{n} en coordinación',
};
