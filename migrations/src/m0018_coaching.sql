-- A coach and a learner meet: on which day, and whether it was. No words; these are notes.
CREATE TABLE meetings (
  id {uuid} PRIMARY KEY,
  program_id {uuid} NOT NULL REFERENCES programs (id),
  coach_id {uuid} NOT NULL REFERENCES people (id),
  learner_id {uuid} NOT NULL REFERENCES people (id),
  on_day TEXT NOT NULL,
  state TEXT NOT NULL,
  version BIGINT NOT NULL,
  planned_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL
);
CREATE INDEX meetings_of_learner ON meetings (program_id, learner_id);
CREATE INDEX meetings_of_coach ON meetings (program_id, coach_id);

-- A coach's own words about a learner. Without a time in shared_at they are the coach's alone. A row is really deleted;
-- the meeting or check-in it was written in may be unknown here.
CREATE TABLE coach_notes (
  id {uuid} PRIMARY KEY,
  program_id {uuid} NOT NULL REFERENCES programs (id),
  author_id {uuid} NOT NULL REFERENCES people (id),
  learner_id {uuid} NOT NULL REFERENCES people (id),
  meeting_id {uuid},
  check_in_id {uuid},
  part TEXT,
  text TEXT NOT NULL,
  shared_at BIGINT,
  version BIGINT NOT NULL,
  given_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL
);
CREATE INDEX coach_notes_of_author ON coach_notes (program_id, author_id);
CREATE INDEX coach_notes_of_learner ON coach_notes (program_id, learner_id);

-- One sentence: please get in touch with this learner. A row that is taken back is really deleted.
CREATE TABLE check_ins (
  id {uuid} PRIMARY KEY,
  program_id {uuid} NOT NULL REFERENCES programs (id),
  learner_id {uuid} NOT NULL REFERENCES people (id),
  asker_id {uuid} NOT NULL REFERENCES people (id),
  to_directors BOOLEAN NOT NULL,
  text TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  taken_up_by {uuid} REFERENCES people (id),
  taken_up_at BIGINT
);
CREATE INDEX check_ins_of_learner ON check_ins (program_id, learner_id);
CREATE INDEX check_ins_of_asker ON check_ins (program_id, asker_id);
