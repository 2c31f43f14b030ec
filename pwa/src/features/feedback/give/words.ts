/** Words of the form that depend on what is in it. */
import type { Translate } from '../../../i18n/t';
import { excess } from '../../../ui/text';
import type { Fault, GiveDraft } from '../draft';
import { LIMITS } from '../model';

/** What is wrong at a field, and what would mend it; nothing where nothing is. */
export function faultText(
  faults: readonly Fault[],
  field: Fault['field'],
  draft: GiveDraft,
  t: Translate,
): string | undefined {
  const fault = faults.find((one) => one.field === field);
  switch (fault?.code) {
    case undefined:
      return undefined;
    case 'too_long': {
      const { field } = fault;
      return t('give.fault.too_long', { n: excess(draft[field], LIMITS[field]) });
    }
    case 'name_missing':
    case 'name_too_long':
      return t(`give.fault.${fault.code}`);
    case 'missing':
      return t(fault.field === 'went_well' ? 'give.fault.comment' : `give.fault.${fault.field}`);
  }
}

/** What is left of a limited text, or how much is too many. */
export function leftText(left: number, t: Translate): string {
  return left < 0 ? t('give.over', { n: -left }) : t('give.left', { n: left });
}

/** Everything somebody wrote, for the clipboard. */
export function textOf(draft: GiveDraft, t: Translate): string {
  const parts = [
    [t('give.went_well'), draft.went_well],
    [t('give.differently'), draft.differently],
    [t('give.next_step'), draft.next_step],
  ] as const;
  return parts
    .filter(([, text]) => text.trim())
    .map(([title, text]) => `${title}:\n${text.trim()}`)
    .join('\n\n');
}
