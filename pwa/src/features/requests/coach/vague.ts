/**
 * Recognises a question that does not say what to look at. English only; every rule is one a person could explain. It
 * marks and never blocks, so it would rather miss a vague question than nag about a specific one.
 */

/** Why a question is vague: it asks about everything, for anything, or for a yes or no. */
export type Vague = 'everything' | 'anything' | 'yes_no';

/** Words that hold a sentence together and point at nothing one could watch. */
const SMALL = words(`
  a about again all also am an and any are as at be because been before both but by can could did do does doing done
  either else even ever for from had has have having he hello her hey hi him his how i if in into is it its just let
  like ll m may maybe me might mind more most much my myself no not now of off on one or our out over own please re
  really s said she should so some still such t than thank thanks that the their them then there these they thing
  things this those though to too up us ve very was we were what when where which while who will with would you your
  yours
`);

/** Words for the whole of somebody's work, and for judging it: they name nothing either. */
const GENERAL = words(`
  advice advise alright anything appreciate areas assess best better biggest block call care clinical comment
  comments compare critique day days different differently director doctor ed evaluate evaluation everything
  expectation expectations expected far feedback fine flag flags future general generally get getting give giving go
  going good got grade grow growth hear help icu impression impressions improve improved improvement improving input
  intern job know knowledge lately learner learning level love make medical meet meeting meets minute month morning
  move need needs next night ok okay opinion others overall patient patients people perform performance performed
  performing pointers points program progress progressing rate rating ready recently red resident right rotation
  rounding rounds scale sec second shift side skill skills something somewhat strength strengths strong stronger
  stuff suggest suggestion suggestions talk tell think thinking thought thoughts time tips today tonight track
  trainee try useful want ward weak weakness weaknesses week weekend well went wish work working year yesterday yet
`);

/** Asks for whatever comes to mind. */
const FOR_ANYTHING =
  /\b(any|some|your|general|have|give|giving|get)\b.*\b(feedback|thoughts|comments|advice|tips|suggestions|pointers|input)\b|\b(anything|something)\b|^(feedback|thoughts|tips|comments|suggestions)\b/;

/** Asks for whatever comes to mind about one thing, such as "Any feedback on my notes?". */
const ANYTHING_ABOUT = /^(any|some|got)\b.*\b(feedback|thoughts|comments|suggestions)\b/;

/** Asks how a thing was as a whole. */
const HOW_IT_WAS = /^how (was|were|is|are|did)\b/;

/** Begins like a question whose answer is yes or no, and ends in a judgment of the whole. */
const OPENS_YES_NO = /^(was|were|is|are|am|did|do|does|has|have)\b/;
const JUDGMENT = /\b(ok|okay|fine|good|alright|all right|well|great|right|enough)\b/;

/** How many words that name something are still few enough for "Was my note ok?" to be answered with a yes. */
const FEW = 1;

/** Why the question is vague, or null where it is specific enough to be answered, or empty. */
export function vagueness(question: string): Vague | null {
  const text = plainWords(question);
  if (text === '') return null;
  const naming = text.split(' ').filter((word) => !SMALL.has(word) && !GENERAL.has(word) && !/^\d+$/.test(word));
  if (OPENS_YES_NO.test(text) && JUDGMENT.test(text) && naming.length <= FEW) return 'yes_no';
  if (naming.length === 0) return FOR_ANYTHING.test(text) ? 'anything' : 'everything';
  // "How was my presentation?" names a thing, and still asks for everything about it.
  if (naming.length <= FEW && ANYTHING_ABOUT.test(text)) return 'anything';
  if (naming.length <= FEW && HOW_IT_WAS.test(text)) return 'everything';
  return null;
}

/** The text in lower-case words; apostrophes part a word as the lists above have it. */
function plainWords(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
