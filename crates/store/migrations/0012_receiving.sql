-- Tables come in piece by piece. Until the last piece is there they are no jobs that anybody sees or does.
DROP VIEW own_job;
CREATE VIEW own_job AS
SELECT id, kind, kind AS name, state, author_login AS author, company, dry_run, undoes,
  MOMENT(made_us) AS made, MOMENT(ended_us) AS ended
FROM job WHERE state <> 'receiving';

-- When what came of the items of a job was removed; the job itself stays.
ALTER TABLE job ADD COLUMN cleared_us BIGINT;
