-- The public half of the key that one person has on one device. What is shown there to be scanned is signed with the
-- other half, which never leaves the device.
CREATE TABLE device_keys (
  id {uuid} PRIMARY KEY,
  person_id {uuid} NOT NULL REFERENCES people (id),
  device_id {uuid} NOT NULL,
  public_key {bytes} NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (person_id, device_id, public_key)
);
CREATE INDEX device_keys_of_device ON device_keys (device_id);

-- Content: the code that was scanned for an entry; empty where it cannot have been one of ours.
CREATE TABLE request_codes (
  id {uuid} PRIMARY KEY REFERENCES feedback_entries (id),
  code TEXT NOT NULL
);

-- What is wrong with it, if anything, and whether it had been shown for long.
ALTER TABLE feedback_entry_states ADD COLUMN code_problem TEXT;
ALTER TABLE feedback_entry_states ADD COLUMN code_old BOOLEAN NOT NULL DEFAULT FALSE;
