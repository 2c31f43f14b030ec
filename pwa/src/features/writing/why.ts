import { isMessage, type Translate } from '../../i18n/t';

/** Why something was refused or is held, to stand after a colon; the codes are the server's. */
export function whyWords(code: string | null | undefined, t: Translate): string {
  const key = `why.${code ?? ''}`;
  return isMessage(key) ? t(key) : t('why.other', { code: code ?? '?' });
}
