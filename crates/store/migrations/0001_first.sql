-- Written once for both databases. On SQLite, BIGINT and BOOLEAN become INTEGER; on PostgreSQL, TEXT compares by
-- code point as SQLite and Rust do, BLOB becomes BYTEA and the words after a table's closing bracket go.
-- Days are ISO texts, moments are microseconds since 1970 in columns ending in _us, bodies are JSON.

-- The one row that every writer locks first: its number is the consistency token of the whole store.
CREATE TABLE revision (
  id BIGINT PRIMARY KEY CHECK (id = 1),
  value BIGINT NOT NULL
) STRICT;
INSERT INTO revision (id, value) VALUES (1, 0);

-- What was changed by whom, in order.
CREATE TABLE change (
  revision BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  at_us BIGINT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  actor TEXT NOT NULL,
  what TEXT NOT NULL,
  request_id TEXT,
  PRIMARY KEY (revision, seq)
) STRICT, WITHOUT ROWID;

-- Numbers given out so far. They are never given twice, even when what had them is gone.
CREATE TABLE sequence (
  name TEXT PRIMARY KEY,
  last BIGINT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO sequence (name, last) VALUES ('role_line', 0), ('import_run', 0);

CREATE TABLE policy_object (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  body TEXT NOT NULL,
  origin TEXT,
  noupdate BOOLEAN NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT;

CREATE TABLE company (
  code TEXT PRIMARY KEY,
  id_kind TEXT,
  id TEXT,
  name TEXT NOT NULL,
  parent TEXT,
  kind TEXT NOT NULL,
  timezone TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE department (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  company TEXT NOT NULL,
  parent TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE area (
  code TEXT PRIMARY KEY,
  id_kind TEXT,
  id TEXT,
  name TEXT NOT NULL,
  parent TEXT,
  kind TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE app_user (
  login TEXT PRIMARY KEY,
  id_kind TEXT,
  id TEXT,
  name TEXT,
  kind TEXT NOT NULL,
  company TEXT,
  department TEXT,
  timezone TEXT,
  active BOOLEAN NOT NULL,
  superuser BOOLEAN NOT NULL,
  attributes TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE user_company (
  login TEXT NOT NULL REFERENCES app_user (login) ON DELETE CASCADE,
  position BIGINT NOT NULL,
  company TEXT NOT NULL,
  PRIMARY KEY (login, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE user_group (
  login TEXT NOT NULL REFERENCES app_user (login) ON DELETE CASCADE,
  position BIGINT NOT NULL,
  group_id TEXT NOT NULL,
  PRIMARY KEY (login, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE user_override (
  login TEXT NOT NULL REFERENCES app_user (login) ON DELETE CASCADE,
  position BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (login, position)
) STRICT, WITHOUT ROWID;

-- The owner is a user, a department or a company, so no foreign key can say which. Lines lie beside those of the same
-- owner, in the order of owners, so that users and their lines are read side by side. Areas and companies are codes,
-- one per line of text: no code has a line break in it.
CREATE TABLE role_line (
  owner_kind TEXT NOT NULL CHECK (owner_kind IN ('company', 'department', 'user')),
  owner TEXT NOT NULL,
  id BIGINT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  from_day TEXT,
  to_day TEXT,
  granted_by TEXT,
  reason TEXT,
  areas TEXT,
  companies TEXT,
  PRIMARY KEY (owner_kind, owner, id)
) STRICT, WITHOUT ROWID;

-- Attributes of records that no connected database keeps.
CREATE TABLE resource (
  model TEXT NOT NULL,
  id_kind TEXT NOT NULL,
  id TEXT NOT NULL,
  attributes TEXT NOT NULL,
  PRIMARY KEY (model, id_kind, id)
) STRICT, WITHOUT ROWID;

-- Programs that may call the API. Only the hash of a secret is kept.
CREATE TABLE token (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  hash BLOB NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  created_us BIGINT NOT NULL,
  expires_us BIGINT,
  last_used_us BIGINT
) STRICT, WITHOUT ROWID;

CREATE TABLE import_run (
  id BIGINT PRIMARY KEY,
  at_us BIGINT NOT NULL,
  source TEXT NOT NULL,
  report TEXT NOT NULL
) STRICT;
