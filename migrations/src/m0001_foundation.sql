-- The installation itself: one row.
CREATE TABLE installation (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  epoch {uuid} NOT NULL,
  epoch_since BIGINT NOT NULL,
  demo BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL
);

-- Secrets, sealed under the root secret.
CREATE TABLE keys (
  id {uuid} PRIMARY KEY,
  purpose TEXT NOT NULL,
  generation BIGINT NOT NULL,
  sealed {bytes} NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (purpose, generation)
);

CREATE TABLE institutions (
  id {uuid} PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL
);

CREATE TABLE programs (
  id {uuid} PRIMARY KEY,
  institution_id {uuid} NOT NULL REFERENCES institutions (id),
  name TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (institution_id, name)
);

CREATE TABLE program_sets (
  program_id {uuid} NOT NULL REFERENCES programs (id),
  set_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (program_id, set_id)
);

CREATE TABLE people (
  id {uuid} PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  deactivated_at BIGINT
);

CREATE TABLE passwords (
  person_id {uuid} PRIMARY KEY REFERENCES people (id),
  hash TEXT NOT NULL,
  set_at BIGINT NOT NULL
);

CREATE TABLE sign_in_codes (
  id {uuid} PRIMARY KEY,
  person_id {uuid} NOT NULL REFERENCES people (id),
  kind TEXT NOT NULL,
  code_hash {bytes} NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  tries_left INTEGER NOT NULL,
  used_at BIGINT
);
CREATE INDEX sign_in_codes_of_person ON sign_in_codes (person_id, created_at);

-- A family of refresh tokens: one signed-in device. Tokens are HMAC(key, family, generation); only hashes are here.
CREATE TABLE sessions (
  id {uuid} PRIMARY KEY,
  person_id {uuid} NOT NULL REFERENCES people (id),
  device_id {uuid},
  device_label TEXT NOT NULL,
  generation BIGINT NOT NULL,
  token_hash {bytes} NOT NULL,
  previous_hash {bytes},
  created_at BIGINT NOT NULL,
  last_used_at BIGINT NOT NULL,
  revoked_at BIGINT
);
CREATE INDEX sessions_of_person ON sessions (person_id);

CREATE TABLE memberships (
  id {uuid} PRIMARY KEY,
  program_id {uuid} NOT NULL REFERENCES programs (id),
  person_id {uuid} NOT NULL REFERENCES people (id),
  training_year INTEGER,
  profession TEXT,
  started_at BIGINT NOT NULL,
  ended_at BIGINT,
  UNIQUE (program_id, person_id)
);
CREATE INDEX memberships_of_person ON memberships (person_id);

CREATE TABLE membership_roles (
  membership_id {uuid} NOT NULL REFERENCES memberships (id),
  role TEXT NOT NULL,
  PRIMARY KEY (membership_id, role)
);

-- A learner's own sets where they differ from the program's.
CREATE TABLE membership_sets (
  membership_id {uuid} NOT NULL REFERENCES memberships (id),
  set_id TEXT NOT NULL,
  PRIMARY KEY (membership_id, set_id)
);

CREATE TABLE coaching (
  id {uuid} PRIMARY KEY,
  program_id {uuid} NOT NULL REFERENCES programs (id),
  coach_id {uuid} NOT NULL REFERENCES people (id),
  learner_id {uuid} NOT NULL REFERENCES people (id),
  starts_on TEXT NOT NULL,
  ends_on TEXT
);
CREATE INDEX coaching_of_coach ON coaching (program_id, coach_id);
CREATE INDEX coaching_of_learner ON coaching (program_id, learner_id);

CREATE TABLE rotations (
  id {uuid} PRIMARY KEY,
  program_id {uuid} NOT NULL REFERENCES programs (id),
  name TEXT NOT NULL,
  setting TEXT NOT NULL,
  UNIQUE (program_id, name)
);

CREATE TABLE rotation_subcompetencies (
  rotation_id {uuid} NOT NULL REFERENCES rotations (id),
  subcompetency_id {uuid} NOT NULL,
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (rotation_id, subcompetency_id)
);

CREATE TABLE assignments (
  id {uuid} PRIMARY KEY,
  program_id {uuid} NOT NULL REFERENCES programs (id),
  rotation_id {uuid} NOT NULL REFERENCES rotations (id),
  person_id {uuid} NOT NULL REFERENCES people (id),
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  UNIQUE (rotation_id, person_id, starts_on)
);
CREATE INDEX assignments_of_program ON assignments (program_id, ends_on);

