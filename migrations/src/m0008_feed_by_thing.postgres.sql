ALTER TABLE feed DROP CONSTRAINT feed_pkey;
DROP INDEX feed_of_thing;
ALTER TABLE feed ADD PRIMARY KEY (thing_id, kind, person_id);
