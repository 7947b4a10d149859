-- An exception for a user has a number of its own, as a role line has: it stays when others come and go, and is never given
-- again. It stands where the place in the list stood, so exceptions keep their order and are read as before.
CREATE TABLE override_number (
  login TEXT NOT NULL,
  id BIGINT NOT NULL,
  body TEXT NOT NULL
) STRICT;
INSERT INTO override_number (login, id, body)
SELECT login, ROW_NUMBER() OVER (ORDER BY login, position), body FROM user_override;
DELETE FROM user_override;
INSERT INTO user_override (login, position, body) SELECT login, id, body FROM override_number;
INSERT INTO sequence (name, last) SELECT 'user_override', COUNT(*) FROM override_number;
DROP TABLE override_number;
