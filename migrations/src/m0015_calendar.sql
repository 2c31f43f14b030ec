-- A person's calendar feed: only the hash of the secret in its address.
CREATE TABLE calendar_feeds (
  person_id {uuid} PRIMARY KEY REFERENCES people (id),
  token_hash {bytes} NOT NULL UNIQUE,
  shows_goal BOOLEAN NOT NULL,
  made_at BIGINT NOT NULL
);

-- What the feed last said of each due day, so that calendars are told of what moved and what is gone. The nil id stands
-- for looking again. No words.
CREATE TABLE calendar_events (
  person_id {uuid} NOT NULL REFERENCES people (id),
  plan_id {uuid} NOT NULL REFERENCES plans (id),
  step_id {uuid} NOT NULL,
  due_on TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  cancelled BOOLEAN NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, plan_id, step_id)
);
