/** Help and practice: the page of that name, the tour, and feedback to somebody senior. */
export const help = {
  'help.title': 'Help and practice',
  'help.lead': 'Short enough for the walk between two rooms, and here without a network too.',
  'help.row': 'Invented encounters, alone or in two',
  'help.you': 'Help',
  'help.alone': 'Practice alone',
  'help.alone.why': 'Invented encounters and the real form. Nothing is stored or sent, and nobody sees it.',
  'help.two': 'Practice in two',
  'help.two.row': 'One gives, one receives',
  'help.two.row.why': 'Cards, also for disagreeing or falling silent',
  'help.read': 'Read',
  'help.good.why': 'Six points and an example',
  'help.upward.why': 'What protects you here, what does not, and how to begin',
  'help.tour': 'The tour',
  'help.tour.why': 'One minute, by what you do here',

  'tour.offer': 'One-minute tour',
  'tour.offer.no': 'No thanks',
  'tour.at': '{n} of {all}',
  'tour.back': 'Back',
  'tour.next': 'Next',
  'tour.skip': 'Skip the tour',
  'tour.practice': 'Practice first',
  'tour.begin': 'Begin',
  'tour.again': 'You find this tour again under You.',

  'tour.give': 'Who, which skill, what you saw',
  'tour.give.why':
    'A few taps and a few sentences. Everything else fills itself in, and a form you leave is kept as a draft.',
  'tour.offline': 'No network? Go on as always',
  'tour.offline.why':
    'Save stores it on this phone at once. It goes by itself when there is a network; the line at the top says what still waits.',
  'tour.beside': 'Help beneath your words',
  'tour.beside.why':
    'The feedback coach lights up what your text has. Words that could tell who a patient is are pointed out. Both work on this phone and never stand in the way of Save.',
  'tour.seen': 'Who will see it, before you write',
  'tour.seen.why':
    'It stands beside Save, by name. After Save you have 10 seconds to undo, and 72 hours to withdraw what was entered in error.',
  'tour.jot': 'Only ten seconds?',
  'tour.jot.why': 'Jot a few words now and finish later. Until then they are yours alone.',
  'tour.followed': 'Those you follow',
  'tour.followed.why':
    'Under You, or in the bar at the side, is Program with your learners. When a director opens a learner’s record, the learner can see that.',

  'tour.ask': 'Ask one person one question',
  'tour.ask.why':
    'Choose a skill and whom you ask. A vague question gets a sharper one offered. In the corridor you can show a code, even without a network.',
  'tour.inbox': 'Read it, and say something back',
  'tour.inbox.why':
    'Say that you have read it, thank, ask back, or say that you see it differently. What you think about it for yourself stays yours unless you share it.',
  'tour.plan': 'Make a plan of it',
  'tour.plan.why': 'The next step turns into a plan: small steps with dates, somebody who looks again, and an end.',
  'tour.about': 'Who sees what is about you',
  'tour.about.why':
    'You, whoever wrote it, your coaches, the program director, and the committee once a cycle opens. When a director opens your record, you can see that.',

  'tour.held': 'What needs you comes first',
  'tour.held.why':
    'Feedback about somebody who was not on the list waits under Program. Match the name to a learner, or send it back with a word.',
  'tour.ledger': 'That it exists, never what it says',
  'tour.ledger.why':
    'Who wrote about whom, on which skill and when: that is what you see. The text is not shown to you, and you never need it.',
  'tour.told': 'Told when you like',
  'tour.told.why': 'Under You you choose what is worth a message, once a day or at once, and when it should be quiet.',

  'upward.title': 'Feedback to somebody senior',
  'upward.lead': 'It is worth saying, and not without risk. Know both before you write.',
  'upward.protects': 'What protects you here',
  'upward.protects.seen':
    'Beside Save, before you write, stands who will read it. The coordinator sees only that an entry exists.',
  'upward.protects.back':
    'For 10 seconds after Save you can undo. For 72 hours you can withdraw an entry made in error; it then leaves every phone at its next sync.',
  'upward.protects.jot': 'A jot is yours alone. Write it down, sleep on it, and delete it if you like.',
  'upward.open': 'What does not',
  'upward.open.named': 'Every entry carries your name. There is no anonymous feedback in this app.',
  'upward.open.readers':
    'The person it is about reads it. So do their coaches and the program director, now and later, and the committee once a cycle opens.',
  'upward.open.learners':
    'Entries are about residents and fellows. About an attending there is no form here: speak in person, or use what your program has for it.',
  'upward.open.unread':
    'What was read is not forgotten by being withdrawn. And whoever was there can guess who wrote, in a small team above all.',
  'upward.open.reports':
    'Danger to patients, harassment and complaints do not belong here. Use the way your hospital has for them.',
  'upward.begin': 'Words to begin with',
  'upward.begin.ask': 'Ask first: “May I tell you something from rounds that would help me learn?”',
  'upward.begin.saw': 'Say what you saw and what it did: “When you …, I could …”',
  'upward.begin.keep': 'Say what should stay: “Please go on …; because of it I …”',
  'upward.begin.wish': 'Wish for one thing: “It would help me if you … before …”',
  'upward.begin.stop': 'If it lands badly: “I did not want to hurt you. Shall we leave it for today?”',
  'upward.check': 'Before you save',
  'upward.check.room': 'Would I say it with the person in the room?',
  'upward.check.change': 'Is it something they can change?',
  'upward.check.name': 'Do I mind my name under it? It is there.',
  'upward.try': 'Try it out in two',
} as const;
