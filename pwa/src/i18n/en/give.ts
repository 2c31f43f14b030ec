export const give = {
  'give.title': 'Give feedback',

  'give.setting.ward': 'Ward',
  'give.setting.clinic': 'Clinic',
  'give.setting.ed': 'ED',
  'give.setting.or': 'OR',
  'give.setting.icu': 'ICU',
  'give.setting.procedure': 'Procedure',
  'give.setting.handoff': 'Handoff',
  'give.setting.other': 'Other',

  'give.basis.watched': 'I watched',
  'give.basis.discussed': 'We talked the case through',
  'give.basis.results': 'I saw the results',
  'give.basis.reported': 'Others told me',
  'give.basis.not_said': 'Not said',

  'give.conversation.had': 'Yes',
  'give.conversation.planned': 'Will be',
  'give.conversation.written_only': 'In writing only',
  'give.conversation.not_said': 'Not said',

  'give.level.name': 'Level {level}',
  'give.level.not_yet': 'Not yet Level 1',
  'give.level.before': 'before {stage}',
  'give.level.between': 'between {lower} and {higher}',
  'give.level.cannot_judge': 'Cannot judge',
  'give.stage.1': 'novice',
  'give.stage.2': 'advanced beginner',
  'give.stage.3': 'competent',
  'give.stage.4': 'proficient',
  'give.stage.5': 'expert',
} as const;
