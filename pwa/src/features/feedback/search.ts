/** Finding a skill by plain words. Fetched after the first screen; see give/parts.ts. */
import { nearly, plain } from './plain';
import type { Skill } from './skills';

const SMALL_WORDS = new Set(['a', 'an', 'and', 'at', 'for', 'in', 'is', 'of', 'on', 'or', 'the', 'to', 'with']);

/**
 * Skills by plain words over code, title, synonyms and competency, the best first. Every word has to be found; only
 * where no skill has them all, skills with some of them are answered.
 */
export function searchSkills(skills: readonly Skill[], query: string): Skill[] {
  const phrase = plain(query);
  const words = phrase.split(' ').filter((word) => word && !SMALL_WORDS.has(word));
  if (words.length === 0) return [];
  const scored = skills.map((skill) => ({ skill, ...score(skill, phrase, words) })).filter(({ points }) => points > 0);
  const whole = scored.filter(({ all }) => all);
  return (whole.length > 0 ? whole : scored).sort((a, b) => b.points - a.points).map(({ skill }) => skill);
}

function score({ set, subcompetency }: Skill, phrase: string, words: readonly string[]) {
  const title = plain(subcompetency.title);
  const synonyms = subcompetency.words.map(plain);
  const competency = plain(set.competencies.find(({ code }) => code === subcompetency.competency)?.title ?? '');
  if (plain(subcompetency.code) === joined(phrase)) return { points: 1000, all: true };

  let points = phrasePoints(phrase, title, synonyms);
  let all = true;
  for (const word of words) {
    const best = Math.max(
      wordPoints(word, title) * 1.2,
      ...synonyms.map((synonym) => wordPoints(word, synonym)),
      wordPoints(word, competency) * 0.4,
    );
    if (best === 0) all = false;
    points += best / words.length;
  }
  return { points, all: all || points >= 60 };
}

/** How well the whole phrase is met; "hand-off", "hand off" and "handoff" are one. */
function phrasePoints(phrase: string, title: string, synonyms: readonly string[]): number {
  const tight = joined(phrase);
  let best = 0;
  for (const candidate of [title, ...synonyms]) {
    const other = joined(candidate);
    if (other === tight) best = Math.max(best, 100);
    else if (tight.length >= 3 && other.startsWith(tight)) best = Math.max(best, 70);
    else if (tight.length >= 5 && (other.includes(tight) || tight.includes(other))) best = Math.max(best, 60);
  }
  return best;
}

function wordPoints(word: string, text: string): number {
  let best = 0;
  for (const other of text.split(' ')) {
    if (other === word) return 10;
    if (word.length >= 2 && other.startsWith(word)) best = Math.max(best, 7);
    else if (sameStem(word, other)) best = Math.max(best, 6);
    else if (word.length >= 5 && nearly(other, word)) best = Math.max(best, 4);
  }
  return best;
}

/** "prioritization" and "prioritizing", "notes" and "note": a long beginning in common, and only an ending apart. */
function sameStem(one: string, other: string): boolean {
  let common = 0;
  while (common < one.length && one[common] === other[common]) common += 1;
  const [shorter, longer] = [Math.min(one.length, other.length), Math.max(one.length, other.length)];
  if (common === shorter) return common >= 4 && longer - common <= 3;
  return common >= 6 && longer - common <= 5;
}

const joined = (text: string) => text.replaceAll(' ', '');
