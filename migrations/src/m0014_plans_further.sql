-- The closed plan this one takes up again; set when it starts and never changed, so no chain of them is a ring.
ALTER TABLE plans ADD COLUMN follows_id {uuid};
-- When somebody last did something with it; a second look counts by its own row.
ALTER TABLE plans ADD COLUMN active_at BIGINT NOT NULL DEFAULT 0;
UPDATE plans SET active_at = received_at;

-- Dates that were moved, of steps and (without one) of the second look. A first date is no move.
CREATE TABLE plan_date_moves (
  id {uuid} PRIMARY KEY,
  plan_id {uuid} NOT NULL REFERENCES plans (id),
  step_id {uuid},
  from_on TEXT NOT NULL,
  to_on TEXT,
  moved_by {uuid} NOT NULL REFERENCES people (id),
  moved_at BIGINT NOT NULL
);
CREATE INDEX plan_date_moves_of_plan ON plan_date_moves (plan_id);

-- What a note is: note, obstacle, helper, or evidence with what it points to.
ALTER TABLE plan_progress ADD COLUMN sort TEXT NOT NULL DEFAULT 'note';
ALTER TABLE plan_progress ADD COLUMN entry_id {uuid};
ALTER TABLE plan_progress ADD COLUMN reflection_id {uuid};

-- Whether the author offered to look again.
ALTER TABLE feedback_entries ADD COLUMN will_look BOOLEAN NOT NULL DEFAULT FALSE;
