-- Format 1 to 2: what can change of a job leaves its row; leases; numbers that several servers can take.
INSERT INTO forebay.job_definition
SELECT j.job_id,
       (SELECT min(s.change_id) FROM forebay.job_state s WHERE s.job_id = j.job_id),
       j.iam_role, j.table_schema, j.table_name, j.source, j.copy_text, '', j.created
FROM forebay.job j;

INSERT INTO forebay.job_lease SELECT job_id, '', 0, 0 FROM forebay.job;

UPDATE forebay.counter SET last_id = (
  SELECT greatest(
    100000,
    coalesce((SELECT max(job_id) FROM forebay.job), 0),
    coalesce((SELECT max(change_id) FROM forebay.job_state), 0),
    coalesce((SELECT max(greatest(query_id, transaction_id)) FROM forebay.load), 0),
    coalesce((SELECT max(greatest(query_id, transaction_id)) FROM forebay.load_error), 0),
    coalesce((SELECT max(query_id) FROM forebay.job_file), 0),
    coalesce((SELECT max(greatest(query_id, transaction_id)) FROM forebay.unload), 0)));

ALTER TABLE forebay.job DROP COLUMN iam_role;
ALTER TABLE forebay.job DROP COLUMN table_schema;
ALTER TABLE forebay.job DROP COLUMN table_name;
ALTER TABLE forebay.job DROP COLUMN source;
ALTER TABLE forebay.job DROP COLUMN copy_text;

-- Format 1 had none; tables.sql has made it as it is now, and migrate-3.sql looks for format 2's.
DROP TABLE forebay.job_action;
CREATE TABLE forebay.job_action (
  job_id BIGINT NOT NULL,
  action_id BIGINT NOT NULL,
  action VARCHAR NOT NULL,
  bucket VARCHAR NOT NULL,
  object_key VARCHAR NOT NULL,
  key_high BIGINT NOT NULL,
  key_low BIGINT NOT NULL,
  etag VARCHAR NOT NULL,
  query_id BIGINT NOT NULL,
  user_id INTEGER NOT NULL,
  recorded TIMESTAMP NOT NULL,
  detail VARCHAR NOT NULL
);
