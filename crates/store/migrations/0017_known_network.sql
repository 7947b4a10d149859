-- Networks that people have signed in from, so that another one can be told of.

CREATE TABLE known_network (
  login TEXT NOT NULL,
  network TEXT NOT NULL,
  first_us BIGINT NOT NULL,
  last_us BIGINT NOT NULL,
  PRIMARY KEY (login, network)
) STRICT, WITHOUT ROWID;
CREATE INDEX known_network_last ON known_network (last_us);
