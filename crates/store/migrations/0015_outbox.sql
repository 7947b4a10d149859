-- Letters on their way, and how many were asked for.

INSERT INTO sequence (name, last) VALUES ('letter', 0);

-- What stands in a letter and where it goes is sealed with a key that the database does not have, and gone once the letter
-- is sent or given up. While somebody sends it, `next_us` is when others may take it up in his place.
CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  login TEXT,
  channel TEXT NOT NULL,
  state TEXT NOT NULL,
  sealed BLOB,
  made_us BIGINT NOT NULL,
  next_us BIGINT NOT NULL,
  until_us BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  holder TEXT,
  error TEXT,
  ended_us BIGINT
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_due ON outbox (state, next_us, id);
CREATE INDEX outbox_login ON outbox (login);

-- How many letters there were within a stretch of time: to one destination, about one account, asked for from one address.
-- `subject` says which without telling it.
CREATE TABLE letter_count (
  subject TEXT NOT NULL,
  until_us BIGINT NOT NULL,
  count BIGINT NOT NULL,
  PRIMARY KEY (subject, until_us)
) STRICT, WITHOUT ROWID;
CREATE INDEX letter_count_until ON letter_count (until_us);
