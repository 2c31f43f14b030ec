-- A few words for later, of their author alone. Not content of anybody's record: a row is really deleted.
CREATE TABLE jots (
  id {uuid} PRIMARY KEY,
  program_id {uuid} NOT NULL REFERENCES programs (id),
  author_id {uuid} NOT NULL REFERENCES people (id),
  learner_id {uuid} NOT NULL REFERENCES people (id),
  text TEXT NOT NULL,
  observed_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL
);
CREATE INDEX jots_of_author ON jots (author_id, program_id);
CREATE INDEX jots_by_age ON jots (program_id, observed_at);
