/** What went wrong with signing in, in words. */
import type { Translate } from '../../i18n/t';
import type { Reply } from '../../session/session';

export function signInProblem(reply: Reply, t: Translate): string {
  if (reply.status === 0) return t('session.no_answer');
  if (reply.code === 'wrong_credentials') return t('session.wrong_credentials');
  if (reply.code === 'too_many_tries' || reply.status === 429) {
    return t('session.too_many_tries', { n: Math.max(1, Math.ceil((reply.after ?? 60_000) / 60_000)) });
  }
  return t('session.failed');
}

/** At which field of the code form something went wrong, and what. */
export function codeProblem(reply: Reply, t: Translate): { code?: string; password?: string; form?: string } {
  switch (reply.code) {
    case 'wrong_code':
      return { code: t('session.code.wrong') };
    case 'code_expired':
      return { code: t('session.code.expired') };
    case 'password_too_short':
      return { password: t('session.new_password.short') };
    default:
      return { form: signInProblem(reply, t) };
  }
}
