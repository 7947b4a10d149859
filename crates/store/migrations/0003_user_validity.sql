-- The days on which an account counts; none is no limit. A node of the release before does not know them and goes by
-- `active` alone, so give accounts days when all nodes are new.
ALTER TABLE app_user ADD COLUMN valid_from TEXT;
ALTER TABLE app_user ADD COLUMN valid_to TEXT;
