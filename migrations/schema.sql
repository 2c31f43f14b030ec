-- The schema after all steps, as SQLite tells it. Made by `make generate`; not run.

CREATE TABLE amendments (
  id BLOB PRIMARY KEY,
  entry_id BLOB NOT NULL REFERENCES feedback_entries (id),
  program_id BLOB NOT NULL,
  author_id BLOB NOT NULL REFERENCES people (id),
  text TEXT NOT NULL,
  given_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL
);

CREATE INDEX amendments_of_entry ON amendments (entry_id);

CREATE TRIGGER amendments_refuse_delete BEFORE DELETE ON amendments
                     WHEN NOT EXISTS (SELECT 1 FROM content_waivers w WHERE w.table_name = 'amendments' AND w.row_id = OLD.id)
                     BEGIN SELECT RAISE(ABORT, 'content of amendments never changes'); END;

CREATE TRIGGER amendments_refuse_update BEFORE UPDATE ON amendments
                     WHEN NOT EXISTS (SELECT 1 FROM content_waivers w WHERE w.table_name = 'amendments' AND w.row_id = OLD.id)
                     BEGIN SELECT RAISE(ABORT, 'content of amendments never changes'); END;

CREATE TABLE assignments (
  id BLOB PRIMARY KEY,
  program_id BLOB NOT NULL REFERENCES programs (id),
  rotation_id BLOB NOT NULL REFERENCES rotations (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  UNIQUE (rotation_id, person_id, starts_on)
);

CREATE INDEX assignments_of_program ON assignments (program_id, ends_on);

CREATE TABLE audit_blocks (
  ordinal BIGINT PRIMARY KEY,
  previous BLOB NOT NULL,
  hash BLOB NOT NULL,
  rows BIGINT NOT NULL,
  sealed_at BIGINT NOT NULL
);

CREATE TABLE audit_rows (
  id BLOB PRIMARY KEY,
  program_id BLOB,
  actor_id BLOB,
  action TEXT NOT NULL,
  thing_id BLOB,
  digest BLOB,
  at BIGINT NOT NULL
);

CREATE INDEX audit_rows_of_thing ON audit_rows (thing_id);

CREATE TRIGGER audit_rows_refuse_delete BEFORE DELETE ON audit_rows
                     WHEN NOT EXISTS (SELECT 1 FROM content_waivers w WHERE w.table_name = 'audit_rows' AND w.row_id = OLD.id)
                     BEGIN SELECT RAISE(ABORT, 'content of audit_rows never changes'); END;

CREATE TRIGGER audit_rows_refuse_update BEFORE UPDATE ON audit_rows
                     WHEN NOT EXISTS (SELECT 1 FROM content_waivers w WHERE w.table_name = 'audit_rows' AND w.row_id = OLD.id)
                     BEGIN SELECT RAISE(ABORT, 'content of audit_rows never changes'); END;

CREATE TABLE audit_seals (
  audit_row_id BLOB PRIMARY KEY REFERENCES audit_rows (id),
  block BIGINT NOT NULL REFERENCES audit_blocks (ordinal),
  ordinal BIGINT NOT NULL,
  row_hash BLOB NOT NULL
);

CREATE INDEX audit_seals_of_block ON audit_seals (block, ordinal);

CREATE TABLE "audit_unsealed" (
  audit_row_id BLOB PRIMARY KEY REFERENCES audit_rows (id)
) WITHOUT ROWID;

CREATE TABLE calendar_events (
  person_id BLOB NOT NULL REFERENCES people (id),
  plan_id BLOB NOT NULL REFERENCES plans (id),
  step_id BLOB NOT NULL,
  due_on TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  cancelled BOOLEAN NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, plan_id, step_id)
);

CREATE TABLE calendar_feeds (
  person_id BLOB PRIMARY KEY REFERENCES people (id),
  token_hash BLOB NOT NULL UNIQUE,
  shows_goal BOOLEAN NOT NULL,
  made_at BIGINT NOT NULL
);

CREATE TABLE campaign_answers (
  id BLOB PRIMARY KEY,
  subject_id BLOB NOT NULL REFERENCES campaign_subjects (id),
  rater_group TEXT NOT NULL,
  form_version INTEGER NOT NULL,
  ratings TEXT NOT NULL,
  waiting BOOLEAN NOT NULL
) WITHOUT ROWID;

CREATE INDEX campaign_answers_of_subject ON campaign_answers (subject_id);

CREATE TABLE campaign_codes (
  token_hash BLOB PRIMARY KEY,
  rater_id BLOB REFERENCES campaign_raters (id),
  unit_id BLOB REFERENCES campaign_units (id)
);

