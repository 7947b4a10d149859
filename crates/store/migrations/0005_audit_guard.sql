-- The audit trail refuses to be changed, and what lets it be pruned and proved nevertheless. The triggers are a hurdle for
-- slips and for other programs; what proves is the chain and the signatures: docs/audit.md.

-- What is left of stretches that were removed from the beginning: one row per time, the last one counts. Entries before
-- its first kept one may go; whoever removes any writes this first.
CREATE TABLE audit_retained (
  first BIGINT NOT NULL PRIMARY KEY,
  previous TEXT NOT NULL,
  removed BIGINT NOT NULL,
  signed TEXT NOT NULL
) STRICT;

-- Signed heads, each in the form that is also written to a file elsewhere.
CREATE TABLE audit_checkpoint (
  sequence BIGINT NOT NULL,
  key TEXT NOT NULL,
  at_us BIGINT NOT NULL,
  signed TEXT NOT NULL,
  PRIMARY KEY (sequence, key)
) STRICT;

--- sqlite
CREATE TRIGGER audit_stays BEFORE DELETE ON audit
WHEN OLD.sequence >= coalesce((SELECT max(first) FROM audit_retained), OLD.sequence) BEGIN
  SELECT raise(ABORT, 'the audit trail keeps its entries; use bailiwick audit prune');
END;
CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit BEGIN
  SELECT raise(ABORT, 'the audit trail is never changed');
END;
CREATE TRIGGER audit_retained_stays BEFORE DELETE ON audit_retained BEGIN
  SELECT raise(ABORT, 'the audit trail keeps what it knows of removed entries');
END;
CREATE TRIGGER audit_retained_unchanged BEFORE UPDATE ON audit_retained BEGIN
  SELECT raise(ABORT, 'the audit trail is never changed');
END;
CREATE TRIGGER audit_checkpoint_stays BEFORE DELETE ON audit_checkpoint BEGIN
  SELECT raise(ABORT, 'the audit trail keeps its checkpoints');
END;
CREATE TRIGGER audit_checkpoint_unchanged BEFORE UPDATE ON audit_checkpoint BEGIN
  SELECT raise(ABORT, 'the audit trail is never changed');
END;

-- The trail as it is searched: what has no column of its own is read out of the text that is proved, so it needs no proof
-- of its own, and nodes of the release before write it without knowing.
CREATE VIEW audit_entry AS
SELECT sequence AS id, sequence, at_us, strftime('%Y-%m-%d %H:%M:%S', at_us / 1000000, 'unixepoch') AS at, actor,
  CASE instr(actor, ':') WHEN 0 THEN actor ELSE substr(actor, 1, instr(actor, ':') - 1) END AS actor_kind,
  json_extract(body, '$.on_behalf') AS on_behalf, object_kind, object_id, action,
  json_extract(body, '$.reason') AS reason, json_extract(body, '$.request_id') AS request_id,
  json_extract(body, '$.origin.address') AS address, body, hash
FROM audit;
CREATE INDEX audit_request ON audit (json_extract(body, '$.request_id'), sequence);

--- postgres
CREATE FUNCTION audit_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'audit' THEN
    IF OLD.sequence < (SELECT max(first) FROM audit_retained) THEN
      RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit trail keeps its entries; use bailiwick audit prune';
  END IF;
  RAISE EXCEPTION 'the audit trail is never changed';
END
$$;
CREATE FUNCTION audit_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found boolean;
BEGIN
  -- An empty table may be emptied, as when a backup is read back.
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.%I)', TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO found;
  IF found THEN
    RAISE EXCEPTION 'the audit trail is never emptied';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_kept();
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit_retained FOR EACH ROW EXECUTE FUNCTION audit_kept();
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit_checkpoint FOR EACH ROW EXECUTE FUNCTION audit_kept();
CREATE TRIGGER audit_full BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_not_emptied();
CREATE TRIGGER audit_full BEFORE TRUNCATE ON audit_retained FOR EACH STATEMENT EXECUTE FUNCTION audit_not_emptied();
CREATE TRIGGER audit_full BEFORE TRUNCATE ON audit_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION audit_not_emptied();

-- A member of an entry's text. PostgreSQL takes no NUL out of JSON, so it is passed over.
CREATE FUNCTION audit_member(body text, VARIADIC path text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF strpos(body, '\u0000') > 0 THEN
    body := regexp_replace(body, '(?<!\\)((?:\\\\)*)\\u0000', '\1', 'g');
  END IF;
  RETURN body::json #>> path;
END
$$;

CREATE VIEW audit_entry AS
SELECT sequence AS id, sequence, at_us, timestamp '1970-01-01' + (at_us / 1000000) * interval '1 second' AS at, actor,
  split_part(actor, ':', 1) COLLATE "C" AS actor_kind,
  audit_member(body, 'on_behalf') COLLATE "C" AS on_behalf, object_kind, object_id, action,
  audit_member(body, 'reason') COLLATE "C" AS reason, audit_member(body, 'request_id') COLLATE "C" AS request_id,
  audit_member(body, 'origin', 'address') COLLATE "C" AS address, body, hash
FROM audit;
CREATE INDEX audit_request ON audit ((audit_member(body, 'request_id') COLLATE "C"), sequence);
