-- The address of somebody who scanned a request; none where the request itself names one.
ALTER TABLE guest_sessions ADD COLUMN mail TEXT;
