-- Work that is done in batches, each of them one transaction with the place that it got to, and what came of each item.

INSERT INTO sequence (name, last) VALUES ('job', 0);

-- The lease says which process works on it, and until when nobody else does.
CREATE TABLE job (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  author TEXT NOT NULL,
  author_login TEXT,
  company TEXT,
  task TEXT NOT NULL,
  dry_run BOOLEAN NOT NULL,
  place BIGINT NOT NULL,
  done BIGINT NOT NULL,
  total BIGINT NOT NULL,
  counts TEXT NOT NULL,
  message TEXT,
  made_us BIGINT NOT NULL,
  started_us BIGINT,
  ended_us BIGINT,
  holder TEXT,
  leased_us BIGINT,
  undoes TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX job_state ON job (state, id);
CREATE INDEX job_undoes ON job (undoes);

-- What a job is about, in parts of a batch each: rows of a table, or keys.
CREATE TABLE job_input (
  job TEXT NOT NULL,
  part BIGINT NOT NULL,
  first BIGINT NOT NULL,
  count BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (job, part)
) STRICT, WITHOUT ROWID;

-- What came of each item: what it is about, the verdict, what is wrong with it, and what takes it back.
CREATE TABLE job_item (
  job TEXT NOT NULL,
  number BIGINT NOT NULL,
  object TEXT NOT NULL,
  verdict TEXT NOT NULL,
  faults TEXT,
  source TEXT,
  undo TEXT,
  PRIMARY KEY (job, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_item_verdict ON job_item (job, verdict, number);

-- How the columns of somebody else's table become ours.
CREATE TABLE import_template (
  name TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  changed_us BIGINT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who was asked to be sent a new password, until it is sent.
CREATE TABLE password_reset_request (
  login TEXT PRIMARY KEY,
  asked_us BIGINT NOT NULL,
  job TEXT
) STRICT, WITHOUT ROWID;

-- Lists from elsewhere find people by what they are called there.
CREATE INDEX app_user_record ON app_user (id_kind, id);

CREATE VIEW own_job AS
SELECT id, kind, kind AS name, state, author_login AS author, company FROM job;
