/** A message with its places filled in. Pure; the language of its numbers is an argument. */
export type MessageParams = Record<string, string | number>;

let plural: [string, Intl.PluralRules] | undefined; // made when it is first needed

/** `{name}` is replaced; `{n|one entry|# entries}` chooses by number, `#` being the number. */
export function filled(message: string, params: MessageParams, locale: string): string {
  return message.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_all, name: string, one?: string, other = '') => {
    const value = params[name] ?? '';
    const said = value.toLocaleString(locale);
    if (one === undefined) return said;
    if (plural?.[0] !== locale) plural = [locale, new Intl.PluralRules(locale)];
    return (plural[1].select(Number(value)) === 'one' ? one : other).replace('#', said);
  });
}
