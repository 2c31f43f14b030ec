-- From which level to which (half-steps) a program itself expects its learners in one year of training, over all skills of
-- one set. A setting of the program, replaced as a whole.
CREATE TABLE expected_bands (
  program_id {uuid} NOT NULL REFERENCES programs (id),
  set_id TEXT NOT NULL,
  training_year INTEGER NOT NULL,
  low INTEGER NOT NULL,
  high INTEGER NOT NULL,
  PRIMARY KEY (program_id, set_id, training_year)
);
