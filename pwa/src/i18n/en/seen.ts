/** Who will see an entry, one by one: what a tap beside Save opens. */
export const seen = {
  'give.seen.sheet.reads': 'Can read it, now and later',
  'give.seen.sheet.reads.why': 'Whoever has one of these roles later can read it too.',
  'give.seen.sheet.cycle': 'Can read it from the opening of a review cycle',
  'give.seen.sheet.exists': 'Sees only that it exists',
  'give.seen.sheet.exists.why': 'Who wrote about whom, which skill and when; never the text.',
  'give.seen.sheet.you': 'You, the author',
  'give.seen.sheet.learner': '{name}, the learner',
  'give.seen.sheet.coach': '{name}, coach',
  'give.seen.sheet.director': '{name}, program director',
  'give.seen.sheet.committee': '{name}, committee',
  'give.seen.sheet.coordinator': '{name}, coordinator',
  'give.seen.sheet.nobody': 'Nobody has this role now.',
  'give.seen.sheet.never':
    'Nobody else. When a director or the committee reads a learner’s record, the learner can see that.',
} as const;
