-- A link by which somebody on no list opens one request: only the hash of its secret. A mail that is sent again has
-- another one.
CREATE TABLE guest_links (
  id {uuid} PRIMARY KEY,
  request_id {uuid} NOT NULL REFERENCES requests (id),
  token_hash {bytes} NOT NULL UNIQUE,
  created_at BIGINT NOT NULL
);

-- A browser in which such a link was opened, and the code that was mailed to prove whose it is.
CREATE TABLE guest_sessions (
  id {uuid} PRIMARY KEY,
  request_id {uuid} NOT NULL REFERENCES requests (id),
  token_hash {bytes} NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  code_hash {bytes},
  code_expires_at BIGINT,
  code_tries_left INTEGER NOT NULL
);

-- Who a visiting assessor is, as they said it.
ALTER TABLE feedback_entry_states ADD COLUMN visitor_name TEXT;
ALTER TABLE feedback_entry_states ADD COLUMN visitor_profession TEXT;
ALTER TABLE request_states ADD COLUMN visitor_name TEXT;
ALTER TABLE request_states ADD COLUMN visitor_profession TEXT;
