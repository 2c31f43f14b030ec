-- What somebody is told of, in the app. An id only says what it is about: no text.
CREATE TABLE notifications (
  id {uuid} PRIMARY KEY,
  person_id {uuid} NOT NULL REFERENCES people (id),
  program_id {uuid} NOT NULL,
  kind TEXT NOT NULL,
  about_kind TEXT NOT NULL,
  about_id {uuid} NOT NULL,
  at BIGINT NOT NULL,
  read_at BIGINT
);
CREATE INDEX notifications_of_thing ON notifications (about_id);
CREATE INDEX notifications_unread ON notifications (person_id) WHERE read_at IS NULL;

-- What somebody wants to be told, and when; none while they never chose.
CREATE TABLE notification_preferences (
  person_id {uuid} PRIMARY KEY REFERENCES people (id),
  kinds TEXT NOT NULL,
  quiet_from TEXT,
  quiet_to TEXT,
  time_zone TEXT,
  digest TEXT NOT NULL,
  set_at BIGINT NOT NULL
);

-- Due days that somebody was reminded of. The nil id stands for looking again.
CREATE TABLE plan_reminders (
  plan_id {uuid} NOT NULL REFERENCES plans (id),
  step_id {uuid} NOT NULL,
  due_on TEXT NOT NULL,
  told_at BIGINT NOT NULL,
  PRIMARY KEY (plan_id, step_id, due_on)
);
CREATE INDEX plans_to_look_at ON plans (review_on) WHERE state = 'open';
CREATE INDEX plan_steps_to_do ON plan_steps (due_on) WHERE done_on IS NULL;

-- Where a signed-in device takes push messages; good for as long as its session is.
CREATE TABLE push_subscriptions (
  id {uuid} PRIMARY KEY,
  person_id {uuid} NOT NULL REFERENCES people (id),
  session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  endpoint_hash {bytes} NOT NULL UNIQUE,
  endpoint TEXT NOT NULL,
  host TEXT NOT NULL,
  p256dh {bytes} NOT NULL,
  auth {bytes} NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX push_subscriptions_of_person ON push_subscriptions (person_id);
CREATE INDEX push_subscriptions_of_session ON push_subscriptions (session_id);

-- Messages on their way out, by push or mail. Whoever takes one moves due_at, and has it until then. Gone once it is
-- delivered; dead_at where it was given up.
CREATE TABLE deliveries (
  id {uuid} PRIMARY KEY,
  channel TEXT NOT NULL,
  host TEXT NOT NULL,
  person_id {uuid} NOT NULL REFERENCES people (id),
  program_id {uuid},
  subscription_id {uuid} REFERENCES push_subscriptions (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  notification_id {uuid},
  created_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  dead_at BIGINT,
  last_error TEXT
);
CREATE INDEX deliveries_due ON deliveries (host, due_at) WHERE dead_at IS NULL;
CREATE INDEX deliveries_dead ON deliveries (dead_at) WHERE dead_at IS NOT NULL;
CREATE INDEX deliveries_of_subscription ON deliveries (subscription_id);
CREATE INDEX deliveries_of_notification ON deliveries (notification_id);
