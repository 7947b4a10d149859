-- What one may see and become is told more exactly.

-- Ids among the records of applications that were an account's and are no longer: nobody takes them by a slip.
CREATE TABLE former_record_id (
  id_kind TEXT NOT NULL,
  id TEXT NOT NULL,
  login TEXT NOT NULL,
  PRIMARY KEY (id_kind, id, login)
) STRICT, WITHOUT ROWID;

-- Which fields a word comes from, a bit for each (store/src/account/words.rs). A word of before may be one of the address.
ALTER TABLE user_word ADD COLUMN sources BIGINT NOT NULL DEFAULT 16;

-- A role line of everybody, as if each had one: who may read it may read what the user holds.
CREATE VIEW own_possible_line AS
SELECT 0 AS id, login, NULL AS role, login AS "user", NULL AS department, NULL AS company, DAY(NULL) AS from_day,
  DAY(NULL) AS to_day, NULL AS granted_by, NULL AS reason
FROM app_user;

-- Nothing reads it: which looks are told is said in the policy (docs/audit.md).
DELETE FROM setting WHERE name = 'audit.access';
