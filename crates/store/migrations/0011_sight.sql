-- What rules and filters can ask of people, so that all of it can also be kept from them.

-- What came of requests held what was shown; from now on only the name of it is kept, and it is shown anew.
DELETE FROM idempotency;

-- Nobody gets an address that is another one's login, whichever way it is spelt.
CREATE INDEX app_user_small ON app_user (lower(login));

--- sqlite
DROP VIEW own_user;
CREATE VIEW own_user AS
SELECT u.login AS id, u.login AS login, u.name AS name, coalesce(u.name, u.login) AS sort_name, u.kind AS kind, u.company AS company,
  u.department AS department, u.active AS active, u.superuser AS superuser, u.timezone AS timezone,
  CASE WHEN u.active THEN 'active' WHEN a.state IS NULL OR a.state = 'active' THEN 'suspended' ELSE a.state END AS state,
  a.area AS area, a.email AS email, a.email_key AS email_key, a.first_name AS first_name, a.last_name AS last_name,
  a.job_title AS job_title, a.language AS language, MOMENT(a.created_us) AS created, MOMENT(a.changed_us) AS changed,
  DAY(u.valid_from) AS valid_from, DAY(u.valid_to) AS valid_to, u.id AS external_id,
  (SELECT group_concat(json_extract(p.value, '$.number'), ' ') FROM json_each(a.profile, '$.phones') p) AS phones,
  json_extract(a.profile, '$.notifications') AS notifications
FROM app_user u LEFT JOIN account a ON a.login = u.login;

DROP VIEW own_user_attribute;
CREATE VIEW own_user_attribute AS
SELECT v.login || '/' || v.name AS id, v.login AS "user", v.name AS name, v.value AS value,
  coalesce(json_extract(a.body, '$.self'), 'read') AS self
FROM user_attribute v LEFT JOIN attribute a ON a.name = v.name;

--- postgres
CREATE OR REPLACE VIEW own_user AS
SELECT u.login AS id, u.login AS login, u.name AS name, coalesce(u.name, u.login) AS sort_name, u.kind AS kind, u.company AS company,
  u.department AS department, u.active AS active, u.superuser AS superuser, u.timezone AS timezone,
  CASE WHEN u.active THEN 'active' WHEN a.state IS NULL OR a.state = 'active' THEN 'suspended' ELSE a.state END AS state,
  a.area AS area, a.email AS email, a.email_key AS email_key, a.first_name AS first_name, a.last_name AS last_name,
  a.job_title AS job_title, a.language AS language, MOMENT(a.created_us) AS created, MOMENT(a.changed_us) AS changed,
  DAY(u.valid_from) AS valid_from, DAY(u.valid_to) AS valid_to, u.id AS external_id,
  (SELECT string_agg(p ->> 'number', ' ') FROM json_array_elements(a.profile::json -> 'phones') p) AS phones,
  a.profile::json ->> 'notifications' AS notifications
FROM app_user u LEFT JOIN account a ON a.login = u.login;

CREATE OR REPLACE VIEW own_user_attribute AS
SELECT v.login || '/' || v.name AS id, v.login AS "user", v.name AS name, v.value AS value,
  coalesce(a.body::json ->> 'self', 'read') AS self
FROM user_attribute v LEFT JOIN attribute a ON a.name = v.name;
