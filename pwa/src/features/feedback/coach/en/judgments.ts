/** English words that praise, that find fault, that are about the person, or that fall on one gender more than another. */

export const PRAISE = `
  great
  good
  excellent
  outstanding
  fantastic
  wonderful
  amazing
  awesome
  terrific
  superb
  perfect
  brilliant
  beautiful
  beautifully
  lovely
  impressive
  impressed
  nice
  nicely
  well done
  very well
  kudos
  thank you
  thanks
  love
  loved
  i like
  enjoyed
  appreciate
  appreciated
  admire
  solid
  strong
  super
  best
  rockstar
  top notch
  smooth
  exceeds
  above level
  pleasure
  joy
  compassionate
  professional
`;

export const CRITICISM = `
  but
  however
  although
  though
  forgot
  forgets
  missed
  misses
  lacks
  lack
  poor
  poorly
  weak
  slow
  sloppy
  careless
  too :any
  not :any
  never
  without
  did not
  didnt
  does not
  doesnt
  failed
  fails
  below
  unclear
  incomplete
  late
  interrupted
  rude
  dismissive
  concern
  concerns
  concerning
  problem
  struggled
  struggles
  inconsistent
  disorganised
  unprepared
  wrong
  mistake
  error
  gaps
  ignored
  argued
  rushed
  instead
  rather than
  should
  should have
  could have
  needs to
  need to
`;

/** About the person instead of what they did. "Quick", "calm" or "kind" are not here: they are said of deeds as well. */
export const TRAITS = `
  lazy
  a natural
  born :any
  a born :any
  gifted
  talented
  smart
  smartest
  very bright
  is bright
  intelligent
  careless
  sloppy
  rude
  arrogant
  cocky
  entitled
  stubborn
  immature
  childish
  moody
  a mess
  unreliable
  scatterbrained
  clueless
  unmotivated
  a star
  absolute machine
  a joy
  a delight
  a pleasure
  is shy
  are shy
  timid
  introverted
  is defensive
  are defensive
  defensive with
  high maintenance
  poor insight
  lacks empathy
  bad attitude
  great attitude
  amazing attitude
  poor attitude
  great personality
  his personality
  her personality
  your personality
`;

/** Found more often, or meant worse, for women than for men, or the reverse; said of deeds, they need no adjective. */
export const GENDERED = `
  bossy
  abrasive
  too emotional
  so emotional
  very emotional
  overly emotional
  too aggressive
  very aggressive
  shrill
  strident
  feisty
  bubbly
  pushy
  hysterical
  catty
  ditzy
  high strung
  motherly
  sweetheart
  so sweet
  very sweet
  is sweet
  warm personality
  ladylike
  a nice girl
  great girl
  young lady doctor
  soft spoken
  softspoken
  too nice
  smile more
  needs to smile
  cute
  pretty face
  natural leader
  a natural leader
  born leader
  a born leader
  more assertive
  too assertive
  rockstar
  a rockstar
  superstar
  a superstar
  lacks confidence
  lack of confidence
  more confident
  more confidence
  man up
  one of the guys
`;
