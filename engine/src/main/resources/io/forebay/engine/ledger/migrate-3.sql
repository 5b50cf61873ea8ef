-- Format 2 to 3: a file's key is one column. FileKey makes it in Java; to_hex writes a negative number as its 64 bits.
DROP INDEX forebay.job_file_once;
ALTER TABLE forebay.job_file RENAME TO job_file_2;

CREATE TABLE forebay.job_file (
  job_id BIGINT NOT NULL,
  file_key UUID NOT NULL,
  bucket VARCHAR NOT NULL,
  object_key VARCHAR NOT NULL,
  size_bytes BIGINT NOT NULL,
  etag VARCHAR NOT NULL,
  last_modified TIMESTAMP NOT NULL,
  state VARCHAR NOT NULL,
  query_id BIGINT NOT NULL,
  enqueued TIMESTAMP NOT NULL
);
INSERT INTO forebay.job_file
SELECT job_id, CAST(lpad(to_hex(xor(key_high, job_id)), 16, '0') || lpad(to_hex(key_low), 16, '0') AS UUID),
       bucket, object_key, size_bytes, etag, last_modified, state, query_id, enqueued
FROM forebay.job_file_2;
DROP TABLE forebay.job_file_2;

ALTER TABLE forebay.job_action RENAME TO job_action_2;
CREATE TABLE forebay.job_action (
  job_id BIGINT NOT NULL,
  action_id BIGINT NOT NULL,
  action VARCHAR NOT NULL,
  bucket VARCHAR NOT NULL,
  object_key VARCHAR NOT NULL,
  file_key UUID NOT NULL,
  etag VARCHAR NOT NULL,
  query_id BIGINT NOT NULL,
  user_id INTEGER NOT NULL,
  recorded TIMESTAMP NOT NULL,
  detail VARCHAR NOT NULL
);
INSERT INTO forebay.job_action
SELECT job_id, action_id, action, bucket, object_key,
       CAST(lpad(to_hex(xor(key_high, job_id)), 16, '0') || lpad(to_hex(key_low), 16, '0') AS UUID),
       etag, query_id, user_id, recorded, detail
FROM forebay.job_action_2;
DROP TABLE forebay.job_action_2;
