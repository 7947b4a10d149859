-- Trees are walked from the top as well, and a lock stays with those who could set it from above.

CREATE INDEX company_parent ON company (parent);
CREATE INDEX department_company ON department (company);
CREATE INDEX department_parent ON department (parent);
CREATE INDEX area_parent ON area (parent);

-- The highest place at which whoever locked a value may set values: `installation`, `company:acme` …; only who may do
-- so as well can change it.
ALTER TABLE setting ADD COLUMN locked_from TEXT;
