-- Whom to turn to by name about safety, threats, discrimination or mistreatment: filled by the site before its first
-- campaign.
CREATE TABLE named_routes (
  program_id {uuid} PRIMARY KEY REFERENCES programs (id),
  person TEXT NOT NULL,
  phone TEXT NOT NULL,
  hours TEXT NOT NULL,
  hotline TEXT NOT NULL,
  set_by {uuid} NOT NULL REFERENCES people (id),
  set_at BIGINT NOT NULL
);

-- A program's own versions of the form, from 2 on; version 1 is the one that comes with the software.
CREATE TABLE campaign_forms (
  program_id {uuid} NOT NULL REFERENCES programs (id),
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  made_by {uuid} NOT NULL REFERENCES people (id),
  made_at BIGINT NOT NULL,
  PRIMARY KEY (program_id, version)
);

-- A round of 360 input. It keeps the form it began with.
CREATE TABLE campaigns (
  id {uuid} PRIMARY KEY,
  program_id {uuid} NOT NULL REFERENCES programs (id),
  state TEXT NOT NULL,
  form_version INTEGER NOT NULL,
  form TEXT NOT NULL,
  opens_on TEXT NOT NULL,
  closes_on TEXT NOT NULL,
  groups TEXT NOT NULL,
  aim INTEGER NOT NULL,
  total_minimum INTEGER NOT NULL,
  group_minimum INTEGER NOT NULL,
  facilitator_id {uuid} REFERENCES people (id),
  started_by {uuid} NOT NULL REFERENCES people (id),
  proposed BOOLEAN NOT NULL,
  director_sees BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX campaigns_of_program ON campaigns (program_id, created_at);
CREATE INDEX campaigns_by_state ON campaigns (state);

-- One learner in one campaign.
CREATE TABLE campaign_subjects (
  id {uuid} PRIMARY KEY,
  campaign_id {uuid} NOT NULL REFERENCES campaigns (id),
  learner_id {uuid} NOT NULL REFERENCES people (id),
  outcome TEXT,
  UNIQUE (campaign_id, learner_id)
);
CREATE INDEX campaign_subjects_of_learner ON campaign_subjects (learner_id);

-- Rater identity. Nothing here or below points to an answer, and no answer points here.
CREATE TABLE campaign_raters (
  id {uuid} PRIMARY KEY,
  campaign_id {uuid} NOT NULL REFERENCES campaigns (id),
  person_id {uuid} REFERENCES people (id),
  name TEXT NOT NULL,
  mail TEXT NOT NULL,
  rater_group TEXT NOT NULL,
  state TEXT NOT NULL,
  nominated_by {uuid} NOT NULL REFERENCES people (id),
  reminded BOOLEAN NOT NULL,
  UNIQUE (campaign_id, mail)
);

-- About whom a rater is asked, and whether their code was used for it; never when.
CREATE TABLE campaign_rater_subjects (
  rater_id {uuid} NOT NULL REFERENCES campaign_raters (id),
  subject_id {uuid} NOT NULL REFERENCES campaign_subjects (id),
  used BOOLEAN NOT NULL,
  PRIMARY KEY (rater_id, subject_id)
);
CREATE INDEX campaign_rater_subjects_of_subject ON campaign_rater_subjects (subject_id);

-- A ward's poster.
CREATE TABLE campaign_units (
  id {uuid} PRIMARY KEY,
  campaign_id {uuid} NOT NULL REFERENCES campaigns (id),
  rotation_id {uuid} NOT NULL REFERENCES rotations (id),
  from_day TEXT NOT NULL,
  until_day TEXT NOT NULL,
  head_count INTEGER NOT NULL,
  word_code {bytes} NOT NULL,
  revoked BOOLEAN NOT NULL
);
CREATE INDEX campaign_units_of_campaign ON campaign_units (campaign_id);

-- How many answers about a learner came by a poster, to compare with the head count.
CREATE TABLE campaign_unit_counts (
  unit_id {uuid} NOT NULL REFERENCES campaign_units (id),
  subject_id {uuid} NOT NULL REFERENCES campaign_subjects (id),
  answers INTEGER NOT NULL,
  PRIMARY KEY (unit_id, subject_id)
);

-- Secrets of links: only their hashes, of a rater or of a unit. No times.
CREATE TABLE campaign_codes (
  token_hash {bytes} PRIMARY KEY,
  rater_id {uuid} REFERENCES campaign_raters (id),
  unit_id {uuid} REFERENCES campaign_units (id)
);

-- Browsers in which a link was opened; `expires_at` is the end of a day, so that nobody learns when.
CREATE TABLE rater_sessions (
  token_hash {bytes} PRIMARY KEY,
  campaign_id {uuid} NOT NULL REFERENCES campaigns (id),
  rater_id {uuid} REFERENCES campaign_raters (id),
  unit_id {uuid} REFERENCES campaign_units (id),
  word_given BOOLEAN NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX rater_sessions_of_campaign ON rater_sessions (campaign_id);

-- Answers: random ids, no times, no order of arrival, nobody's name. Destroyed with the release.
CREATE TABLE campaign_answers (
  id {uuid} PRIMARY KEY,
  subject_id {uuid} NOT NULL REFERENCES campaign_subjects (id),
  rater_group TEXT NOT NULL,
  form_version INTEGER NOT NULL,
  ratings TEXT NOT NULL,
  waiting BOOLEAN NOT NULL
){keyed};
CREATE INDEX campaign_answers_of_subject ON campaign_answers (subject_id);

-- Paragraphs of comments, apart from the answers they came with.
CREATE TABLE campaign_comments (
  id {uuid} PRIMARY KEY,
  subject_id {uuid} NOT NULL REFERENCES campaign_subjects (id),
  rater_group TEXT NOT NULL,
  question TEXT NOT NULL,
  text TEXT NOT NULL,
  waiting BOOLEAN NOT NULL
){keyed};
CREATE INDEX campaign_comments_of_subject ON campaign_comments (subject_id);

-- The validity meter: once a day, counts that stop at the minimum.
CREATE TABLE campaign_meters (
  subject_id {uuid} PRIMARY KEY REFERENCES campaign_subjects (id),
  as_of TEXT NOT NULL,
  valid BOOLEAN NOT NULL,
  total INTEGER NOT NULL,
  counts TEXT NOT NULL
);

-- What was released, computed once.
CREATE TABLE campaign_reports (
  subject_id {uuid} PRIMARY KEY REFERENCES campaign_subjects (id),
  body TEXT NOT NULL,
  released_by {uuid} NOT NULL REFERENCES people (id),
  released_at BIGINT NOT NULL
);
