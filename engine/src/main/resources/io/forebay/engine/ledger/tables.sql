-- The ledger's tables, format version 3. Only appended to, but for the rows of server, counter, job_lease, job_signal,
-- job_file and job_owed; see docs/guide/exactly-once.md.
CREATE SCHEMA IF NOT EXISTS forebay;
-- Where tables are made that name no schema, as in Redshift.
CREATE SCHEMA IF NOT EXISTS public;

CREATE TABLE IF NOT EXISTS forebay.format (
  version INTEGER NOT NULL,
  created TIMESTAMP NOT NULL
);

-- The last number that a server has taken: see Ids.
CREATE TABLE IF NOT EXISTS forebay.counter (
  last_id BIGINT NOT NULL
);
INSERT INTO forebay.counter SELECT 100000 WHERE NOT EXISTS (SELECT 1 FROM forebay.counter);

-- The servers that work on this warehouse, each under the name that it has given itself. seen: the warehouse's clock.
CREATE TABLE IF NOT EXISTS forebay.server (
  holder VARCHAR NOT NULL,
  started TIMESTAMP NOT NULL,
  seen TIMESTAMP NOT NULL,
  host VARCHAR NOT NULL,
  pid BIGINT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS server_once ON forebay.server (holder);

-- One row a copy job, also after it was dropped: what never changes of it.
CREATE TABLE IF NOT EXISTS forebay.job (
  job_id BIGINT NOT NULL,
  job_name VARCHAR NOT NULL,
  database_name VARCHAR NOT NULL,
  owner_id INTEGER NOT NULL,
  created TIMESTAMP NOT NULL
);

-- What a job does; its newest row counts. options: as written behind JOB CREATE name, without AUTO.
CREATE TABLE IF NOT EXISTS forebay.job_definition (
  job_id BIGINT NOT NULL,
  change_id BIGINT NOT NULL,
  iam_role VARCHAR NOT NULL,
  table_schema VARCHAR NOT NULL,
  table_name VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  copy_text VARCHAR NOT NULL,
  options VARCHAR NOT NULL,
  changed TIMESTAMP NOT NULL
);

-- Which server works for a job: empty for none. fence grows when the job changes hands or is altered. checks grows with
-- every transaction of the job and with every change of hands, so that the two cannot both commit: DuckDB tells conflicts
-- column by column, and an UPDATE that changes no value is none.
CREATE TABLE IF NOT EXISTS forebay.job_lease (
  job_id BIGINT NOT NULL,
  holder VARCHAR NOT NULL,
  fence BIGINT NOT NULL,
  checks BIGINT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS job_lease_once ON forebay.job_lease (job_id);

-- What became of a job; its newest row tells how it is now.
CREATE TABLE IF NOT EXISTS forebay.job_state (
  job_id BIGINT NOT NULL,
  change_id BIGINT NOT NULL,
  is_auto BOOLEAN NOT NULL,
  is_dropped BOOLEAN NOT NULL,
  changed TIMESTAMP NOT NULL
);

-- The files that a job is done with. state: B there before the job, I ingested, E failed, S skipped by a user,
-- D skipped because its content was there already. file_key: the job and the file in one value (see FileKey), because
-- DuckDB looks into an index for a condition on one column alone: 128 bits of the SHA-256 of bucket/key, the first 64
-- XOR job_id. Two rows of different jobs share one only if their hashes differ in just the bits in which the jobs' numbers
-- do: no likelier than two equal hashes within a job. Its index is made in indexes.sql.
CREATE TABLE IF NOT EXISTS forebay.job_file (
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

-- What was done to a file beside loading it: by a user (RETRY, SKIP …) or by an option of the job (RELOAD, CHANGED …).
-- query_id: the load that the file was in before, or 0. user_id: 0 for the job itself.
CREATE TABLE IF NOT EXISTS forebay.job_action (
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

-- The content of a job's files, for ON DUPLICATE CONTENT: 128 bits of the SHA-256 of the stored bytes.
CREATE TABLE IF NOT EXISTS forebay.job_content (
  job_id BIGINT NOT NULL,
  hash_high BIGINT NOT NULL,
  hash_low BIGINT NOT NULL,
  bucket VARCHAR NOT NULL,
  object_key VARCHAR NOT NULL,
  query_id BIGINT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS job_content_once ON forebay.job_content (job_id, hash_high, hash_low);

-- The content of the files that were skipped for it. Only appended to: a row counts while job_file has the file as
-- skipped, and what it counts for is only that the file is looked at again.
CREATE TABLE IF NOT EXISTS forebay.job_duplicate (
  job_id BIGINT NOT NULL,
  hash_high BIGINT NOT NULL,
  hash_low BIGINT NOT NULL,
  bucket VARCHAR NOT NULL,
  object_key VARCHAR NOT NULL
);

-- What jobs are still to take out of the store by AFTER LOAD: written with the load, gone when it is done. place: within
-- the load. target: the URI to move to; empty for DELETE. is_refused: only COPY JOB RETRY has it tried again.
CREATE TABLE IF NOT EXISTS forebay.job_owed (
  job_id BIGINT NOT NULL,
  query_id BIGINT NOT NULL,
  place BIGINT NOT NULL,
  bucket VARCHAR NOT NULL,
  object_key VARCHAR NOT NULL,
  size_bytes BIGINT NOT NULL,
  etag VARCHAR NOT NULL,
  last_modified TIMESTAMP NOT NULL,
  target VARCHAR NOT NULL,
  is_refused BOOLEAN NOT NULL
);

-- What became of that. outcome: D deleted, M moved, G gone before, L left where it is since it is another object by now.
CREATE TABLE IF NOT EXISTS forebay.job_consumed (
  job_id BIGINT NOT NULL,
  query_id BIGINT NOT NULL,
  action_id BIGINT NOT NULL,
  bucket VARCHAR NOT NULL,
  object_key VARCHAR NOT NULL,
  etag VARCHAR NOT NULL,
  outcome VARCHAR NOT NULL,
  target VARCHAR NOT NULL,
  recorded TIMESTAMP NOT NULL
);

-- How jobs move to another warehouse (forebay migrate-ledger): a row for each step that is done, in the ledger in which it
-- is. step: HELD here, where it leaves, nothing works for it; COPIED here, where it comes to, all is there and nothing
-- works for it yet; LEFT here it is dropped; RENUMBERED here rows of users' tables have its new numbers; ARRIVED here it is
-- at work. move_id: the same in both ledgers. other_job_id: its number in the other ledger, 0 in HELD. shift: what was
-- added to its numbers when they came where they came to. holder, fence: the lease of it where it leaves, as of HELD.
-- change_id: of the state of the job that the step made, or the one before. was_auto: before it moved. warehouse: the
-- other one's URL without a password.
CREATE TABLE IF NOT EXISTS forebay.job_move (
  move_id UUID NOT NULL,
  step VARCHAR NOT NULL,
  job_id BIGINT NOT NULL,
  other_job_id BIGINT NOT NULL,
  shift BIGINT NOT NULL,
  holder VARCHAR NOT NULL,
  fence BIGINT NOT NULL,
  change_id BIGINT NOT NULL,
  was_auto BOOLEAN NOT NULL,
  warehouse VARCHAR NOT NULL,
  recorded TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS job_move_once ON forebay.job_move (move_id, step);

-- What servers tell the one that has the job, which reads and deletes it. kind: A an object has arrived, S the source is to
-- be listed, G the job is to be given to another. Hints: what is lost is told again or found by listing.
CREATE TABLE IF NOT EXISTS forebay.job_signal (
  job_id BIGINT NOT NULL,
  kind VARCHAR NOT NULL,
  object VARCHAR NOT NULL,
  size_bytes BIGINT NOT NULL,
  etag VARCHAR NOT NULL,
  last_modified TIMESTAMP NOT NULL,
  sent TIMESTAMP NOT NULL
);

-- What happened to a job that is no load.
CREATE TABLE IF NOT EXISTS forebay.job_message (
  job_id BIGINT NOT NULL,
  recorded TIMESTAMP NOT NULL,
  message VARCHAR NOT NULL
);

-- One row a load that ended; job_id 0 for a plain COPY. status: completed, aborted.
CREATE TABLE IF NOT EXISTS forebay.load (
  query_id BIGINT NOT NULL,
  job_id BIGINT NOT NULL,
  transaction_id BIGINT NOT NULL,
  session_id INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  database_name VARCHAR NOT NULL,
  table_id BIGINT NOT NULL,
  table_name VARCHAR NOT NULL,
  status VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  file_format VARCHAR NOT NULL,
  started TIMESTAMP NOT NULL,
  ended TIMESTAMP NOT NULL,
  loaded_rows BIGINT NOT NULL,
  file_count BIGINT NOT NULL,
  file_bytes BIGINT NOT NULL,
  error_count BIGINT NOT NULL
);

-- The files of completed loads.
CREATE TABLE IF NOT EXISTS forebay.load_file (
  query_id BIGINT NOT NULL,
  job_id BIGINT NOT NULL,
  bucket VARCHAR NOT NULL,
  object_key VARCHAR NOT NULL,
  size_bytes BIGINT NOT NULL,
  etag VARCHAR NOT NULL,
  last_modified TIMESTAMP NOT NULL,
  lines_scanned BIGINT NOT NULL,
  loaded_rows BIGINT NOT NULL,
  error_count BIGINT NOT NULL,
  started TIMESTAMP NOT NULL,
  ended TIMESTAMP NOT NULL
);

-- Rows that could not be loaded, and files that could not be read (line 0).
CREATE TABLE IF NOT EXISTS forebay.load_error (
  query_id BIGINT NOT NULL,
  job_id BIGINT NOT NULL,
  transaction_id BIGINT NOT NULL,
  session_id INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  database_name VARCHAR NOT NULL,
  table_id BIGINT NOT NULL,
  recorded TIMESTAMP NOT NULL,
  file_name VARCHAR NOT NULL,
  line_number BIGINT NOT NULL,
  column_index INTEGER NOT NULL,
  column_name VARCHAR NOT NULL,
  column_type VARCHAR NOT NULL,
  column_length VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  raw_line VARCHAR NOT NULL,
  raw_value VARCHAR NOT NULL,
  error_code INTEGER NOT NULL,
  reason VARCHAR NOT NULL
);

-- One row an UNLOAD that ended. status: completed, aborted.
CREATE TABLE IF NOT EXISTS forebay.unload (
  query_id BIGINT NOT NULL,
  transaction_id BIGINT NOT NULL,
  session_id INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  database_name VARCHAR NOT NULL,
  status VARCHAR NOT NULL,
  location VARCHAR NOT NULL,
  file_format VARCHAR NOT NULL,
  compression_type VARCHAR NOT NULL,
  started TIMESTAMP NOT NULL,
  ended TIMESTAMP NOT NULL,
  unloaded_rows BIGINT NOT NULL,
  file_count BIGINT NOT NULL,
  file_bytes BIGINT NOT NULL,
  error_message VARCHAR NOT NULL
);

-- The objects of completed UNLOADs; a manifest is none of them.
CREATE TABLE IF NOT EXISTS forebay.unload_file (
  query_id BIGINT NOT NULL,
  file_name VARCHAR NOT NULL,
  line_count BIGINT NOT NULL,
  transfer_size BIGINT NOT NULL,
  started TIMESTAMP NOT NULL,
  ended TIMESTAMP NOT NULL
);

-- Stored procedures; settings: one NAME=VALUE a line.
CREATE TABLE IF NOT EXISTS forebay.procedure (
  procedure_schema VARCHAR NOT NULL,
  procedure_name VARCHAR NOT NULL,
  signature VARCHAR NOT NULL,
  arguments VARCHAR NOT NULL,
  body VARCHAR NOT NULL,
  language VARCHAR NOT NULL,
  is_nonatomic BOOLEAN NOT NULL,
  is_definer BOOLEAN NOT NULL,
  settings VARCHAR NOT NULL,
  owner VARCHAR NOT NULL,
  created TIMESTAMP NOT NULL
);

-- Users (U), groups (G), those that were dropped (D, so that no number comes again) and all users (P, number 0), where
-- the warehouse has no users of its own. The server's own user, number 100, has no row.
CREATE TABLE IF NOT EXISTS forebay.principal (
  principal_id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  is_superuser BOOLEAN NOT NULL,
  creates_databases BOOLEAN NOT NULL,
  reads_system BOOLEAN NOT NULL,
  valid_until TIMESTAMP,
  connection_limit INTEGER NOT NULL,
  search_path VARCHAR NOT NULL
);

-- SCRAM-SHA-256 verifiers of passwords. No statement of a user may name this table.
CREATE TABLE IF NOT EXISTS forebay.principal_secret (
  principal_id INTEGER NOT NULL,
  verifier VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS forebay.membership (
  group_id INTEGER NOT NULL,
  user_id INTEGER NOT NULL
);

-- Owners of what is not the server's own user's. object_kind: TABLE, SCHEMA, PROCEDURE (its name with its signature).
CREATE TABLE IF NOT EXISTS forebay.ownership (
  object_kind VARCHAR NOT NULL,
  object_schema VARCHAR NOT NULL,
  object_name VARCHAR NOT NULL,
  owner_id INTEGER NOT NULL
);

-- object_kind: as above, DATABASE, JOB.
CREATE TABLE IF NOT EXISTS forebay.privilege (
  object_kind VARCHAR NOT NULL,
  object_schema VARCHAR NOT NULL,
  object_name VARCHAR NOT NULL,
  privilege VARCHAR NOT NULL,
  grantee_id INTEGER NOT NULL,
  grantor_id INTEGER NOT NULL,
  is_grantable BOOLEAN NOT NULL
);

-- What is granted on what is made later; an empty schema stands for all.
CREATE TABLE IF NOT EXISTS forebay.default_privilege (
  owner_id INTEGER NOT NULL,
  object_schema VARCHAR NOT NULL,
  object_kind VARCHAR NOT NULL,
  privilege VARCHAR NOT NULL,
  grantee_id INTEGER NOT NULL
);

-- Which statements of the Data API have been committed, by a row in the same transaction; kept for two days. is_whole: false
-- for a part that a procedure has committed by itself.
CREATE TABLE IF NOT EXISTS forebay.statement_mark (
  statement_id VARCHAR NOT NULL,
  is_whole BOOLEAN NOT NULL,
  marked TIMESTAMP NOT NULL
);