CREATE TABLE campaign_comments (
  id BLOB PRIMARY KEY,
  subject_id BLOB NOT NULL REFERENCES campaign_subjects (id),
  rater_group TEXT NOT NULL,
  question TEXT NOT NULL,
  text TEXT NOT NULL,
  waiting BOOLEAN NOT NULL
) WITHOUT ROWID;

CREATE INDEX campaign_comments_of_subject ON campaign_comments (subject_id);

CREATE TABLE campaign_forms (
  program_id BLOB NOT NULL REFERENCES programs (id),
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  made_by BLOB NOT NULL REFERENCES people (id),
  made_at BIGINT NOT NULL,
  PRIMARY KEY (program_id, version)
);

CREATE TABLE campaign_meters (
  subject_id BLOB PRIMARY KEY REFERENCES campaign_subjects (id),
  as_of TEXT NOT NULL,
  valid BOOLEAN NOT NULL,
  total INTEGER NOT NULL,
  counts TEXT NOT NULL
);

CREATE TABLE campaign_rater_subjects (
  rater_id BLOB NOT NULL REFERENCES campaign_raters (id),
  subject_id BLOB NOT NULL REFERENCES campaign_subjects (id),
  used BOOLEAN NOT NULL,
  PRIMARY KEY (rater_id, subject_id)
);

CREATE INDEX campaign_rater_subjects_of_subject ON campaign_rater_subjects (subject_id);

CREATE TABLE campaign_raters (
  id BLOB PRIMARY KEY,
  campaign_id BLOB NOT NULL REFERENCES campaigns (id),
  person_id BLOB REFERENCES people (id),
  name TEXT NOT NULL,
  mail TEXT NOT NULL,
  rater_group TEXT NOT NULL,
  state TEXT NOT NULL,
  nominated_by BLOB NOT NULL REFERENCES people (id),
  reminded BOOLEAN NOT NULL,
  UNIQUE (campaign_id, mail)
);

CREATE TABLE campaign_reports (
  subject_id BLOB PRIMARY KEY REFERENCES campaign_subjects (id),
  body TEXT NOT NULL,
  released_by BLOB NOT NULL REFERENCES people (id),
  released_at BIGINT NOT NULL
);

CREATE TABLE campaign_subjects (
  id BLOB PRIMARY KEY,
  campaign_id BLOB NOT NULL REFERENCES campaigns (id),
  learner_id BLOB NOT NULL REFERENCES people (id),
  outcome TEXT,
  UNIQUE (campaign_id, learner_id)
);

CREATE INDEX campaign_subjects_of_learner ON campaign_subjects (learner_id);

CREATE TABLE campaign_unit_counts (
  unit_id BLOB NOT NULL REFERENCES campaign_units (id),
  subject_id BLOB NOT NULL REFERENCES campaign_subjects (id),
  answers INTEGER NOT NULL,
  PRIMARY KEY (unit_id, subject_id)
);

CREATE TABLE campaign_units (
  id BLOB PRIMARY KEY,
  campaign_id BLOB NOT NULL REFERENCES campaigns (id),
  rotation_id BLOB NOT NULL REFERENCES rotations (id),
  from_day TEXT NOT NULL,
  until_day TEXT NOT NULL,
  head_count INTEGER NOT NULL,
  word_code BLOB NOT NULL,
  revoked BOOLEAN NOT NULL
);

CREATE INDEX campaign_units_of_campaign ON campaign_units (campaign_id);

