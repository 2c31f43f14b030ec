/** Practice: six invented encounters, alone with the real form, and in two with cards. All people and places are invented. */
export const practice = {
  'practice.title': 'Practice: {title}',
  'practice.lead': 'Nothing here is stored or sent, and nobody sees it. When you leave the page, it is gone.',
  'practice.hard.1': 'To begin with',
  'practice.hard.2': 'Harder',
  'practice.hard.3': 'Hard to say',
  'practice.scene': 'What you saw',
  'practice.form': 'Write about it, as if it had been today',
  'practice.foot': 'Practice',
  'practice.foot.why': 'Not stored, not sent; nobody sees it.',
  'practice.finish': 'Finish practice',
  'practice.no_list': 'The list of skills is not on this phone yet',
  'practice.no_list.why': 'It comes with the first connection. Until then, practice in two needs no list.',
  'practice.unknown': 'There is no such encounter',
  'practice.done': 'Finished. Nothing was stored',
  'practice.done.why': 'There is no score. Compare, and judge for yourself.',
  'practice.yours': 'What you wrote',
  'practice.saw': 'What the feedback coach saw',
  'practice.saw.not': 'No words lit this one. It would ask: {question}',
  'practice.saw.ask': 'The feedback coach does not read this language yet. These are the questions it would ask:',
  'practice.possible': 'One possible entry',
  'practice.possible.why': 'Not the right one. Somebody else would have seen something else.',
  'practice.possible.skill': 'It would fit a skill under {skill}.',
  'practice.again': 'Write it again',
  'practice.next': 'Next: {title}',

  'practice.family.title': 'A talk with the family',
  'practice.family.name': 'Rowan Ashby',
  'practice.family.scene':
    'A family meeting on the ward, led by Rowan for the first time; you sit beside. Rowan asks the daughter what she has understood so far and waits, a long time, until she has finished. Then: “So the kidneys are better, and you are afraid he goes home too soon.” The daughter nods and leans back.',
  'practice.family.scene.more':
    'At the end Rowan explains the discharge plan, six points in one go, already standing. In the corridor the daughter asks the nurse which of the pills is the new one.',
  'practice.family.well':
    'In the family meeting this morning you asked the daughter what she had understood, waited until she was done, and said it back to her. She leaned back and told you what she was afraid of.',
  'practice.family.differently':
    'You explained the discharge plan in one go, six points while you stood up. Afterwards she had to ask the nurse which pill was new.',
  'practice.family.next': 'At the next family meeting, explain two points at a time and ask her to say them back.',
  'practice.family.theirs':
    'You prepared for this meeting half the night and thought it was your best one yet. You stood up because the pager rang.',

  'practice.fever.title': 'A fast start, and a gap',
  'practice.fever.name': 'Imani Sole',
  'practice.fever.scene':
    'The emergency department, evening. Imani sees a woman with fever and a fast pulse. Within ten minutes she has drawn cultures, started fluids and says to you: “I think this is sepsis from the urine, and I want antibiotics now.” You agree.',
  'practice.fever.scene.more':
    'Forty minutes later nothing is running. The order stands in the computer; the nurse was in the resuscitation room and has not seen it. Imani is with her next patient.',
  'practice.fever.well':
    'In the ED this evening you recognized sepsis within ten minutes, drew cultures first, and told me your plan in one sentence.',
  'practice.fever.differently':
    'You ordered the antibiotic in the computer and went on to the next patient. Forty minutes later it was not running, because the nurse had not seen the order.',
  'practice.fever.next':
    'With the next septic patient, tell the nurse about the first antibiotic in person, and look again after fifteen minutes.',
  'practice.fever.theirs':
    'You had four patients at once. You looked for the nurse for five minutes before you gave up and ordered it in the computer.',

  'practice.potassium.title': 'Well read, one number missed',
  'practice.potassium.name': 'Teo Lindqvist',
  'practice.potassium.scene':
    'Clinic. Teo presents a man with heart failure and proposes spironolactone. He knows the trial, and for whom it counts. You ask what he would check first. “The blood pressure,” he says at once.',
  'practice.potassium.scene.more':
    'The potassium was 5.4 last week; it stands two lines above, in his own note. When you point at it, he turns red: “Of course. I know that.” He is quiet for the rest of the afternoon.',
  'practice.potassium.well':
    'In clinic today you proposed spironolactone for heart failure and explained which trial speaks for it, and for whom.',
  'practice.potassium.differently':
    'When I asked what to check first, you named the blood pressure and passed over the potassium of 5.4 in your own note.',
  'practice.potassium.next':
    'Before you propose a new drug this week, name its two dangers aloud and check both numbers in the note.',
  'practice.potassium.theirs':
    'You read until midnight for this clinic. The number was copied into the note by the template, and you had not looked.',

  'practice.handoff.title': 'Complete, and too even',
  'practice.handoff.name': 'Noor Halabi',
  'practice.handoff.scene':
    'Evening handoff, a noisy room. Noor hands over fourteen patients by alphabet in twelve minutes: tidy, every lab. Mr. Tamarind in bed 7, who has needed more oxygen since four, comes eleventh, in the same tone as all others.',
  'practice.handoff.scene.more':
    'The night resident writes nothing down there. “Questions? No? Great.” At nine the rapid response team is called to bed 7.',
  'practice.handoff.well':
    'At the evening handoff you gave a clear line and the labs for each of fourteen patients, in twelve minutes and in a noisy room.',
  'practice.handoff.differently':
    'You presented the patient who needed more oxygen eleventh, in the same tone as the others, and did not ask the night resident to repeat the plan.',
  'practice.handoff.next':
    'At the handoff tomorrow, start with the two patients most likely to change and ask the night resident to repeat the plan.',
  'practice.handoff.theirs':
    'The list is sorted by alphabet for everybody. Last week a colleague said in front of all that your handoffs take too long.',

  'practice.late.title': 'Good hands, a hard word',
  'practice.late.name': 'Jules Marchetti',
  'practice.late.scene':
    'The operating room. Jules comes when the time-out has already begun, for the second time this week. At the table all goes well: the retractor before you need it, and at the end he closes with the student, hand over hand, saying what he does.',
  'practice.late.scene.more':
    'When the scrub nurse is one sponge short, he says without looking up: “Then count again.” It lies under the drape. Nobody speaks until the end of the case.',
  'practice.late.well':
    'In the OR today you closed with the student, your hand over hers, and explained what you were doing.',
  'practice.late.differently':
    'You came after the time-out had begun, the second time this week. When the count was one short, you said “Then count again” without looking up, and the room went quiet.',
  'practice.late.next':
    'Tomorrow, be at the table before the time-out, and when a count is short, stop, look up and say thank you.',
  'practice.late.theirs':
    'Your child was ill on both mornings; nobody here knows. The count has been wrong three times this month.',

  'practice.evidence.title': 'Everybody likes her, you too',
  'practice.evidence.name': 'Priya Anand',
  'practice.evidence.scene':
    'Rounds in the ICU. Priya wants to keep a patient sedated one day more. You ask about the daily interruption that was agreed last month. “We have always done well our way,” she says warmly, and the team laughs with her.',
  'practice.evidence.scene.more':
    'In the afternoon she looks up the review by herself and shows it to you: it speaks against her. “But those are not our patients.” The sedation stays.',
  'practice.evidence.well':
    'After rounds in the ICU today you looked up the review yourself and showed it to me, although it spoke against your plan.',
  'practice.evidence.differently':
    'You put the review aside with “not our patients” and did not say in what ours differ; the plan stayed as it was.',
  'practice.evidence.next':
    'Before Friday, write down in what our patients differ from those in the review and which result would change your plan. Then let us go through it.',
  'practice.evidence.theirs':
    'Where you trained before, an interruption went wrong and a patient pulled out the tube. You were there.',

  'two.lead': 'Two people, ten minutes, one phone or two. Nothing is stored.',
  'two.how': 'How it goes',
  'two.how.choose': 'Choose an encounter together.',
  'two.how.cards':
    'One reads the giver’s card, the other the recipient’s. With one phone, one after the other; with two, each opens their own.',
  'two.how.talk': 'Talk for three to five minutes. Either may stop at any time.',
  'two.how.after': 'Look back with the questions at the end, then change places.',
  'two.choose': 'Choose an encounter',
  'two.back': 'Back to the cards',
  'two.cards': 'Cards',
  'two.giver': 'The giver’s card',
  'two.giver.why': 'What you saw, and questions for the talk',
  'two.recipient': 'The recipient’s card',
  'two.recipient.why': 'What you know, and how you take it',
  'two.after': 'Looking back',
  'two.after.why': 'Questions for both, when the talk is over',

  'two.giver.lead': 'You give feedback to {name}. Questions lead further than statements; take those that suit you.',
  'two.relation': 'First, the two of you',
  'two.relation.1': 'How are you today?',
  'two.relation.2': 'How was it for you?',
  'two.relation.3': 'What would make the next five minutes useful to you?',
  'two.reaction': 'How it lands',
  'two.reaction.1': 'What do you think when you hear this?',
  'two.reaction.2': 'What surprises you about it?',
  'two.reaction.3': 'How does it fit with how you saw it?',
  'two.content': 'What it is about',
  'two.content.1': 'Which part of it is worth a closer look?',
  'two.content.2': 'What did you have in mind at that moment?',
  'two.content.3': 'What would you need to know to make sense of it?',
  'two.coaching': 'What comes of it',
  'two.coaching.1': 'What one thing do you want to try?',
  'two.coaching.2': 'What could get in the way, and who can help?',
  'two.coaching.3': 'When do we look at it again?',
  'two.giver.hard': 'If it gets hard',
  'two.giver.hard.1': 'Stop explaining. Ask one question, and count to ten.',
  'two.giver.hard.2': 'Say what you notice: “This seems to hit you. Shall we go on?”',

  'two.recipient.lead': 'You are {name}. Only you read this.',
  'two.saw': 'What the giver saw',
  'two.knows': 'What the giver does not know',
  'two.takes': 'How do you take it?',
  'two.disagrees': 'I disagree',
  'two.disagrees.say': '“That is not how it was.”',
  'two.disagrees.play':
    'You remember it differently, and you have your reasons. Ask for an example; doubt it. Stay polite.',
  'two.disagrees.turn': 'You give way on one point when somebody asks how you saw it, and listens.',
  'two.defends': 'I defend myself',
  'two.defends.say': '“What do you expect, with so much at once?”',
  'two.defends.play': 'You explain before you have heard it all: the work, the others, the system. You speak faster.',
  'two.defends.turn': 'You stop explaining when somebody has said what was hard about it.',
  'two.silent': 'I fall silent',
  'two.silent.say': '“Okay.”',
  'two.silent.play': 'You look away and answer in one word. You agree to everything and mean none of it.',
  'two.silent.turn': 'You begin to speak when a question cannot be answered by yes or no, and somebody waits.',
  'two.disappointed': 'I am disappointed',
  'two.disappointed.say': '“I thought it had gone well.”',
  'two.disappointed.play': 'You had hoped for praise. It shows: shorter sentences, a look at the door.',
  'two.disappointed.turn': 'You come back when somebody says exactly what you did well, and means it.',
  'two.begin': 'You begin with',
  'two.play': 'You play',
  'two.turn': 'What turns it',
  'two.half': 'Play it at half strength. You help each other; nobody has to win.',

  'two.after.lead': 'The recipient speaks first. What was said here stays here.',
  'two.after.recipient': 'To the recipient',
  'two.after.recipient.1': 'When did you feel heard, and by which words?',
  'two.after.recipient.2': 'What would you do tomorrow because of this talk?',
  'two.after.giver': 'To the giver',
  'two.after.giver.1': 'When did it get hard, and what did you do then?',
  'two.after.giver.2': 'Which question would you ask earlier next time?',
  'two.after.both': 'To both',
  'two.after.both.1': 'Which one sentence is worth keeping?',
  'two.after.both.2': 'Change places, or choose another reaction?',
} as const;
