-- Settings of users, seen by whoever manages the account; and a setting at all places at once.

CREATE INDEX setting_name ON setting (name);

DROP VIEW own_setting;
CREATE VIEW own_setting AS
SELECT s.scope_kind || ':' || s.scope || ':' || s.name AS id, s.name AS name,
  CASE WHEN s.scope_kind = 'company' THEN s.scope WHEN s.scope_kind = 'department' THEN d.company WHEN s.scope_kind = 'user' THEN u.company END AS company,
  CASE WHEN s.scope_kind = 'department' THEN s.scope WHEN s.scope_kind = 'user' THEN u.department END AS department,
  CASE WHEN s.scope_kind = 'area' THEN s.scope WHEN s.scope_kind = 'user' THEN a.area END AS area,
  CASE WHEN s.scope_kind = 'user' THEN s.scope END AS "user"
FROM setting s
LEFT JOIN department d ON s.scope_kind = 'department' AND d.code = s.scope
LEFT JOIN app_user u ON s.scope_kind = 'user' AND u.login = s.scope
LEFT JOIN account a ON s.scope_kind = 'user' AND a.login = s.scope;
