-- The audit trail. An entry's body is its canonical text; the columns before it repeat what is searched by. Hashes are
-- 64 hexadecimal digits, so that a person can follow the chain with any tool: docs/audit.md.
CREATE TABLE audit (
  sequence BIGINT NOT NULL PRIMARY KEY,
  at_us BIGINT NOT NULL,
  actor TEXT NOT NULL,
  object_kind TEXT NOT NULL,
  object_id TEXT NOT NULL,
  action TEXT NOT NULL,
  body TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_actor ON audit (actor, sequence);
CREATE INDEX audit_object ON audit (object_kind, object_id, sequence);
CREATE INDEX audit_action ON audit (action, sequence);

-- The last entry: the row that whoever adds one locks first, so that there is one chain however many write.
CREATE TABLE audit_head (
  id BIGINT PRIMARY KEY CHECK (id = 1),
  sequence BIGINT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
INSERT INTO audit_head (id, sequence, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