-- Content: what was written. Never changes, but by redaction under a waiver.
CREATE TABLE feedback_entries (
  id {uuid} PRIMARY KEY,
  program_id {uuid} NOT NULL REFERENCES programs (id),
  author_id {uuid} NOT NULL REFERENCES people (id),
  learner_id {uuid} NOT NULL REFERENCES people (id),
  set_id TEXT NOT NULL,
  subcompetency_id {uuid} NOT NULL,
  went_well TEXT,
  differently TEXT,
  next_step TEXT,
  next_step_due TEXT,
  level INTEGER,
  cannot_judge BOOLEAN NOT NULL,
  setting TEXT NOT NULL,
  rotation_id {uuid},
  observed_at BIGINT NOT NULL,
  given_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  clock_doubtful BOOLEAN NOT NULL,
  basis TEXT NOT NULL,
  conversation TEXT NOT NULL,
  request_id {uuid},
  plan_id {uuid},
  look_again TEXT
);
CREATE INDEX feedback_entries_of_learner ON feedback_entries (program_id, learner_id, given_at);
CREATE INDEX feedback_entries_of_author ON feedback_entries (program_id, author_id, given_at);
CREATE INDEX feedback_entries_of_program ON feedback_entries (program_id, given_at);

-- What has become of an entry; none while it stands as given.
CREATE TABLE feedback_entry_states (
  entry_id {uuid} PRIMARY KEY REFERENCES feedback_entries (id),
  state TEXT NOT NULL,
  version BIGINT NOT NULL,
  withdrawn_at BIGINT,
  withdrawn_by {uuid},
  withdrawn_as TEXT,
  withdrawn_reason TEXT,
  redacted TEXT NOT NULL
);

CREATE TABLE amendments (
  id {uuid} PRIMARY KEY,
  entry_id {uuid} NOT NULL REFERENCES feedback_entries (id),
  program_id {uuid} NOT NULL,
  author_id {uuid} NOT NULL REFERENCES people (id),
  text TEXT NOT NULL,
  given_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL
);
CREATE INDEX amendments_of_entry ON amendments (entry_id);

CREATE TABLE responses (
  id {uuid} PRIMARY KEY,
  entry_id {uuid} NOT NULL REFERENCES feedback_entries (id),
  program_id {uuid} NOT NULL,
  author_id {uuid} NOT NULL REFERENCES people (id),
  kind TEXT NOT NULL,
  text TEXT,
  given_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  UNIQUE (entry_id, kind)
);

CREATE TABLE reflections (
  id {uuid} PRIMARY KEY,
  program_id {uuid} NOT NULL REFERENCES programs (id),
  entry_id {uuid},
  author_id {uuid} NOT NULL REFERENCES people (id),
  text TEXT NOT NULL,
  given_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL
);
CREATE INDEX reflections_of_author ON reflections (program_id, author_id);

CREATE TABLE reflection_states (
  reflection_id {uuid} PRIMARY KEY REFERENCES reflections (id),
  version BIGINT NOT NULL
);

CREATE TABLE reflection_shares (
  reflection_id {uuid} NOT NULL REFERENCES reflections (id),
  person_id {uuid} NOT NULL REFERENCES people (id),
  shared_at BIGINT NOT NULL,
  PRIMARY KEY (reflection_id, person_id)
);

CREATE TABLE read_marks (
  person_id {uuid} NOT NULL REFERENCES people (id),
  entry_id {uuid} NOT NULL,
  program_id {uuid} NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (person_id, entry_id)
);
CREATE INDEX read_marks_of_entry ON read_marks (entry_id);

CREATE TABLE plans (
  id {uuid} PRIMARY KEY,
  program_id {uuid} NOT NULL REFERENCES programs (id),
  learner_id {uuid} NOT NULL REFERENCES people (id),
  author_id {uuid} NOT NULL REFERENCES people (id),
  state TEXT NOT NULL,
  outcome TEXT,
  outcome_note TEXT,
  goal TEXT NOT NULL,
  set_id TEXT,
  subcompetency_id {uuid},
  goal_shown BOOLEAN NOT NULL,
  reviewer_id {uuid},
  review_on TEXT,
  goal_version BIGINT NOT NULL,
  steps_version BIGINT NOT NULL,
  review_version BIGINT NOT NULL,
  state_version BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  closed_at BIGINT
);
CREATE INDEX plans_of_learner ON plans (program_id, learner_id);

CREATE TABLE plan_entries (
  plan_id {uuid} NOT NULL REFERENCES plans (id),
  entry_id {uuid} NOT NULL REFERENCES feedback_entries (id),
  PRIMARY KEY (plan_id, entry_id)
);
CREATE INDEX plan_entries_of_entry ON plan_entries (entry_id);

CREATE TABLE plan_steps (
  id {uuid} NOT NULL,
  plan_id {uuid} NOT NULL REFERENCES plans (id),
  ordinal INTEGER NOT NULL,
  text TEXT NOT NULL,
  due_on TEXT,
  done_on TEXT,
  PRIMARY KEY (plan_id, id)
);

CREATE TABLE plan_progress (
  id {uuid} PRIMARY KEY,
  plan_id {uuid} NOT NULL REFERENCES plans (id),
  program_id {uuid} NOT NULL,
  author_id {uuid} NOT NULL REFERENCES people (id),
  text TEXT NOT NULL,
  shared BOOLEAN NOT NULL,
  given_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL
);
CREATE INDEX plan_progress_of_plan ON plan_progress (plan_id);