CREATE TABLE campaigns (
  id BLOB PRIMARY KEY,
  program_id BLOB NOT NULL REFERENCES programs (id),
  state TEXT NOT NULL,
  form_version INTEGER NOT NULL,
  form TEXT NOT NULL,
  opens_on TEXT NOT NULL,
  closes_on TEXT NOT NULL,
  groups TEXT NOT NULL,
  aim INTEGER NOT NULL,
  total_minimum INTEGER NOT NULL,
  group_minimum INTEGER NOT NULL,
  facilitator_id BLOB REFERENCES people (id),
  started_by BLOB NOT NULL REFERENCES people (id),
  proposed BOOLEAN NOT NULL,
  director_sees BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE INDEX campaigns_by_state ON campaigns (state);

CREATE INDEX campaigns_of_program ON campaigns (program_id, created_at);

CREATE TABLE check_ins (
  id BLOB PRIMARY KEY,
  program_id BLOB NOT NULL REFERENCES programs (id),
  learner_id BLOB NOT NULL REFERENCES people (id),
  asker_id BLOB NOT NULL REFERENCES people (id),
  to_directors BOOLEAN NOT NULL,
  text TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  taken_up_by BLOB REFERENCES people (id),
  taken_up_at BIGINT
);

CREATE INDEX check_ins_of_asker ON check_ins (program_id, asker_id);

CREATE INDEX check_ins_of_learner ON check_ins (program_id, learner_id);

CREATE TABLE coach_notes (
  id BLOB PRIMARY KEY,
  program_id BLOB NOT NULL REFERENCES programs (id),
  author_id BLOB NOT NULL REFERENCES people (id),
  learner_id BLOB NOT NULL REFERENCES people (id),
  meeting_id BLOB,
  check_in_id BLOB,
  part TEXT,
  text TEXT NOT NULL,
  shared_at BIGINT,
  version BIGINT NOT NULL,
  given_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL
);

CREATE INDEX coach_notes_of_author ON coach_notes (program_id, author_id);

CREATE INDEX coach_notes_of_learner ON coach_notes (program_id, learner_id);

CREATE TABLE coaching (
  id BLOB PRIMARY KEY,
  program_id BLOB NOT NULL REFERENCES programs (id),
  coach_id BLOB NOT NULL REFERENCES people (id),
  learner_id BLOB NOT NULL REFERENCES people (id),
  starts_on TEXT NOT NULL,
  ends_on TEXT
);

CREATE INDEX coaching_of_coach ON coaching (program_id, coach_id);

CREATE INDEX coaching_of_learner ON coaching (program_id, learner_id);

CREATE TABLE content_waivers (
  table_name TEXT NOT NULL,
  row_id BLOB NOT NULL,
  command TEXT NOT NULL,
  PRIMARY KEY (table_name, row_id)
);

CREATE TABLE deliveries (
  id BLOB PRIMARY KEY,
  channel TEXT NOT NULL,
  host TEXT NOT NULL,
  person_id BLOB NOT NULL REFERENCES people (id),
  program_id BLOB,
  subscription_id BLOB REFERENCES push_subscriptions (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  notification_id BLOB,
  created_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  dead_at BIGINT,
  last_error TEXT
);

CREATE INDEX deliveries_dead ON deliveries (dead_at) WHERE dead_at IS NOT NULL;

CREATE INDEX deliveries_due ON deliveries (host, due_at) WHERE dead_at IS NULL;

CREATE INDEX deliveries_of_notification ON deliveries (notification_id);

CREATE INDEX deliveries_of_subscription ON deliveries (subscription_id);

CREATE TABLE device_keys (
  id BLOB PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES people (id),
  device_id BLOB NOT NULL,
  public_key BLOB NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (person_id, device_id, public_key)
);

CREATE INDEX device_keys_of_device ON device_keys (device_id);

CREATE TABLE expected_bands (
  program_id BLOB NOT NULL REFERENCES programs (id),
  set_id TEXT NOT NULL,
  training_year INTEGER NOT NULL,
  low INTEGER NOT NULL,
  high INTEGER NOT NULL,
  PRIMARY KEY (program_id, set_id, training_year)
);

CREATE TABLE "feed" (
  thing_id BLOB NOT NULL,
  kind TEXT NOT NULL,
  person_id BLOB NOT NULL,
  seq BIGINT NOT NULL,
  gone BOOLEAN NOT NULL,
  PRIMARY KEY (thing_id, kind, person_id)
) WITHOUT ROWID;

CREATE UNIQUE INDEX feed_in_order ON feed (person_id, seq);

CREATE TABLE "feed_counters" (
  person_id BLOB PRIMARY KEY,
  seq BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE feedback_entries (
  id BLOB PRIMARY KEY,
  program_id BLOB NOT NULL REFERENCES programs (id),
  author_id BLOB NOT NULL REFERENCES people (id),
  learner_id BLOB NOT NULL REFERENCES people (id),
  set_id TEXT NOT NULL,
  subcompetency_id BLOB NOT NULL,
  went_well TEXT,
  differently TEXT,
  next_step TEXT,
  next_step_due TEXT,
  level INTEGER,
  cannot_judge BOOLEAN NOT NULL,
  setting TEXT NOT NULL,
  rotation_id BLOB,
  observed_at BIGINT NOT NULL,
  given_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  clock_doubtful BOOLEAN NOT NULL,
  basis TEXT NOT NULL,
  conversation TEXT NOT NULL,
  request_id BLOB,
  plan_id BLOB,
  look_again TEXT
, will_look BOOLEAN NOT NULL DEFAULT FALSE);

CREATE INDEX feedback_entries_looking_again ON feedback_entries (plan_id, author_id, look_again) WHERE plan_id IS NOT NULL;

CREATE INDEX feedback_entries_of_author ON feedback_entries (program_id, author_id, given_at);

CREATE INDEX feedback_entries_of_learner ON feedback_entries (program_id, learner_id, given_at);

CREATE INDEX feedback_entries_of_program ON feedback_entries (program_id, given_at, learner_id, rotation_id);

CREATE INDEX feedback_entries_of_request ON feedback_entries (request_id) WHERE request_id IS NOT NULL;

CREATE TRIGGER feedback_entries_refuse_delete BEFORE DELETE ON feedback_entries
                     WHEN NOT EXISTS (SELECT 1 FROM content_waivers w WHERE w.table_name = 'feedback_entries' AND w.row_id = OLD.id)
                     BEGIN SELECT RAISE(ABORT, 'content of feedback_entries never changes'); END;

CREATE TRIGGER feedback_entries_refuse_update BEFORE UPDATE ON feedback_entries
                     WHEN NOT EXISTS (SELECT 1 FROM content_waivers w WHERE w.table_name = 'feedback_entries' AND w.row_id = OLD.id)
                     BEGIN SELECT RAISE(ABORT, 'content of feedback_entries never changes'); END;

CREATE TABLE feedback_entry_states (
  entry_id BLOB PRIMARY KEY REFERENCES feedback_entries (id),
  state TEXT NOT NULL,
  version BIGINT NOT NULL,
  withdrawn_at BIGINT,
  withdrawn_by BLOB,
  withdrawn_as TEXT,
  withdrawn_reason TEXT,
  redacted TEXT NOT NULL
, code_problem TEXT, code_old BOOLEAN NOT NULL DEFAULT FALSE, visitor_name TEXT, visitor_profession TEXT);

CREATE TABLE guard_marks (
  thing_id BLOB PRIMARY KEY,
  thing_kind TEXT NOT NULL,
  program_id BLOB NOT NULL,
  person_id BLOB NOT NULL REFERENCES people (id),
  found TEXT NOT NULL,
  marked_at BIGINT NOT NULL,
  kept_at BIGINT
);

CREATE INDEX guard_marks_of_person ON guard_marks (program_id, person_id);

CREATE TABLE guard_progress (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  block BIGINT NOT NULL
);

CREATE TABLE guest_links (
  id BLOB PRIMARY KEY,
  request_id BLOB NOT NULL REFERENCES requests (id),
  token_hash BLOB NOT NULL UNIQUE,
  created_at BIGINT NOT NULL
);

CREATE TABLE guest_sessions (
  id BLOB PRIMARY KEY,
  request_id BLOB NOT NULL REFERENCES requests (id),
  token_hash BLOB NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  code_hash BLOB,
  code_expires_at BIGINT,
  code_tries_left INTEGER NOT NULL
, mail TEXT);

CREATE TABLE held_items (
  id BLOB PRIMARY KEY,
  program_id BLOB NOT NULL,
  author_id BLOB NOT NULL REFERENCES people (id),
  author_belonged BOOLEAN NOT NULL,
  kind TEXT NOT NULL,
  subject BLOB NOT NULL,
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
  resolved_by BLOB
);

CREATE INDEX held_items_of_program ON held_items (program_id, state);

CREATE INDEX held_items_of_subject ON held_items (subject);

CREATE TABLE installation (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  epoch BLOB NOT NULL,
  epoch_since BIGINT NOT NULL,
  demo BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE institutions (
  id BLOB PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL
);

CREATE TABLE jots (
  id BLOB PRIMARY KEY,
  program_id BLOB NOT NULL REFERENCES programs (id),
  author_id BLOB NOT NULL REFERENCES people (id),
  learner_id BLOB NOT NULL REFERENCES people (id),
  text TEXT NOT NULL,
  observed_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL
);

CREATE INDEX jots_by_age ON jots (program_id, observed_at);

CREATE INDEX jots_of_author ON jots (author_id, program_id);

CREATE TABLE keys (
  id BLOB PRIMARY KEY,
  purpose TEXT NOT NULL,
  generation BIGINT NOT NULL,
  sealed BLOB NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (purpose, generation)
);

CREATE TABLE learning_goal_entries (
  learning_plan_id BLOB NOT NULL REFERENCES learning_plans (id),
  goal_id BLOB NOT NULL,
  entry_id BLOB NOT NULL REFERENCES feedback_entries (id),
  PRIMARY KEY (learning_plan_id, goal_id, entry_id)
);

CREATE TABLE learning_goal_skills (
  learning_plan_id BLOB NOT NULL REFERENCES learning_plans (id),
  goal_id BLOB NOT NULL,
  subcompetency_id BLOB NOT NULL,
  set_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (learning_plan_id, goal_id, subcompetency_id)
);

CREATE TABLE learning_goals (
  id BLOB NOT NULL,
  learning_plan_id BLOB NOT NULL REFERENCES learning_plans (id),
  ordinal INTEGER NOT NULL,
  text TEXT NOT NULL,
  strategies TEXT,
  evidence TEXT,
  projected_on TEXT,
  plan_id BLOB,
  outcome TEXT,
  outcome_note TEXT,
  closed_at BIGINT,
  PRIMARY KEY (learning_plan_id, id)
);

CREATE TABLE learning_plan_signatures (
  id BLOB PRIMARY KEY,
  learning_plan_id BLOB NOT NULL REFERENCES learning_plans (id),
  program_id BLOB NOT NULL REFERENCES programs (id),
  edition BIGINT NOT NULL,
  side TEXT NOT NULL,
  person_id BLOB NOT NULL REFERENCES people (id),
  content TEXT NOT NULL,
  signed_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  UNIQUE (learning_plan_id, edition, side)
);

CREATE TRIGGER learning_plan_signatures_refuse_delete BEFORE DELETE ON learning_plan_signatures
                     WHEN NOT EXISTS (SELECT 1 FROM content_waivers w WHERE w.table_name = 'learning_plan_signatures' AND w.row_id = OLD.id)
                     BEGIN SELECT RAISE(ABORT, 'content of learning_plan_signatures never changes'); END;

CREATE TRIGGER learning_plan_signatures_refuse_update BEFORE UPDATE ON learning_plan_signatures
                     WHEN NOT EXISTS (SELECT 1 FROM content_waivers w WHERE w.table_name = 'learning_plan_signatures' AND w.row_id = OLD.id)
                     BEGIN SELECT RAISE(ABORT, 'content of learning_plan_signatures never changes'); END;

CREATE TABLE learning_plans (
  id BLOB PRIMARY KEY,
  program_id BLOB NOT NULL REFERENCES programs (id),
  learner_id BLOB NOT NULL REFERENCES people (id),
  half_from TEXT NOT NULL,
  edition BIGINT NOT NULL,
  career_goals TEXT,
  obstacles TEXT,
  helpers TEXT,
  discussed_on TEXT,
  next_review_on TEXT,
  learner_comment TEXT,
  coach_comment TEXT,
  coach_comment_by BLOB REFERENCES people (id),
  goals_version BIGINT NOT NULL,
  about_version BIGINT NOT NULL,
  dates_version BIGINT NOT NULL,
  learner_comment_version BIGINT NOT NULL,
  coach_comment_version BIGINT NOT NULL,
  work_version BIGINT NOT NULL,
  version BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL
);

CREATE INDEX learning_plans_of_learner ON learning_plans (program_id, learner_id);

CREATE TABLE leases (
  name TEXT PRIMARY KEY,
  holder BLOB NOT NULL,
  until BIGINT NOT NULL
);

CREATE TABLE meetings (
  id BLOB PRIMARY KEY,
  program_id BLOB NOT NULL REFERENCES programs (id),
  coach_id BLOB NOT NULL REFERENCES people (id),
  learner_id BLOB NOT NULL REFERENCES people (id),
  on_day TEXT NOT NULL,
  state TEXT NOT NULL,
  version BIGINT NOT NULL,
  planned_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL
);

CREATE INDEX meetings_of_coach ON meetings (program_id, coach_id);

CREATE INDEX meetings_of_learner ON meetings (program_id, learner_id);

CREATE TABLE membership_roles (
  membership_id BLOB NOT NULL REFERENCES memberships (id),
  role TEXT NOT NULL,
  PRIMARY KEY (membership_id, role)
);

CREATE TABLE membership_sets (
  membership_id BLOB NOT NULL REFERENCES memberships (id),
  set_id TEXT NOT NULL,
  PRIMARY KEY (membership_id, set_id)
);

CREATE TABLE memberships (
  id BLOB PRIMARY KEY,
  program_id BLOB NOT NULL REFERENCES programs (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  training_year INTEGER,
  profession TEXT,
  started_at BIGINT NOT NULL,
  ended_at BIGINT, starts_on TEXT, ends_on TEXT,
  UNIQUE (program_id, person_id)
);

CREATE INDEX memberships_of_person ON memberships (person_id);

CREATE TABLE named_routes (
  program_id BLOB PRIMARY KEY REFERENCES programs (id),
  person TEXT NOT NULL,
  phone TEXT NOT NULL,
  hours TEXT NOT NULL,
  hotline TEXT NOT NULL,
  set_by BLOB NOT NULL REFERENCES people (id),
  set_at BIGINT NOT NULL
);

CREATE TABLE notification_preferences (
  person_id BLOB PRIMARY KEY REFERENCES people (id),
  kinds TEXT NOT NULL,
  quiet_from TEXT,
  quiet_to TEXT,
  time_zone TEXT,
  digest TEXT NOT NULL,
  set_at BIGINT NOT NULL
);

CREATE TABLE notifications (
  id BLOB PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES people (id),
  program_id BLOB NOT NULL,
  kind TEXT NOT NULL,
  about_kind TEXT NOT NULL,
  about_id BLOB NOT NULL,
  at BIGINT NOT NULL,
  read_at BIGINT
);

CREATE INDEX notifications_of_thing ON notifications (about_id);

CREATE INDEX notifications_unread ON notifications (person_id) WHERE read_at IS NULL;

CREATE TABLE "operations" (
  person_id BLOB NOT NULL,
  id BLOB NOT NULL,
  hash BLOB NOT NULL,
  program_id BLOB NOT NULL,
  kind TEXT NOT NULL,
  subject BLOB NOT NULL,
  outcome TEXT NOT NULL,
  code TEXT,
  field TEXT,
  version BIGINT,
  received_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, id)
) WITHOUT ROWID;

CREATE TABLE outbox_events (
  id BLOB PRIMARY KEY,
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

CREATE TABLE passwords (
  person_id BLOB PRIMARY KEY REFERENCES people (id),
  hash TEXT NOT NULL,
  set_at BIGINT NOT NULL
);

CREATE TABLE people (
  id BLOB PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  deactivated_at BIGINT
);

CREATE TABLE plan_date_moves (
  id BLOB PRIMARY KEY,
  plan_id BLOB NOT NULL REFERENCES plans (id),
  step_id BLOB,
  from_on TEXT NOT NULL,
  to_on TEXT,
  moved_by BLOB NOT NULL REFERENCES people (id),
  moved_at BIGINT NOT NULL
);

CREATE INDEX plan_date_moves_of_plan ON plan_date_moves (plan_id);

CREATE TABLE plan_entries (
  plan_id BLOB NOT NULL REFERENCES plans (id),
  entry_id BLOB NOT NULL REFERENCES feedback_entries (id),
  PRIMARY KEY (plan_id, entry_id)
);

CREATE INDEX plan_entries_of_entry ON plan_entries (entry_id);

CREATE TABLE plan_progress (
  id BLOB PRIMARY KEY,
  plan_id BLOB NOT NULL REFERENCES plans (id),
  program_id BLOB NOT NULL,
  author_id BLOB NOT NULL REFERENCES people (id),
  text TEXT NOT NULL,
  shared BOOLEAN NOT NULL,
  given_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL
, sort TEXT NOT NULL DEFAULT 'note', entry_id BLOB, reflection_id BLOB);

CREATE INDEX plan_progress_of_plan ON plan_progress (plan_id);

CREATE TRIGGER plan_progress_refuse_delete BEFORE DELETE ON plan_progress
                     WHEN NOT EXISTS (SELECT 1 FROM content_waivers w WHERE w.table_name = 'plan_progress' AND w.row_id = OLD.id)
                     BEGIN SELECT RAISE(ABORT, 'content of plan_progress never changes'); END;

CREATE TRIGGER plan_progress_refuse_update BEFORE UPDATE ON plan_progress
                     WHEN NOT EXISTS (SELECT 1 FROM content_waivers w WHERE w.table_name = 'plan_progress' AND w.row_id = OLD.id)
                     BEGIN SELECT RAISE(ABORT, 'content of plan_progress never changes'); END;

CREATE TABLE plan_reminders (
  plan_id BLOB NOT NULL REFERENCES plans (id),
  step_id BLOB NOT NULL,
  due_on TEXT NOT NULL,
  told_at BIGINT NOT NULL,
  PRIMARY KEY (plan_id, step_id, due_on)
);

CREATE TABLE plan_steps (
  id BLOB NOT NULL,
  plan_id BLOB NOT NULL REFERENCES plans (id),
  ordinal INTEGER NOT NULL,
  text TEXT NOT NULL,
  due_on TEXT,
  done_on TEXT,
  PRIMARY KEY (plan_id, id)
);

CREATE INDEX plan_steps_to_do ON plan_steps (due_on) WHERE done_on IS NULL;

CREATE TABLE plans (
  id BLOB PRIMARY KEY,
  program_id BLOB NOT NULL REFERENCES programs (id),
  learner_id BLOB NOT NULL REFERENCES people (id),
  author_id BLOB NOT NULL REFERENCES people (id),
  state TEXT NOT NULL,
  outcome TEXT,
  outcome_note TEXT,
  goal TEXT NOT NULL,
  set_id TEXT,
  subcompetency_id BLOB,
  goal_shown BOOLEAN NOT NULL,
  reviewer_id BLOB,
  review_on TEXT,
  goal_version BIGINT NOT NULL,
  steps_version BIGINT NOT NULL,
  review_version BIGINT NOT NULL,
  state_version BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  closed_at BIGINT
, follows_id BLOB, active_at BIGINT NOT NULL DEFAULT 0);

CREATE INDEX plans_of_learner ON plans (program_id, learner_id);

CREATE INDEX plans_to_look_at ON plans (review_on) WHERE state = 'open';

CREATE TABLE program_sets (
  program_id BLOB NOT NULL REFERENCES programs (id),
  set_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (program_id, set_id)
);

CREATE TABLE programs (
  id BLOB PRIMARY KEY,
  institution_id BLOB NOT NULL REFERENCES institutions (id),
  name TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  created_at BIGINT NOT NULL, open_requests_max INTEGER NOT NULL DEFAULT 5, request_days INTEGER NOT NULL DEFAULT 14,
  UNIQUE (institution_id, name)
);

CREATE TABLE push_subscriptions (
  id BLOB PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES people (id),
  session_id BLOB NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  endpoint_hash BLOB NOT NULL UNIQUE,
  endpoint TEXT NOT NULL,
  host TEXT NOT NULL,
  p256dh BLOB NOT NULL,
  auth BLOB NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE INDEX push_subscriptions_of_person ON push_subscriptions (person_id);

CREATE INDEX push_subscriptions_of_session ON push_subscriptions (session_id);

CREATE TABLE rater_sessions (
  token_hash BLOB PRIMARY KEY,
  campaign_id BLOB NOT NULL REFERENCES campaigns (id),
  rater_id BLOB REFERENCES campaign_raters (id),
  unit_id BLOB REFERENCES campaign_units (id),
  word_given BOOLEAN NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE INDEX rater_sessions_of_campaign ON rater_sessions (campaign_id);

CREATE TABLE read_marks (
  person_id BLOB NOT NULL REFERENCES people (id),
  entry_id BLOB NOT NULL,
  program_id BLOB NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (person_id, entry_id)
);

CREATE INDEX read_marks_of_entry ON read_marks (entry_id);

CREATE TABLE record_reads (
  id BLOB PRIMARY KEY,
  program_id BLOB NOT NULL REFERENCES programs (id),
  reader_id BLOB NOT NULL REFERENCES people (id),
  learner_id BLOB NOT NULL REFERENCES people (id),
  role TEXT NOT NULL,
  at BIGINT NOT NULL,
  day TEXT NOT NULL,
  UNIQUE (program_id, reader_id, learner_id, day)
);

CREATE INDEX record_reads_of_learner ON record_reads (program_id, learner_id, at);

CREATE TABLE reflection_shares (
  reflection_id BLOB NOT NULL REFERENCES reflections (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  shared_at BIGINT NOT NULL,
  PRIMARY KEY (reflection_id, person_id)
);

CREATE TABLE reflection_states (
  reflection_id BLOB PRIMARY KEY REFERENCES reflections (id),
  version BIGINT NOT NULL
);

CREATE TABLE reflections (
  id BLOB PRIMARY KEY,
  program_id BLOB NOT NULL REFERENCES programs (id),
  entry_id BLOB,
  author_id BLOB NOT NULL REFERENCES people (id),
  text TEXT NOT NULL,
  given_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL
);

CREATE INDEX reflections_of_author ON reflections (program_id, author_id);

CREATE TRIGGER reflections_refuse_delete BEFORE DELETE ON reflections
                     WHEN NOT EXISTS (SELECT 1 FROM content_waivers w WHERE w.table_name = 'reflections' AND w.row_id = OLD.id)
                     BEGIN SELECT RAISE(ABORT, 'content of reflections never changes'); END;

CREATE TRIGGER reflections_refuse_update BEFORE UPDATE ON reflections
                     WHEN NOT EXISTS (SELECT 1 FROM content_waivers w WHERE w.table_name = 'reflections' AND w.row_id = OLD.id)
                     BEGIN SELECT RAISE(ABORT, 'content of reflections never changes'); END;

CREATE TABLE request_answers (
  request_id BLOB NOT NULL REFERENCES requests (id),
  entry_id BLOB NOT NULL REFERENCES feedback_entries (id),
  author_id BLOB NOT NULL REFERENCES people (id),
  at BIGINT NOT NULL,
  PRIMARY KEY (request_id, entry_id)
);

CREATE INDEX request_answers_of_entry ON request_answers (entry_id);

CREATE TABLE request_codes (
  id BLOB PRIMARY KEY REFERENCES feedback_entries (id),
  code TEXT NOT NULL
);

CREATE TRIGGER request_codes_refuse_delete BEFORE DELETE ON request_codes
                     WHEN NOT EXISTS (SELECT 1 FROM content_waivers w WHERE w.table_name = 'request_codes' AND w.row_id = OLD.id)
                     BEGIN SELECT RAISE(ABORT, 'content of request_codes never changes'); END;

CREATE TRIGGER request_codes_refuse_update BEFORE UPDATE ON request_codes
                     WHEN NOT EXISTS (SELECT 1 FROM content_waivers w WHERE w.table_name = 'request_codes' AND w.row_id = OLD.id)
                     BEGIN SELECT RAISE(ABORT, 'content of request_codes never changes'); END;

CREATE TABLE request_states (
  request_id BLOB PRIMARY KEY REFERENCES requests (id),
  program_id BLOB NOT NULL REFERENCES programs (id),
  assessor_id BLOB REFERENCES people (id),
  state TEXT NOT NULL,
  version BIGINT NOT NULL,
  declined_reason TEXT,
  declined_other BLOB REFERENCES people (id)
, visitor_name TEXT, visitor_profession TEXT, text_version BIGINT NOT NULL DEFAULT 1, redacted TEXT NOT NULL DEFAULT '');

CREATE INDEX request_states_of_assessor ON request_states (program_id, assessor_id, state);

CREATE INDEX request_states_of_program ON request_states (program_id, state);

CREATE TABLE requests (
  id BLOB PRIMARY KEY,
  program_id BLOB NOT NULL REFERENCES programs (id),
  learner_id BLOB NOT NULL REFERENCES people (id),
  assessor_id BLOB REFERENCES people (id),
  visiting_mail TEXT,
  visiting_name TEXT,
  set_id TEXT NOT NULL,
  subcompetency_id BLOB NOT NULL,
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

CREATE TRIGGER requests_refuse_delete BEFORE DELETE ON requests
                     WHEN NOT EXISTS (SELECT 1 FROM content_waivers w WHERE w.table_name = 'requests' AND w.row_id = OLD.id)
                     BEGIN SELECT RAISE(ABORT, 'content of requests never changes'); END;

CREATE TRIGGER requests_refuse_update BEFORE UPDATE ON requests
                     WHEN NOT EXISTS (SELECT 1 FROM content_waivers w WHERE w.table_name = 'requests' AND w.row_id = OLD.id)
                     BEGIN SELECT RAISE(ABORT, 'content of requests never changes'); END;

CREATE TABLE responses (
  id BLOB PRIMARY KEY,
  entry_id BLOB NOT NULL REFERENCES feedback_entries (id),
  program_id BLOB NOT NULL,
  author_id BLOB NOT NULL REFERENCES people (id),
  kind TEXT NOT NULL,
  text TEXT,
  given_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  UNIQUE (entry_id, kind)
);

CREATE TRIGGER responses_refuse_delete BEFORE DELETE ON responses
                     WHEN NOT EXISTS (SELECT 1 FROM content_waivers w WHERE w.table_name = 'responses' AND w.row_id = OLD.id)
                     BEGIN SELECT RAISE(ABORT, 'content of responses never changes'); END;

CREATE TRIGGER responses_refuse_update BEFORE UPDATE ON responses
                     WHEN NOT EXISTS (SELECT 1 FROM content_waivers w WHERE w.table_name = 'responses' AND w.row_id = OLD.id)
                     BEGIN SELECT RAISE(ABORT, 'content of responses never changes'); END;

CREATE TABLE rotation_subcompetencies (
  rotation_id BLOB NOT NULL REFERENCES rotations (id),
  subcompetency_id BLOB NOT NULL,
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (rotation_id, subcompetency_id)
);

CREATE TABLE rotations (
  id BLOB PRIMARY KEY,
  program_id BLOB NOT NULL REFERENCES programs (id),
  name TEXT NOT NULL,
  setting TEXT NOT NULL,
  UNIQUE (program_id, name)
);

CREATE TABLE "seaql_migrations" ( "version" varchar NOT NULL PRIMARY KEY, "applied_at" integer NOT NULL );

CREATE TABLE sessions (
  id BLOB PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES people (id),
  device_id BLOB,
  device_label TEXT NOT NULL,
  generation BIGINT NOT NULL,
  token_hash BLOB NOT NULL,
  previous_hash BLOB,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT NOT NULL,
  revoked_at BIGINT
);

CREATE INDEX sessions_of_person ON sessions (person_id);

CREATE TABLE sign_in_codes (
  id BLOB PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES people (id),
  kind TEXT NOT NULL,
  code_hash BLOB NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  tries_left INTEGER NOT NULL,
  used_at BIGINT
);

CREATE INDEX sign_in_codes_of_person ON sign_in_codes (person_id, created_at);

CREATE TABLE web_assets (
  path TEXT PRIMARY KEY,
  content_type TEXT NOT NULL,
  bytes BLOB NOT NULL,
  needed_at BIGINT NOT NULL
);

CREATE TABLE wire_forms (
  kind TEXT NOT NULL,
  thing_id BLOB NOT NULL,
  program_id BLOB NOT NULL,
  version BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (kind, thing_id)
);
