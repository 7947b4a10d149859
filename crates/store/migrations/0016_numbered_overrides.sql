-- Exceptions that a program of before 0014 has written since then, while nodes were upgraded one after the other, have places in a list
-- for numbers. Such users' exceptions get numbers again, and such a program's writing is refused from now on: its first place is 0.
CREATE TABLE override_number (
  login TEXT NOT NULL,
  id BIGINT NOT NULL,
  body TEXT NOT NULL
) STRICT;
INSERT INTO override_number (login, id, body)
SELECT o.login, s.last + ROW_NUMBER() OVER (ORDER BY o.login, o.position), o.body
FROM user_override o, sequence s
WHERE s.name = 'user_override' AND o.login IN (SELECT login FROM user_override WHERE position < 1);
DELETE FROM user_override WHERE login IN (SELECT login FROM override_number);
INSERT INTO user_override (login, position, body) SELECT login, id, body FROM override_number;
UPDATE sequence SET last = last + (SELECT COUNT(*) FROM override_number) WHERE name = 'user_override';
DROP TABLE override_number;

--- sqlite
CREATE TRIGGER user_override_numbered BEFORE INSERT ON user_override WHEN NEW.position < 1 BEGIN
  SELECT raise(ABORT, 'exceptions are numbered from 1; this program is older than the database');
END;

--- postgres
ALTER TABLE user_override ADD CONSTRAINT user_override_numbered CHECK (position > 0);