-- What was understood as somebody's work but fails a rule: stored exactly as sent, never lost.
CREATE TABLE held_items (
  id {uuid} PRIMARY KEY,
  program_id {uuid} NOT NULL,
  author_id {uuid} NOT NULL REFERENCES people (id),
  author_belonged BOOLEAN NOT NULL,
  kind TEXT NOT NULL,
  subject {uuid} NOT NULL,
  code TEXT NOT NULL,
  field TEXT,
  state TEXT NOT NULL,
  note TEXT,
  typed_name TEXT,
  typed_service TEXT,
  operation TEXT NOT NULL,
  at BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  resolved_at BIGINT,
  resolved_by {uuid}
);
CREATE INDEX held_items_of_program ON held_items (program_id, state);
CREATE INDEX held_items_of_subject ON held_items (subject);

-- Who read a learner's record as director or committee: once per reader, learner and day of the program's zone.
CREATE TABLE record_reads (
  id {uuid} PRIMARY KEY,
  program_id {uuid} NOT NULL REFERENCES programs (id),
  reader_id {uuid} NOT NULL REFERENCES people (id),
  learner_id {uuid} NOT NULL REFERENCES people (id),
  role TEXT NOT NULL,
  at BIGINT NOT NULL,
  day TEXT NOT NULL,
  UNIQUE (program_id, reader_id, learner_id, day)
);
CREATE INDEX record_reads_of_learner ON record_reads (program_id, learner_id, at);

-- Sync: a compacted feed per person, its counter, and the stored wire form of each thing.
CREATE TABLE feed_counters (
  person_id {uuid} PRIMARY KEY,
  seq BIGINT NOT NULL
);

CREATE TABLE feed (
  person_id {uuid} NOT NULL,
  kind TEXT NOT NULL,
  thing_id {uuid} NOT NULL,
  seq BIGINT NOT NULL,
  gone BOOLEAN NOT NULL,
  PRIMARY KEY (person_id, kind, thing_id)
);
CREATE UNIQUE INDEX feed_in_order ON feed (person_id, seq);
CREATE INDEX feed_of_thing ON feed (kind, thing_id);

CREATE TABLE wire_forms (
  kind TEXT NOT NULL,
  thing_id {uuid} NOT NULL,
  program_id {uuid} NOT NULL,
  version BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (kind, thing_id)
);

CREATE TABLE operations (
  person_id {uuid} NOT NULL,
  id {uuid} NOT NULL,
  hash {bytes} NOT NULL,
  program_id {uuid} NOT NULL,
  kind TEXT NOT NULL,
  subject {uuid} NOT NULL,
  outcome TEXT NOT NULL,
  code TEXT,
  field TEXT,
  version BIGINT,
  received_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, id)
);

-- Audit: appended unchained, sealed in hash-chained blocks by a worker.
CREATE TABLE audit_rows (
  id {uuid} PRIMARY KEY,
  program_id {uuid},
  actor_id {uuid},
  action TEXT NOT NULL,
  thing_id {uuid},
  digest {bytes},
  at BIGINT NOT NULL
);
CREATE INDEX audit_rows_of_thing ON audit_rows (thing_id);

CREATE TABLE audit_blocks (
  ordinal BIGINT PRIMARY KEY,
  previous {bytes} NOT NULL,
  hash {bytes} NOT NULL,
  rows BIGINT NOT NULL,
  sealed_at BIGINT NOT NULL
);

CREATE TABLE audit_seals (
  audit_row_id {uuid} PRIMARY KEY REFERENCES audit_rows (id),
  block BIGINT NOT NULL REFERENCES audit_blocks (ordinal),
  ordinal BIGINT NOT NULL,
  row_hash {bytes} NOT NULL
);
CREATE INDEX audit_seals_of_block ON audit_seals (block, ordinal);

-- Rows that no block covers yet; a short list, however long the log.
CREATE TABLE audit_unsealed (
  audit_row_id {uuid} PRIMARY KEY REFERENCES audit_rows (id)
);

-- Later work: mail now, push later. Ids only, no text.
CREATE TABLE outbox_events (
  id {uuid} PRIMARY KEY,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  not_before BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  lease_until BIGINT,
  done_at BIGINT,
  dead_at BIGINT,
  last_error TEXT
);
CREATE INDEX outbox_events_open ON outbox_events (done_at, dead_at, not_before);

-- Work that one process at a time may do.
CREATE TABLE leases (
  name TEXT PRIMARY KEY,
  holder {uuid} NOT NULL,
  until BIGINT NOT NULL
);

-- Hashed files of this and earlier versions of the web app, so that an open page finds its chunks.
CREATE TABLE web_assets (
  path TEXT PRIMARY KEY,
  content_type TEXT NOT NULL,
  bytes {bytes} NOT NULL,
  needed_at BIGINT NOT NULL
);

-- A named command's permission to change one content row in the same transaction.
CREATE TABLE content_waivers (
  table_name TEXT NOT NULL,
  row_id {uuid} NOT NULL,
  command TEXT NOT NULL,
  PRIMARY KEY (table_name, row_id)
);
