CREATE TABLE narrow_feed_counters (
  person_id {uuid} PRIMARY KEY,
  seq BIGINT NOT NULL
) WITHOUT ROWID;
INSERT INTO narrow_feed_counters SELECT * FROM feed_counters;
DROP TABLE feed_counters;
ALTER TABLE narrow_feed_counters RENAME TO feed_counters;

CREATE TABLE narrow_feed (
  person_id {uuid} NOT NULL,
  kind TEXT NOT NULL,
  thing_id {uuid} NOT NULL,
  seq BIGINT NOT NULL,
  gone BOOLEAN NOT NULL,
  PRIMARY KEY (person_id, kind, thing_id)
) WITHOUT ROWID;
INSERT INTO narrow_feed SELECT * FROM feed;
DROP TABLE feed;
ALTER TABLE narrow_feed RENAME TO feed;
CREATE UNIQUE INDEX feed_in_order ON feed (person_id, seq);
CREATE INDEX feed_of_thing ON feed (kind, thing_id);

CREATE TABLE narrow_operations (
  person_id {uuid} NOT NULL,
  id {uuid} NOT NULL,
  hash {bytes} NOT NULL,
  program_id {uuid} NOT NULL,
  kind TEXT NOT NULL,
  subject {uuid} NOT NULL,
  outcome TEXT NOT NULL,
  code TEXT,
  field TEXT,
  version BIGINT,
  received_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, id)
) WITHOUT ROWID;
INSERT INTO narrow_operations SELECT * FROM operations;
DROP TABLE operations;
ALTER TABLE narrow_operations RENAME TO operations;

CREATE TABLE narrow_audit_unsealed (
  audit_row_id {uuid} PRIMARY KEY REFERENCES audit_rows (id)
) WITHOUT ROWID;
INSERT INTO narrow_audit_unsealed SELECT * FROM audit_unsealed;
DROP TABLE audit_unsealed;
ALTER TABLE narrow_audit_unsealed RENAME TO audit_unsealed;
