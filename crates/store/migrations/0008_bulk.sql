-- What accounts can hold beyond what everybody has, each described before it is stored; and jobs as lists look for them.

CREATE TABLE attribute (
  name TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  changed_us BIGINT NOT NULL
) STRICT, WITHOUT ROWID;

-- The attributes of accounts once more, one each, for filters, and for whoever asks who has the same one. The profile of
-- the account is what counts; what stands in `same` is the same for values that mean the same.
CREATE TABLE user_attribute (
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  same TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (login, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_attribute_same ON user_attribute (name, same, login);

CREATE VIEW own_user_attribute AS
SELECT login || '/' || name AS id, login AS "user", name, value FROM user_attribute;

DROP VIEW own_job;
CREATE VIEW own_job AS
SELECT id, kind, kind AS name, state, author_login AS author, company, dry_run, undoes,
  MOMENT(made_us) AS made, MOMENT(ended_us) AS ended
FROM job;

CREATE VIEW own_job_item AS
SELECT job || '/' || number AS id, job, number, object, verdict, faults, source, undo FROM job_item;
