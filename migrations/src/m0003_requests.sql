-- How much a program lets its assessors be asked, and for how long.
ALTER TABLE programs ADD COLUMN open_requests_max INTEGER NOT NULL DEFAULT 5;
ALTER TABLE programs ADD COLUMN request_days INTEGER NOT NULL DEFAULT 14;

-- Content: what a learner asked. No assessor and no mail address: handed over in person, to whoever scans it.
CREATE TABLE requests (
  id {uuid} PRIMARY KEY,
  program_id {uuid} NOT NULL REFERENCES programs (id),
  learner_id {uuid} NOT NULL REFERENCES people (id),
  assessor_id {uuid} REFERENCES people (id),
  visiting_mail TEXT,
  visiting_name TEXT,
  set_id TEXT NOT NULL,
  subcompetency_id {uuid} NOT NULL,
  question TEXT NOT NULL,
  goal TEXT,
  context TEXT,
  own_view TEXT,
  in_person BOOLEAN NOT NULL,
  until TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL
);
CREATE INDEX requests_of_learner ON requests (program_id, learner_id, received_at);

-- Where a request stands, and with whom: of one handed over in person, whoever answered first.
CREATE TABLE request_states (
  request_id {uuid} PRIMARY KEY REFERENCES requests (id),
  program_id {uuid} NOT NULL REFERENCES programs (id),
  assessor_id {uuid} REFERENCES people (id),
  state TEXT NOT NULL,
  version BIGINT NOT NULL,
  declined_reason TEXT,
  declined_other {uuid} REFERENCES people (id)
);
CREATE INDEX request_states_of_assessor ON request_states (program_id, assessor_id, state);
CREATE INDEX request_states_of_program ON request_states (program_id, state);

-- The entries that answer a request.
CREATE TABLE request_answers (
  request_id {uuid} NOT NULL REFERENCES requests (id),
  entry_id {uuid} NOT NULL REFERENCES feedback_entries (id),
  author_id {uuid} NOT NULL REFERENCES people (id),
  at BIGINT NOT NULL,
  PRIMARY KEY (request_id, entry_id)
);

-- Few entries answer a request; the others cost this nothing.
CREATE INDEX feedback_entries_of_request ON feedback_entries (request_id) WHERE request_id IS NOT NULL;
