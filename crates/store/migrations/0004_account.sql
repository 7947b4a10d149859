-- What is known of people beyond what decisions need, and the views through which filters look at the directory.
-- In views, DAY(x) is a day and MOMENT(x) a moment in the words of each database.

-- Who signs in how, works where, and is called what. Users that came with a document have none until somebody changes
-- them here. The key of an address is its folded form: one account per address.
CREATE TABLE account (
  login TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  email TEXT,
  email_key TEXT,
  first_name TEXT,
  last_name TEXT,
  job_title TEXT,
  area TEXT,
  language TEXT,
  created_us BIGINT NOT NULL,
  changed_us BIGINT NOT NULL,
  left_us BIGINT,
  profile TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX account_email ON account (email_key);
CREATE INDEX account_area ON account (area, login);
CREATE INDEX account_left ON account (left_us);

-- Skills, certifications, specialisations, training.
CREATE TABLE qualification (
  login TEXT NOT NULL,
  position BIGINT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  issuer TEXT,
  number TEXT,
  level TEXT,
  obtained TEXT,
  valid_until TEXT,
  PRIMARY KEY (login, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX qualification_expiry ON qualification (valid_until, login);

-- Every word that a user is found by, folded: names, login, address. A search is a beginning of each of its words.
CREATE TABLE user_word (
  word TEXT NOT NULL,
  login TEXT NOT NULL,
  PRIMARY KEY (word, login)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_word_login ON user_word (login);

CREATE TABLE avatar (
  login TEXT PRIMARY KEY,
  media_type TEXT NOT NULL,
  digest TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Values that hold below a scope: `installation`, or a company, department or area.
CREATE TABLE setting (
  scope_kind TEXT NOT NULL,
  scope TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  locked BOOLEAN NOT NULL,
  PRIMARY KEY (scope_kind, scope, name)
) STRICT, WITHOUT ROWID;

-- What a request with an Idempotency-Key led to, so that sending it again does nothing again.
CREATE TABLE idempotency (
  actor TEXT NOT NULL,
  key TEXT NOT NULL,
  request TEXT NOT NULL,
  outcome TEXT NOT NULL,
  at_us BIGINT NOT NULL,
  PRIMARY KEY (actor, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_at ON idempotency (at_us);

CREATE INDEX app_user_company ON app_user (company, login);
CREATE INDEX app_user_department ON app_user (department, login);
CREATE INDEX app_user_name ON app_user (coalesce(name, login), login);
CREATE INDEX user_company_company ON user_company (company, login);

-- A token may act as a user: what it may then change is decided as for him.
ALTER TABLE token ADD COLUMN login TEXT;

CREATE VIEW own_user AS
SELECT u.login AS id, u.login AS login, u.name AS name, coalesce(u.name, u.login) AS sort_name, u.kind AS kind, u.company AS company,
  u.department AS department, u.active AS active, u.superuser AS superuser, u.timezone AS timezone,
  CASE WHEN u.active THEN 'active' WHEN a.state IS NULL OR a.state = 'active' THEN 'suspended' ELSE a.state END AS state,
  a.area AS area, a.email AS email, a.email_key AS email_key, a.first_name AS first_name, a.last_name AS last_name,
  a.job_title AS job_title, a.language AS language, MOMENT(a.created_us) AS created, MOMENT(a.changed_us) AS changed,
  DAY(u.valid_from) AS valid_from, DAY(u.valid_to) AS valid_to
FROM app_user u LEFT JOIN account a ON a.login = u.login;

CREATE VIEW own_qualification AS
SELECT login || '/' || position AS id, login AS "user", kind, name, issuer, number, level,
  DAY(obtained) AS obtained, DAY(valid_until) AS valid_until
FROM qualification;

CREATE VIEW own_company AS
SELECT code AS id, code, name, kind, parent, timezone FROM company;

CREATE VIEW own_department AS
SELECT code AS id, code, name, company, parent FROM department;

CREATE VIEW own_area AS
SELECT code AS id, code, name, kind, parent FROM area;

CREATE VIEW own_role_line AS
SELECT l.id AS id, l.role AS role,
  CASE WHEN l.owner_kind = 'user' THEN l.owner END AS "user",
  CASE WHEN l.owner_kind = 'department' THEN l.owner END AS department,
  CASE WHEN l.owner_kind = 'company' THEN l.owner WHEN l.owner_kind = 'department' THEN d.company END AS company,
  DAY(l.from_day) AS from_day, DAY(l.to_day) AS to_day, l.granted_by AS granted_by, l.reason AS reason
FROM role_line l LEFT JOIN department d ON l.owner_kind = 'department' AND d.code = l.owner;

CREATE VIEW own_token AS
SELECT id, name, login AS "user" FROM token;

CREATE VIEW own_setting AS
SELECT s.scope_kind || ':' || s.scope || ':' || s.name AS id, s.name AS name,
  CASE WHEN s.scope_kind = 'company' THEN s.scope WHEN s.scope_kind = 'department' THEN d.company END AS company,
  CASE WHEN s.scope_kind = 'department' THEN s.scope END AS department,
  CASE WHEN s.scope_kind = 'area' THEN s.scope END AS area
FROM setting s LEFT JOIN department d ON s.scope_kind = 'department' AND d.code = s.scope;
