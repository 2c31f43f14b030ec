CREATE TABLE feed_by_thing (
  thing_id {uuid} NOT NULL,
  kind TEXT NOT NULL,
  person_id {uuid} NOT NULL,
  seq BIGINT NOT NULL,
  gone BOOLEAN NOT NULL,
  PRIMARY KEY (thing_id, kind, person_id)
) WITHOUT ROWID;
INSERT INTO feed_by_thing SELECT thing_id, kind, person_id, seq, gone FROM feed;
DROP TABLE feed;
ALTER TABLE feed_by_thing RENAME TO feed;
CREATE UNIQUE INDEX feed_in_order ON feed (person_id, seq);
