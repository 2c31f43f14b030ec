/**
 * English as a language that needs room: `⟦Šåvé · one two⟧`, accented, some 40 % longer, and with its ends marked. What
 * shows without the brackets is not in the message file; what shows only one of them is cut off. Offered to nobody; a
 * browser set to `en-XA`, or to `ar-XB` for right to left, speaks it.
 */
import { en } from './en';
import type { Translation } from './translation';

const LETTERS = 'aåbƀcçdðeéfƒgĝhĥiîjĵkķlļmɱnñoöpþqǫrŕsštţuûvṽwŵxẋyýzž';
const MORE = 'one two three four five six seven eight nine ten';

const accent = (text: string) => text.replace(/[a-z]/g, (letter) => LETTERS[LETTERS.indexOf(letter) + 1] ?? letter);

/** The places for names and numbers stay; the words that a number chooses between are accented like all others. */
function long(message: string): string {
  const said = message
    .split(/(\{\w+(?:\|[^}]*)?\})/)
    .map((part) => {
      if (!part.startsWith('{')) return accent(part);
      const [place = '', ...choices] = part.split('|');
      return [place, ...choices.map(accent)].join('|');
    })
    .join('');
  const room = Math.ceil(message.replace(/\{[^}]*\}/g, '').length * 0.4);
  return `⟦${said} ${MORE.repeat(9)
    .slice(0, Math.max(room - 3, 1))
    .trimEnd()}⟧`;
}

export const pseudo = Object.fromEntries(
  Object.entries(en).map(([key, message]) => [key, long(message)]),
) as Translation<typeof en>;
