-- What Flyway's own table is made, read and written with.  Slots 29 to 31 of every store.

-- name: create_history
CREATE TABLE IF NOT EXISTS flyway_schema_history (
  installed_rank INT           NOT NULL PRIMARY KEY,
  version        VARCHAR(50),
  description    VARCHAR(200)  NOT NULL,
  type           VARCHAR(20)   NOT NULL,
  script         VARCHAR(1000) NOT NULL,
  checksum       INT,
  installed_by   VARCHAR(100)  NOT NULL,
  installed_on   TIMESTAMP     NOT NULL DEFAULT CURRENT_TIMESTAMP,
  execution_time INT           NOT NULL,
  success        BOOLEAN       NOT NULL
)

-- name: read_history
SELECT version, script, checksum, success
  FROM flyway_schema_history
 WHERE type = 'SQL' AND version IS NOT NULL AND checksum IS NOT NULL
 ORDER BY installed_rank

-- name: record_migration
INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,
                                   installed_by, installed_on, execution_time, success)
VALUES ((SELECT COALESCE(MAX(installed_rank), 0) + 1 FROM flyway_schema_history), $1, $2, 'SQL', $3, $4,
        'couchannel', $5, $6, TRUE)
