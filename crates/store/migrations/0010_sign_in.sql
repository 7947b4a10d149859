-- What signing in takes: passwords, second factors, sessions, devices, and the attempts of whoever is not in yet.
-- Nothing here opens anything by itself: what is shown by a browser or typed is kept as a hash, and what has to be read again is
-- sealed with a key outside the database.

CREATE TABLE password (
  login TEXT PRIMARY KEY,
  hash TEXT NOT NULL,
  set_us BIGINT NOT NULL,
  -- To be changed before anything else; a temporary one ends.
  must_change BOOLEAN NOT NULL,
  ends_us BIGINT
) STRICT, WITHOUT ROWID;

CREATE TABLE former_password (
  login TEXT NOT NULL,
  set_us BIGINT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (login, set_us)
) STRICT, WITHOUT ROWID;

CREATE TABLE totp (
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  seed BLOB NOT NULL,
  last_step BIGINT NOT NULL,
  made_us BIGINT NOT NULL,
  used_us BIGINT
) STRICT, WITHOUT ROWID;
CREATE INDEX totp_login ON totp (login);

CREATE TABLE passkey (
  credential TEXT PRIMARY KEY,
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  made_us BIGINT NOT NULL,
  used_us BIGINT
) STRICT, WITHOUT ROWID;
CREATE INDEX passkey_login ON passkey (login);

CREATE TABLE recovery_code (
  login TEXT NOT NULL,
  hash BLOB NOT NULL,
  made_us BIGINT NOT NULL,
  PRIMARY KEY (login, hash)
) STRICT, WITHOUT ROWID;

-- Addresses and numbers that somebody has shown to be his.
CREATE TABLE verified_contact (
  login TEXT NOT NULL,
  channel TEXT NOT NULL,
  address TEXT NOT NULL,
  at_us BIGINT NOT NULL,
  PRIMARY KEY (login, channel, address)
) STRICT, WITHOUT ROWID;

-- Links that were sent: each opens one thing once.
CREATE TABLE ticket (
  hash BLOB PRIMARY KEY,
  purpose TEXT NOT NULL,
  login TEXT NOT NULL,
  detail TEXT NOT NULL,
  made_us BIGINT NOT NULL,
  ends_us BIGINT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_login ON ticket (login, purpose);
CREATE INDEX ticket_ends ON ticket (ends_us);

-- Signing in that has begun and is not through all gates yet.
CREATE TABLE flow (
  hash BLOB PRIMARY KEY,
  login TEXT NOT NULL,
  body BLOB NOT NULL,
  made_us BIGINT NOT NULL,
  ends_us BIGINT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX flow_ends ON flow (ends_us);

-- How often somebody failed of late, by whatever he can be counted by.
CREATE TABLE attempt (
  key TEXT PRIMARY KEY,
  failed BIGINT NOT NULL,
  last_us BIGINT NOT NULL,
  until_us BIGINT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_last ON attempt (last_us);

CREATE TABLE session (
  id TEXT PRIMARY KEY,
  hash BLOB NOT NULL,
  login TEXT NOT NULL,
  pathway TEXT NOT NULL,
  factors TEXT NOT NULL,
  made_us BIGINT NOT NULL,
  seen_us BIGINT NOT NULL,
  proved_us BIGINT NOT NULL,
  ends_us BIGINT NOT NULL,
  address TEXT,
  agent TEXT,
  device TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX session_hash ON session (hash);
CREATE INDEX session_login ON session (login, made_us);
CREATE INDEX session_ends ON session (ends_us);

-- Browsers that somebody has signed in with.
CREATE TABLE device (
  login TEXT NOT NULL,
  id TEXT NOT NULL,
  agent TEXT,
  network TEXT,
  first_us BIGINT NOT NULL,
  last_us BIGINT NOT NULL,
  trusted_until_us BIGINT,
  PRIMARY KEY (login, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_last ON device (last_us);

-- Who knocked, and what each gate said: for whoever helps people who cannot get in.
CREATE TABLE knock (
  id BIGINT PRIMARY KEY,
  at_us BIGINT NOT NULL,
  login TEXT,
  pathway TEXT NOT NULL,
  address TEXT,
  agent TEXT,
  outcome TEXT NOT NULL,
  gates TEXT NOT NULL,
  request_id TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX knock_login ON knock (login, id);
CREATE INDEX knock_at ON knock (at_us);

INSERT INTO sequence (name, last) VALUES ('knock', 0);
