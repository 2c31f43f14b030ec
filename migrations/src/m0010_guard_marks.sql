-- A text of that thing may tell who a patient is. `found` says in which parts and by what kind of words, never which:
-- "went_well:name,next_step:date". Seen by the person alone; `kept_at`: they said that it is not a patient.
CREATE TABLE guard_marks (
  thing_id {uuid} PRIMARY KEY,
  thing_kind TEXT NOT NULL,
  program_id {uuid} NOT NULL,
  person_id {uuid} NOT NULL REFERENCES people (id),
  found TEXT NOT NULL,
  marked_at BIGINT NOT NULL,
  kept_at BIGINT
);
CREATE INDEX guard_marks_of_person ON guard_marks (program_id, person_id);

-- The last block of the audit log whose texts were looked at; no row before the first. A migration writes none: a
-- database that a backup is copied into is empty.
CREATE TABLE guard_progress (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  block BIGINT NOT NULL
);
