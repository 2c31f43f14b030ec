-- How often a passage of a request was redacted, from 1 for never; and in which of its parts, separated by commas.
ALTER TABLE request_states ADD COLUMN text_version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE request_states ADD COLUMN redacted TEXT NOT NULL DEFAULT '';
