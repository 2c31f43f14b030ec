/** What an author can still do to an entry: add to it, withdraw it, cover a passage. */
export const takeback = {
  'give.amend': 'Add to this',
  'give.amend.label': 'What you want to add',
  'give.amend.hint': 'It stands beside the entry, with today’s date. Everybody who sees the entry sees it.',
  'give.amend.save': 'Add',
  'give.amend.empty': 'Write what you want to add.',
  'give.cancel': 'Cancel',

  'give.withdraw': 'Withdraw',
  'give.withdraw.title': 'Withdraw this entry',
  'give.withdraw.why':
    'For what was entered in error: the wrong person, the wrong text. It disappears from every device and counts nowhere. {name}, who may have read it, sees that it was withdrawn.',
  'give.withdraw.author.window': 'You can do this within 72 hours of giving.',
  'give.withdraw.reason': 'Reason',
  'give.withdraw.reason.hint': 'The learner can read this.',
  'give.withdraw.reason.empty': 'Say why; the learner can read this.',
  'give.withdraw.do': 'Withdraw it',

  'give.redact': 'Cover a passage',
  'give.redact.title': 'Cover a passage',
  'give.redact.why':
    'For what should not be there, such as a patient’s name. Select it in the text; it is replaced everywhere by “{mark}”, for good.',
  'give.redact.part': 'In which text',
  'give.redact.part.amendment': 'Added later',
  'give.redact.text': 'Select the passage',
  'give.redact.none': 'Nothing is selected yet.',
  'give.redact.becomes': 'It will read',
  'give.redact.do': 'Cover it for good',
  'give.redact.nothing': 'Select a passage first.',
  'give.not_saved': 'This phone did not save it. Nothing is lost; try again.',
} as const;
