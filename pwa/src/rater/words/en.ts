/** What the page for raters says: few words, for somebody who has two minutes and was never here before. */
export const en = {
  title: '360 feedback',
  opening: 'Opening…',
  about: 'How is it to work with {name}?',
  from: '{program}, {institution}. Open until {day}. It takes about two minutes.',
  again: 'Try again',

  no_answer: 'No answer from the server',
  'no_answer.why': 'Look for a network, then try again. Nothing was used up.',
  no_code: 'Scan the code or open the link again',
  'no_code.why': 'This page needs the code from the poster or the link from the mail; it keeps neither.',
  no_such_link: 'This code does not open anything',
  'no_such_link.why':
    'It may be cut off, or replaced by a newer one. Look for the newest poster, or ask whoever invited you.',
  link_used: 'This link was used',
  'link_used.why':
    'It takes one answer about each person, and they are in. Thank you. Nothing can be read or changed here.',
  campaign_over: 'This round is over',
  'campaign_over.why': 'It takes no more answers.',
  not_yet_open: 'This round has not begun yet',
  'not_yet_open.why': 'Come back when it opens; the same code works then.',
  too_many_tries: 'Too many tries',
  'too_many_tries.why': 'Wait a few minutes, then try again.',
  session_over: 'Scan the code or open the link once more',
  'session_over.why': 'This page was open too long, or the code was taken back.',
  other: 'This could not be opened',
  'other.why': 'The server said “{code}”. Try again later.',

  word: 'Ward word',
  'word.lead': 'A short form about people you work with on this ward. No account, no name.',
  'word.hint': 'Two words that change with each round. They do not stand on the poster; ask the ward’s charge person.',
  'word.open': 'Open the form',
  'word.wrong': 'That is not the word of this round. Capitals and spaces do not matter.',
  'word.missing': 'Write the ward word.',
  whom: 'Whom is it about?',
  'whom.none': 'Nobody is listed',
  group: 'I answer as',
  'group.faculty': 'Faculty',
  'group.peers': 'Resident or fellow',
  'group.nurses': 'Nurse',
  'group.other_professions': 'Another profession',
  'group.staff': 'Staff',
  'group.fixed': 'You answer as: {group}.',

  who: 'Who will see what',
  'who.nobody':
    'Nobody sees your answers by themselves: not {name}, not the program, not the facilitator. No name and no time is stored with them.',
  'who.report': '{name} and their coach see how each group answered together. The program director does not.',
  'who.report.director': '{name}, their coach and the program director see how each group answered together.',
  'who.few':
    'Fewer than {group} answers from your group: they are not shown, or only together with other small groups. Fewer than {total} in all: nothing is shown to anybody, and the answers are destroyed.',
  'who.words':
    'Your comments are mixed with everybody’s, without order. {facilitator} reads them first and may cover what tells who wrote it; {name} then reads them word for word. Leave out what only you could know.',
  'who.once': 'Once sent, nothing can be read again or changed.',
  'who.tab':
    'This device may be used by others: what you choose here stays in this tab only, and is erased after 15 minutes without a touch.',

  route: 'Not for this form: safety, threats, discrimination, mistreatment',
  'route.why': 'This form is read weeks later, and by nobody who could act at once. Turn to:',
  'route.hours': 'Reached: {hours}',
  'route.never': 'Not watched round the clock. Waymark sends and stores nothing of it.',
  'route.emergency': 'If somebody is in danger now, call your emergency number.',

  items: 'How often do you see this?',
  'items.left': '{n|One line is open; it counts as not observed.|# lines are open; they count as not observed.}',
  questions: 'In your own words',
  optional: 'optional',
  left: '{n} left',
  over: '{n} too many',
  send: 'Send',
  sending: 'Sending…',

  'fault.group': 'Choose as what you answer.',
  'fault.empty': 'Nothing is answered yet. Choose one line, or write a few words.',
  'fault.too_long': 'One of the texts is too long. Nothing is cut; shorten it.',
  refused: 'It was not taken',
  'refused.offline':
    'There is no network, and this browser cannot keep the answers sealed. They are still here; send them again.',
  'refused.campaign_over': 'The round has ended. Your answers were not counted, and nothing of them is stored.',
  'refused.already_answered': 'You have answered about this person already. This answer was not counted.',
  'refused.wrong_form': 'The form has changed meanwhile. Open the link again; your answers are still here.',
  'refused.no_session':
    'This page was open too long, or the code was taken back. Open the newest link; your answers stay in this tab.',
  'refused.other': 'The server said “{code}”. Nothing was stored; your answers are still here.',

  done: 'Thank you',
  'done.sent': 'Your answers have arrived. Nothing of them is left on this device.',
  'done.waits.why':
    'There is no way to the server just now. Your answers are sealed on this device: nobody can open them here, also not you. They are sent by themselves while this page is open. If you close it, open the code again on this device before the round ends.',
  'done.next': 'What happens next',
  'done.next.reads': 'The round ends on {day}. {facilitator} then reads the comments.',
  'done.next.enough':
    'If enough people answered, {name} reads the result, talks it over with a coach and plans one or two things.',
  'done.next.few': 'If not, the round goes on for longer or is closed, and nothing is shown.',
  'done.close': 'You can close this page.',
  'done.another': 'Answer about somebody else',

  waiting: '{n|One answer of this device is not sent yet|# answers of this device are not sent yet}',
  'waiting.why': 'Sealed here, and sent by itself while this page is open.',
  'waiting.now': 'Send now',
  lost: 'An answer that waited here was not taken',
  'lost.campaign_over': 'The round had ended. It was not counted, and nothing of it is stored.',
  'lost.already_answered': 'The same link had been used for an answer before.',
  'lost.cannot_open': 'It is damaged or too old. Please answer again.',
  'lost.other': 'The code was taken back or the round is settled. It was not counted.',
  erased: 'Erased',
  'erased.why': 'Nothing was touched for 15 minutes, and others may use this device.',
} as const;
