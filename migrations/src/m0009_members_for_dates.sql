-- An assessor who belongs to the program from one day to another, in its time zone; none where the membership has no end.
-- The moments of these days are in started_at and ended_at, which then may both be to come.
ALTER TABLE memberships ADD COLUMN starts_on TEXT;
ALTER TABLE memberships ADD COLUMN ends_on TEXT;
