-- How many accounts take a seat, by where they are at home: counted with each write, so that nobody has to go through all of them to know.

CREATE TABLE seat_taken (
  company TEXT NOT NULL,
  department TEXT NOT NULL,
  taken BIGINT NOT NULL,
  PRIMARY KEY (company, department)
) STRICT, WITHOUT ROWID;

INSERT INTO seat_taken (company, department, taken)
SELECT u.company, coalesce(u.department, ''), count(*) FROM own_user u
WHERE u.company IS NOT NULL AND u.state <> 'left' GROUP BY u.company, coalesce(u.department, '');

-- Whoever is active takes one, whatever the account says; whoever is not, unless the account says that he left.

--- sqlite
CREATE TRIGGER seat_of_new AFTER INSERT ON app_user
WHEN NEW.company IS NOT NULL
  AND (NEW.active OR NOT EXISTS (SELECT 1 FROM account WHERE login = NEW.login AND state = 'left')) BEGIN
  INSERT INTO seat_taken (company, department, taken) SELECT NEW.company, coalesce(NEW.department, ''), 0
  WHERE NOT EXISTS (SELECT 1 FROM seat_taken WHERE company = NEW.company AND department = coalesce(NEW.department, ''));
  UPDATE seat_taken SET taken = taken + 1 WHERE company = NEW.company AND department = coalesce(NEW.department, '');
END;
CREATE TRIGGER seat_of_gone AFTER DELETE ON app_user
WHEN OLD.company IS NOT NULL
  AND (OLD.active OR NOT EXISTS (SELECT 1 FROM account WHERE login = OLD.login AND state = 'left')) BEGIN
  UPDATE seat_taken SET taken = taken - 1 WHERE company = OLD.company AND department = coalesce(OLD.department, '');
END;
CREATE TRIGGER seat_of_changed AFTER UPDATE OF login, company, department, active ON app_user
WHEN OLD.login <> NEW.login OR OLD.company IS NOT NEW.company OR OLD.department IS NOT NEW.department
  OR OLD.active <> NEW.active BEGIN
  UPDATE seat_taken SET taken = taken - 1 WHERE company = OLD.company AND department = coalesce(OLD.department, '')
    AND (OLD.active OR NOT EXISTS (SELECT 1 FROM account WHERE login = OLD.login AND state = 'left'));
  INSERT INTO seat_taken (company, department, taken) SELECT NEW.company, coalesce(NEW.department, ''), 0
  WHERE NEW.company IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM seat_taken WHERE company = NEW.company AND department = coalesce(NEW.department, ''));
  UPDATE seat_taken SET taken = taken + 1 WHERE company = NEW.company AND department = coalesce(NEW.department, '')
    AND (NEW.active OR NOT EXISTS (SELECT 1 FROM account WHERE login = NEW.login AND state = 'left'));
END;
CREATE TRIGGER seat_of_left AFTER INSERT ON account WHEN NEW.state = 'left' BEGIN
  UPDATE seat_taken SET taken = taken - 1 WHERE (company, department) =
    (SELECT company, coalesce(department, '') FROM app_user WHERE login = NEW.login AND NOT active);
END;
CREATE TRIGGER seat_of_unknown AFTER DELETE ON account WHEN OLD.state = 'left' BEGIN
  UPDATE seat_taken SET taken = taken + 1 WHERE (company, department) =
    (SELECT company, coalesce(department, '') FROM app_user WHERE login = OLD.login AND NOT active);
END;
CREATE TRIGGER seat_of_state AFTER UPDATE OF login, state ON account
WHEN OLD.login <> NEW.login OR (OLD.state = 'left') <> (NEW.state = 'left') BEGIN
  UPDATE seat_taken SET taken = taken + 1 WHERE OLD.state = 'left' AND (company, department) =
    (SELECT company, coalesce(department, '') FROM app_user WHERE login = OLD.login AND NOT active);
  UPDATE seat_taken SET taken = taken - 1 WHERE NEW.state = 'left' AND (company, department) =
    (SELECT company, coalesce(department, '') FROM app_user WHERE login = NEW.login AND NOT active);
END;

--- postgres
-- So many more, or fewer, of one place.
CREATE FUNCTION seat_count(at text, below text, more bigint) RETURNS void LANGUAGE sql AS $$
  INSERT INTO seat_taken AS s (company, department, taken) SELECT at, coalesce(below, ''), more WHERE at IS NOT NULL
  ON CONFLICT (company, department) DO UPDATE SET taken = s.taken + excluded.taken;
$$;

-- People come and go in great numbers at once, and a row that is counted up a million times in one transaction is slow: so they are counted by
-- statement. What the account says is asked of each who is not active, which are few, and never of all.
CREATE FUNCTION seat_of_many() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO seat_taken AS s (company, department, taken)
  SELECT m.company, coalesce(m.department, ''), CASE TG_OP WHEN 'INSERT' THEN count(*) ELSE -count(*) END FROM many m
  WHERE m.company IS NOT NULL
    AND (m.active OR (SELECT a.state FROM account a WHERE a.login = m.login) IS DISTINCT FROM 'left')
  GROUP BY m.company, coalesce(m.department, '')
  ON CONFLICT (company, department) DO UPDATE SET taken = s.taken + excluded.taken;
  RETURN NULL;
END
$$;
CREATE TRIGGER seat_of_new AFTER INSERT ON app_user REFERENCING NEW TABLE AS many
FOR EACH STATEMENT EXECUTE FUNCTION seat_of_many();
CREATE TRIGGER seat_of_gone AFTER DELETE ON app_user REFERENCING OLD TABLE AS many
FOR EACH STATEMENT EXECUTE FUNCTION seat_of_many();

CREATE FUNCTION seat_of_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.active OR (SELECT a.state FROM account a WHERE a.login = OLD.login) IS DISTINCT FROM 'left' THEN
    PERFORM seat_count(OLD.company, OLD.department, -1);
  END IF;
  IF NEW.active OR (SELECT a.state FROM account a WHERE a.login = NEW.login) IS DISTINCT FROM 'left' THEN
    PERFORM seat_count(NEW.company, NEW.department, 1);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER seat_of_changed AFTER UPDATE OF login, company, department, active ON app_user FOR EACH ROW
WHEN (OLD.login <> NEW.login OR OLD.company IS DISTINCT FROM NEW.company
  OR OLD.department IS DISTINCT FROM NEW.department OR OLD.active <> NEW.active)
EXECUTE FUNCTION seat_of_changed();

CREATE FUNCTION seat_of_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.state = 'left' THEN
    PERFORM seat_count(u.company, u.department, 1) FROM app_user u WHERE u.login = OLD.login AND NOT u.active;
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.state = 'left' THEN
    PERFORM seat_count(u.company, u.department, -1) FROM app_user u WHERE u.login = NEW.login AND NOT u.active;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER seat_of_left AFTER INSERT ON account FOR EACH ROW
WHEN (NEW.state = 'left') EXECUTE FUNCTION seat_of_state();
CREATE TRIGGER seat_of_unknown AFTER DELETE ON account FOR EACH ROW
WHEN (OLD.state = 'left') EXECUTE FUNCTION seat_of_state();
CREATE TRIGGER seat_of_state AFTER UPDATE OF login, state ON account FOR EACH ROW
WHEN (OLD.login <> NEW.login OR OLD.state <> NEW.state) EXECUTE FUNCTION seat_of_state();
