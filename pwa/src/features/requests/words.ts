/** Words several pages of requests use. */
import type { MessageKey, Translate } from '../../i18n/t';
import { when } from '../../i18n/when';
import type { People } from '../members/people';
import { stateOn, type RequestRow } from './model';
import type { RequestView } from './view';

/** Whom a request is for. */
export function assessorWords(request: RequestRow, people: People, t: Translate): string {
  if (request.assessor) return people.name(request.program, request.assessor);
  if (request.visiting) {
    const name = request.visiting.name ?? t('asked.visitor.unnamed');
    const { profession } = request.visiting;
    const what = profession && t(`person.profession.${profession}` as MessageKey);
    return what ? t('person.visiting', { name, profession: what }) : t('asked.visitor.plain', { name });
  }
  return t('ask.who.code.to');
}

/** Where a request stands, for the learner. */
export function stateWords(view: RequestView, people: People, today: string, t: Translate): string {
  const { request } = view;
  const held = view.attention.find((op) => op.kind === 'requests.ask');
  if (held) return t(held.reason?.code === 'enough_open_requests' ? 'asked.state.busy' : 'asked.state.attention');
  switch (stateOn(request, today)) {
    case 'open':
      return t('asked.state.open', { date: when.day(request.until, today) });
    case 'answered':
      return t('asked.state.answered');
    case 'withdrawn':
      return t('asked.state.withdrawn');
    case 'expired':
      return t('asked.state.expired', { date: when.day(request.until, today) });
    case 'declined': {
      const reason = request.declined ? t(`decline.reason.${request.declined.reason}`) : '';
      const other = request.declined?.other ? people.name(request.program, request.declined.other) : null;
      return other ? t('asked.state.declined.other', { reason, other }) : t('asked.state.declined', { reason });
    }
  }
}
