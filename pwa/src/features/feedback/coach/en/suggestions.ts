/** English ways to say what to do. */

export const SUGGESTIONS = `
  should
  shuold
  shoud
  ought to
  need to
  needs to
  need more
  needs more
  needs too
  have to
  has to
  must
  try to
  try too
  try :doing
  try and
  next time
  from now on
  going forward
  moving forward
  in the future
  in future
  i suggest
  id suggest
  would suggest
  id gently suggest
  i would suggest
  my suggestion
  suggest that
  my advice
  i recommend
  would recommend
  id recommend
  i advise
  i would advise
  would like you to
  id like you to
  i want you to
  want you to
  like to see
  expect you to
  consider :doing
  consider a
  consider an
  could you
  could consider
  could try
  could maybe
  could perhaps
  could use
  could be more
  could be a
  could be better
  could be less
  could improve
  could benefit
  could :base
  could also
  you might :base
  might want to
  might try
  might consider
  might help
  might be good
  might be useful
  might be better
  may want to
  may help
  may be worth
  worth :doing
  would benefit
  would help
  would be helpful
  would be great
  would be good
  would be better
  would be useful
  would be nice
  would perhaps be nice
  itd be
  it would be
  it could be useful
  it might help
  be useful to
  is to :base
  remember to
  be sure to
  make sure
  dont forget
  work on
  focus on
  focus more
  keep :doing
  keep on :doing
  continue to
  continue :doing
  continue this
  continue with
  continue as
  do the same
  do this
  do that
  let me
  lets :base
  more :doing
  i recommend
  recommend
  recomend
  cld also
  room for improvement
  more .. please
  opportunity to
  opportunities to
  area for growth
  area to work on
  goal for
  the take home is
  you want to
  you will want to
  the other way round
  has to change
  start with
  start by
  begin by
  begin with
  think about
  start thinking
  practice more
  speed up
  slow down
  speak up
  brush up
`;

/** What looks like a suggestion and is none. */
export const EMPTY = `
  keep it up
  keep up
  keep being
  keep on
  could not
  could have :past
  could tell
  could see
  could hear
  i could
  we could
  so we could
  he could
  she could
  so i could
  so she could
  cannot
  need to worry
  so we
  i must say
  must say
  has to say
  had to
  have to say
  would have
  nothing to add
  should be proud
  i should
  i do not have to
  i dont have to
  did not have to
  thank you
  see my
  see above
`;

/** Whole texts that say nothing. */
export const NOTHING = `
  none n a na nil no nothing idk test ok okay same see above tbd fine great good all
`;

/** Words that point back at what was said before. */
export const POINTERS = `
  next time
  instead
  from now on
  do the same
  this
  that
  it
  them
  these
  those
  again
`;

/** What a suggestion that is about something else speaks of. */
export const ELSEWHERE = `
  fellowship fellowships application applications career elective electives committee comitee research abstract grant
  conference journal guideline guidelines article articles book textbook boards exam creog course masters coffee poster
  publication project qi subspecialty job cv mentor
`;
