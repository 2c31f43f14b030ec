/** English words for an occasion: a moment, a place, an event, somebody who was there. */

export const DAYS = `
  monday mondays tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays saturday saturdays sunday sundays
  yesterday today tonight overnight tody yestrday
`;

/** A part of a day, before "this" or "last". */
export const PARTS_OF_DAY = `morning mornings afternoon afternoons evening evenings night nights am mornig nite weekend`;

export const PEOPLE = `
  patient pt man woman lady gentleman boy girl child kid baby infant toddler newborn neonate teenager teen adolescent
  family parents mother father mom dad daughter son wife husband sister brother grandmother grandfather partner spouse
  couple caregiver interpreter consultant surgeon anesthetist student smoker primip multip gentlemans ladys patients
  mothers fathers daughters husbands wifes sisters brothers guy
`;

export const PLACES = `
  room rm bed bay or icu ed er ward clinic triage hallway hall resus theater theatre ot unit floor suite pacu nicu picu
  ccu sicu micu pod lab bedside waiting office station ambulance corridor trauma
`;

export const EVENTS = `
  rounds round case code arrest rapid resuscitation rrt activation admission admit discharge transfer transport handoff
  handover signout sign meeting conference huddle timeout time consult consultation delivery section csection birth labor
  drill simulation sim procedure biopsy intubation induction extubation operation surgery closure appendectomy colectomy
  lap laparotomy lumbar lp line paracentesis thoracentesis bronchoscopy colonoscopy endoscopy cath reduction visit
  appointment interview exam examination encounter session call phone page shift board report check change dressing block
  stroke stemi seizure hemorrhage bleed sepsis shock trauma dystocia flap goc talk conversation discussion debrief
  presentation journal group draw scan cut huddle emergency event alert anastomosis repair drain hernia chole hip fracture
  spinal epidural forceps vacuum post operating tour postop preop catheterisation cystoscopy hysterectomy cesarean
`;

export const CONTEXTS = `
  this :part
  last :part
  last :day
  :day
  at night
  at midnight
  at noon
  at :clock
  at :number am
  at :number pm
  at :number oclock
  at :number a m
  at :number p m
  at four in the morning
  :digits am
  :digits pm
  :digits a m
  :digits p m
  :hour
  on rounds
  on call
  on nights
  on ward rounds
  on the ward
  on the ward round
  on teaching rounds
  in clinic
  in the clinic
  in the ed
  in the or
  in the icu
  in the er
  in triage
  in the :place
  in room
  in rm
  at :day
  room :number
  rm :number
  bed :number
  bay :number
  or :number
  hall bed
  hallway :place
  resus :number
  :person in :digits
  :person of :digits
  :number th floor
  on :number west
  on :number east
  on :number south
  on :number north
  while :doing
  while i was
  while we were
  while you were
  while he was
  while she was
  when :who
  when mr
  when mrs
  when dr
  when the :any
  when a :any
  when we :any
  when one
  when his
  when her
  when our
  when my
  when your
  when another
  before the :event
  before the .. :event
  after the :event
  after the .. :event
  after our
  before induction
  at the end of
  at the start of
  at the beginning of
  at the .. :event
  at the bedside
  at bedside
  at :day .. :event
  in the .. :event
  in :day .. :event
  in the room
  in your .. :event
  at tumor board
  at shift change
  at :any :event
  on :event day
  during :any
  at sign out
  at signout
  at handoff
  in sign out
  for the .. :event
  for the .. :person
  on the .. :event
  with the .. :person
  with a .. :person
  with this :person
  with his .. :person
  with your .. :person
  the :person with
  the :person :person
  the :person asked
  the :person said
  the :person then
  the .. :person in :place
  the .. :person in :digits
  the .. :person in bed
  the .. :person on
  the .. :person who
  the .. :person was
  the .. :person down
  pt in
  pt w
  pt with
  mr :any
  mrs :any
  ms :any
  one patient
  your last patient
  our last patient
  last patient
  first case
  second case
  third case
  last case
  next door
  family meeting
  code blue
  rapid response
  rapid on
  the code
  the admission
  our admission
  the consult
  stroke alert
  stemi
  this case
  this patient
  that patient
  the other day
  earlier today
  a few minutes ago
`;
