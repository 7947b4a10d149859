-- Whose keys there are is asked by their owners.
CREATE INDEX token_login ON token (login);

-- What a password had to be when it was set, so that it can be told how many a stricter rule touches. Nothing where nobody knows: it came from
-- another system, or was set before this was noted.
ALTER TABLE password ADD COLUMN least_length BIGINT;
ALTER TABLE password ADD COLUMN least_strength BIGINT;
ALTER TABLE password ADD COLUMN classes TEXT;

-- The roles that somebody held when a session began, and whether losing one ends it whatever is set by then. Nothing for sessions of before.
ALTER TABLE session ADD COLUMN roles TEXT;
ALTER TABLE session ADD COLUMN ends_with_roles BIGINT NOT NULL DEFAULT 0;
