-- The same order with what is counted beside it, so that counting reads no entry.
DROP INDEX feedback_entries_of_program;
CREATE INDEX feedback_entries_of_program ON feedback_entries (program_id, given_at, learner_id, rotation_id);
-- Second looks alone.
CREATE INDEX feedback_entries_looking_again ON feedback_entries (plan_id, author_id, look_again) WHERE plan_id IS NOT NULL;
