/**
 * The scale: integer half-steps, 0 = Not Yet Completed Level 1, then 2, 3 … 10 = Level 1, 1½ … 5.
 *
 * A level implies all lower ones; between two levels the lower is substantially shown, and some of the higher. Level 4
 * is the target at graduation, never a pass; "cannot judge" is a reason for no level and is no level itself.
 */
import type { MessageKey, Translate } from '../../i18n/t';

/** Every level there is, in order. */
export const LEVELS: readonly number[] = [0, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Level 4, the graduation target. */
export const TARGET = 8;

/** As people write it: `2½`; nothing for "Not Yet". */
export function levelNumber(level: number): string {
  return `${String(Math.floor(level / 2))}${level % 2 ? '½' : ''}`;
}

/** Its name: "Level 2½", "Not yet Level 1". */
export function levelName(level: number, t: Translate): string {
  return level === 0 ? t('give.level.not_yet') : t('give.level.name', { level: levelNumber(level) });
}

/** The stage of a whole level, by Dreyfus: "advanced beginner". */
export function stageName(whole: number, t: Translate): string {
  return t(`give.stage.${String(whole)}` as MessageKey);
}

/** A level in words: its stage, or the two it lies between. */
export function levelStages(level: number, t: Translate): string {
  if (level === 0) return t('give.level.before', { stage: stageName(1, t) });
  const whole = Math.floor(level / 2);
  if (level % 2 === 0) return stageName(whole, t);
  return t('give.level.between', { lower: stageName(whole, t), higher: stageName(whole + 1, t) });
}

/**
 * What the level looks like for one skill: the text of the level, or for a half-step the lower one's and the higher
 * one's. `descriptors` are those of Level 1 to 5.
 */
export function levelTexts(level: number, descriptors: readonly string[]): { level: number; text: string }[] {
  const wholes = level === 0 ? [1] : level % 2 === 0 ? [level / 2] : [(level - 1) / 2, (level + 1) / 2];
  return wholes.flatMap((whole) => {
    const text = descriptors[whole - 1];
    return text ? [{ level: whole * 2, text }] : [];
  });
}
