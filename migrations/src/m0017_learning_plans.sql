-- A learner's dated document, talked through with a coach. `half_from` is the first day of its half of the academic year
-- (1 July or 1 January). `edition` counts what people call its versions: it grows with the first change after a
-- signature. Each section has a version of its own, `version` counts every change.
CREATE TABLE learning_plans (
  id {uuid} PRIMARY KEY,
  program_id {uuid} NOT NULL REFERENCES programs (id),
  learner_id {uuid} NOT NULL REFERENCES people (id),
  half_from TEXT NOT NULL,
  edition BIGINT NOT NULL,
  career_goals TEXT,
  obstacles TEXT,
  helpers TEXT,
  discussed_on TEXT,
  next_review_on TEXT,
  learner_comment TEXT,
  coach_comment TEXT,
  coach_comment_by {uuid} REFERENCES people (id),
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

-- Its goals, in order, and what became of each: the action plan it is worked on in, and how it ended.
CREATE TABLE learning_goals (
  id {uuid} NOT NULL,
  learning_plan_id {uuid} NOT NULL REFERENCES learning_plans (id),
  ordinal INTEGER NOT NULL,
  text TEXT NOT NULL,
  strategies TEXT,
  evidence TEXT,
  projected_on TEXT,
  plan_id {uuid},
  outcome TEXT,
  outcome_note TEXT,
  closed_at BIGINT,
  PRIMARY KEY (learning_plan_id, id)
);

CREATE TABLE learning_goal_skills (
  learning_plan_id {uuid} NOT NULL REFERENCES learning_plans (id),
  goal_id {uuid} NOT NULL,
  subcompetency_id {uuid} NOT NULL,
  set_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (learning_plan_id, goal_id, subcompetency_id)
);

CREATE TABLE learning_goal_entries (
  learning_plan_id {uuid} NOT NULL REFERENCES learning_plans (id),
  goal_id {uuid} NOT NULL,
  entry_id {uuid} NOT NULL REFERENCES feedback_entries (id),
  PRIMARY KEY (learning_plan_id, goal_id, entry_id)
);

-- Content: who signed which edition on which side, with the whole text (JSON) as it was signed.
CREATE TABLE learning_plan_signatures (
  id {uuid} PRIMARY KEY,
  learning_plan_id {uuid} NOT NULL REFERENCES learning_plans (id),
  program_id {uuid} NOT NULL REFERENCES programs (id),
  edition BIGINT NOT NULL,
  side TEXT NOT NULL,
  person_id {uuid} NOT NULL REFERENCES people (id),
  content TEXT NOT NULL,
  signed_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  UNIQUE (learning_plan_id, edition, side)
);
