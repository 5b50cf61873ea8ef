-- The ledger's tables, format version 3, as in the engine's tables.sql; texts are compared and sorted by their bytes. An index
-- on a key that may be long is one of hashes. Only appended to, but for the rows of server, counter, job_lease, job_signal,
-- job_file, job_content and job_owed; see docs/guide/exactly-once.md.
CREATE TABLE forebay.format (
  version INTEGER NOT NULL,
  created TIMESTAMP NOT NULL
);
INSERT INTO forebay.format VALUES (3, statement_timestamp() AT TIME ZONE 'UTC');

-- The last number that a server has taken: see Ids.
CREATE TABLE forebay.counter (
  last_id BIGINT NOT NULL
);
INSERT INTO forebay.counter VALUES (100000);

-- The servers that work on this warehouse, each under the name that it has given itself. seen: the warehouse's clock.
CREATE TABLE forebay.server (
  holder VARCHAR COLLATE "C" NOT NULL,
  started TIMESTAMP NOT NULL,
  seen TIMESTAMP NOT NULL,
  host VARCHAR COLLATE "C" NOT NULL,
  pid BIGINT NOT NULL
);
CREATE UNIQUE INDEX server_once ON forebay.server (holder);

-- One row a copy job, also after it was dropped: what never changes of it.
CREATE TABLE forebay.job (
  job_id BIGINT NOT NULL,
  job_name VARCHAR COLLATE "C" NOT NULL,
  database_name VARCHAR COLLATE "C" NOT NULL,
  owner_id INTEGER NOT NULL,
  created TIMESTAMP NOT NULL
);
CREATE INDEX job_by_id ON forebay.job (job_id);

-- What a job does; its newest row counts. options: as written behind JOB CREATE name, without AUTO.
CREATE TABLE forebay.job_definition (
  job_id BIGINT NOT NULL,
  change_id BIGINT NOT NULL,
  iam_role VARCHAR COLLATE "C" NOT NULL,
  table_schema VARCHAR COLLATE "C" NOT NULL,
  table_name VARCHAR COLLATE "C" NOT NULL,
  source VARCHAR COLLATE "C" NOT NULL,
  copy_text VARCHAR COLLATE "C" NOT NULL,
  options VARCHAR COLLATE "C" NOT NULL,
  changed TIMESTAMP NOT NULL
);
CREATE INDEX job_definition_by_job ON forebay.job_definition (job_id, change_id);

-- Which server works for a job: empty for none. fence grows when the job changes hands or is altered. checks grows with
-- every transaction of the job and with every change of hands, so that the two cannot both commit.
CREATE TABLE forebay.job_lease (
  job_id BIGINT NOT NULL,
  holder VARCHAR COLLATE "C" NOT NULL,
  fence BIGINT NOT NULL,
  checks BIGINT NOT NULL
);
CREATE UNIQUE INDEX job_lease_once ON forebay.job_lease (job_id);

-- What became of a job; its newest row tells how it is now.
CREATE TABLE forebay.job_state (
  job_id BIGINT NOT NULL,
  change_id BIGINT NOT NULL,
  is_auto BOOLEAN NOT NULL,
  is_dropped BOOLEAN NOT NULL,
  changed TIMESTAMP NOT NULL
);
CREATE INDEX job_state_by_job ON forebay.job_state (job_id, change_id);
CREATE INDEX job_state_by_change ON forebay.job_state (change_id);

-- The files that a job is done with. state: B there before the job, I ingested, E failed, S skipped by a user,
-- D skipped because its content was there already. file_key: the job and the file in one value: 128 bits of the SHA-256
-- of bucket/key, the first 64 XOR job_id.
CREATE TABLE forebay.job_file (
  job_id BIGINT NOT NULL,
  file_key UUID NOT NULL,
  bucket VARCHAR COLLATE "C" NOT NULL,
  object_key VARCHAR COLLATE "C" NOT NULL,
  size_bytes BIGINT NOT NULL,
  etag VARCHAR COLLATE "C" NOT NULL,
  last_modified TIMESTAMP NOT NULL,
  state VARCHAR COLLATE "C" NOT NULL,
  query_id BIGINT NOT NULL,
  enqueued TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX job_file_once ON forebay.job_file (file_key);
CREATE INDEX job_file_by_load ON forebay.job_file (query_id);
CREATE INDEX job_file_left_out ON forebay.job_file (job_id, state) WHERE state IN ('E', 'D');

-- What was done to a file beside loading it: by a user (RETRY, SKIP …) or by an option of the job (RELOAD, CHANGED …).
-- query_id: the load that the file was in before, or 0. user_id: 0 for the job itself.
CREATE TABLE forebay.job_action (
  job_id BIGINT NOT NULL,
  action_id BIGINT NOT NULL,
  action VARCHAR COLLATE "C" NOT NULL,
  bucket VARCHAR COLLATE "C" NOT NULL,
  object_key VARCHAR COLLATE "C" NOT NULL,
  file_key UUID NOT NULL,
  etag VARCHAR COLLATE "C" NOT NULL,
  query_id BIGINT NOT NULL,
  user_id INTEGER NOT NULL,
  recorded TIMESTAMP NOT NULL,
  detail VARCHAR COLLATE "C" NOT NULL
);
CREATE INDEX job_action_by_file ON forebay.job_action (file_key);
CREATE INDEX job_action_by_action ON forebay.job_action (action_id);
CREATE INDEX job_action_by_job ON forebay.job_action (job_id);

-- The content of a job's files, for ON DUPLICATE CONTENT: 128 bits of the SHA-256 of the stored bytes.
CREATE TABLE forebay.job_content (
  job_id BIGINT NOT NULL,
  hash_high BIGINT NOT NULL,
  hash_low BIGINT NOT NULL,
  bucket VARCHAR COLLATE "C" NOT NULL,
  object_key VARCHAR COLLATE "C" NOT NULL,
  query_id BIGINT NOT NULL
);
CREATE UNIQUE INDEX job_content_once ON forebay.job_content (job_id, hash_high, hash_low);
CREATE INDEX job_content_by_key ON forebay.job_content USING hash (object_key);

-- The content of the files that were skipped for it. Only appended to: a row counts while job_file has the file as
-- skipped, and what it counts for is only that the file is looked at again.
CREATE TABLE forebay.job_duplicate (
  job_id BIGINT NOT NULL,
  hash_high BIGINT NOT NULL,
  hash_low BIGINT NOT NULL,
  bucket VARCHAR COLLATE "C" NOT NULL,
  object_key VARCHAR COLLATE "C" NOT NULL
);
CREATE INDEX job_duplicate_by_hash ON forebay.job_duplicate (job_id, hash_high, hash_low);

-- What jobs are still to take out of the store by AFTER LOAD: written with the load, gone when it is done. place: within
-- the load. target: the URI to move to; empty for DELETE. is_refused: only COPY JOB RETRY has it tried again.
CREATE TABLE forebay.job_owed (
  job_id BIGINT NOT NULL,
  query_id BIGINT NOT NULL,
  place BIGINT NOT NULL,
  bucket VARCHAR COLLATE "C" NOT NULL,
  object_key VARCHAR COLLATE "C" NOT NULL,
  size_bytes BIGINT NOT NULL,
  etag VARCHAR COLLATE "C" NOT NULL,
  last_modified TIMESTAMP NOT NULL,
  target VARCHAR COLLATE "C" NOT NULL,
  is_refused BOOLEAN NOT NULL
);
CREATE INDEX job_owed_by_load ON forebay.job_owed (job_id, query_id, place);

-- What became of that. outcome: D deleted, M moved, G gone before, L left where it is since it is another object by now.
CREATE TABLE forebay.job_consumed (
  job_id BIGINT NOT NULL,
  query_id BIGINT NOT NULL,
  action_id BIGINT NOT NULL,
  bucket VARCHAR COLLATE "C" NOT NULL,
  object_key VARCHAR COLLATE "C" NOT NULL,
  etag VARCHAR COLLATE "C" NOT NULL,
  outcome VARCHAR COLLATE "C" NOT NULL,
  target VARCHAR COLLATE "C" NOT NULL,
  recorded TIMESTAMP NOT NULL
);
CREATE INDEX job_consumed_by_load ON forebay.job_consumed (job_id, query_id);
CREATE INDEX job_consumed_by_action ON forebay.job_consumed (action_id);

-- How jobs move to another warehouse (forebay migrate-ledger): a row for each step that is done, in the ledger in which it
-- is. step: HELD here, where it leaves, nothing works for it; COPIED here, where it comes to, all is there and nothing
-- works for it yet; LEFT here it is dropped; RENUMBERED here rows of users' tables have its new numbers; ARRIVED here it is
-- at work. move_id: the same in both ledgers. other_job_id: its number in the other ledger, 0 in HELD. shift: what was
-- added to its numbers when they came where they came to. holder, fence: the lease of it where it leaves, as of HELD.
-- change_id: of the state of the job that the step made, or the one before. was_auto: before it moved. warehouse: the
-- other one's URL without a password.
CREATE TABLE forebay.job_move (
  move_id UUID NOT NULL,
  step VARCHAR COLLATE "C" NOT NULL,
  job_id BIGINT NOT NULL,
  other_job_id BIGINT NOT NULL,
  shift BIGINT NOT NULL,
  holder VARCHAR COLLATE "C" NOT NULL,
  fence BIGINT NOT NULL,
  change_id BIGINT NOT NULL,
  was_auto BOOLEAN NOT NULL,
  warehouse VARCHAR COLLATE "C" NOT NULL,
  recorded TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX job_move_once ON forebay.job_move (move_id, step);

-- What servers tell the one that has the job, which reads and deletes it. kind: A an object has arrived, S the source is to
-- be listed, G the job is to be given to another. Hints: what is lost is told again or found by listing.
CREATE TABLE forebay.job_signal (
  job_id BIGINT NOT NULL,
  kind VARCHAR COLLATE "C" NOT NULL,
  object VARCHAR COLLATE "C" NOT NULL,
  size_bytes BIGINT NOT NULL,
  etag VARCHAR COLLATE "C" NOT NULL,
  last_modified TIMESTAMP NOT NULL,
  sent TIMESTAMP NOT NULL
);

-- What happened to a job that is no load.
CREATE TABLE forebay.job_message (
  job_id BIGINT NOT NULL,
  recorded TIMESTAMP NOT NULL,
  message VARCHAR COLLATE "C" NOT NULL
);
CREATE INDEX job_message_by_job ON forebay.job_message (job_id);

-- One row a load that ended; job_id 0 for a plain COPY. status: completed, aborted.
CREATE TABLE forebay.load (
  query_id BIGINT NOT NULL,
  job_id BIGINT NOT NULL,
  transaction_id BIGINT NOT NULL,
  session_id INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  database_name VARCHAR COLLATE "C" NOT NULL,
  table_id BIGINT NOT NULL,
  table_name VARCHAR COLLATE "C" NOT NULL,
  status VARCHAR COLLATE "C" NOT NULL,
  source VARCHAR COLLATE "C" NOT NULL,
  file_format VARCHAR COLLATE "C" NOT NULL,
  started TIMESTAMP NOT NULL,
  ended TIMESTAMP NOT NULL,
  loaded_rows BIGINT NOT NULL,
  file_count BIGINT NOT NULL,
  file_bytes BIGINT NOT NULL,
  error_count BIGINT NOT NULL
);
CREATE INDEX load_by_id ON forebay.load (query_id);
CREATE INDEX load_by_job ON forebay.load (job_id);

-- The files of completed loads.
CREATE TABLE forebay.load_file (
  query_id BIGINT NOT NULL,
  job_id BIGINT NOT NULL,
  bucket VARCHAR COLLATE "C" NOT NULL,
  object_key VARCHAR COLLATE "C" NOT NULL,
  size_bytes BIGINT NOT NULL,
  etag VARCHAR COLLATE "C" NOT NULL,
  last_modified TIMESTAMP NOT NULL,
  lines_scanned BIGINT NOT NULL,
  loaded_rows BIGINT NOT NULL,
  error_count BIGINT NOT NULL,
  started TIMESTAMP NOT NULL,
  ended TIMESTAMP NOT NULL
);
CREATE INDEX load_file_by_load ON forebay.load_file (query_id);
CREATE INDEX load_file_by_key ON forebay.load_file USING hash (object_key);
CREATE INDEX load_file_by_job ON forebay.load_file (job_id);

-- Rows that could not be loaded, and files that could not be read (line 0).
CREATE TABLE forebay.load_error (
  query_id BIGINT NOT NULL,
  job_id BIGINT NOT NULL,
  transaction_id BIGINT NOT NULL,
  session_id INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  database_name VARCHAR COLLATE "C" NOT NULL,
  table_id BIGINT NOT NULL,
  recorded TIMESTAMP NOT NULL,
  file_name VARCHAR COLLATE "C" NOT NULL,
  line_number BIGINT NOT NULL,
  column_index INTEGER NOT NULL,
  column_name VARCHAR COLLATE "C" NOT NULL,
  column_type VARCHAR COLLATE "C" NOT NULL,
  column_length VARCHAR COLLATE "C" NOT NULL,
  position INTEGER NOT NULL,
  raw_line VARCHAR COLLATE "C" NOT NULL,
  raw_value VARCHAR COLLATE "C" NOT NULL,
  error_code INTEGER NOT NULL,
  reason VARCHAR COLLATE "C" NOT NULL
);
CREATE INDEX load_error_by_load ON forebay.load_error (query_id);
CREATE INDEX load_error_by_job ON forebay.load_error (job_id);

-- One row an UNLOAD that ended. status: completed, aborted.
CREATE TABLE forebay.unload (
  query_id BIGINT NOT NULL,
  transaction_id BIGINT NOT NULL,
  session_id INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  database_name VARCHAR COLLATE "C" NOT NULL,
  status VARCHAR COLLATE "C" NOT NULL,
  location VARCHAR COLLATE "C" NOT NULL,
  file_format VARCHAR COLLATE "C" NOT NULL,
  compression_type VARCHAR COLLATE "C" NOT NULL,
  started TIMESTAMP NOT NULL,
  ended TIMESTAMP NOT NULL,
  unloaded_rows BIGINT NOT NULL,
  file_count BIGINT NOT NULL,
  file_bytes BIGINT NOT NULL,
  error_message VARCHAR COLLATE "C" NOT NULL
);
CREATE INDEX unload_by_id ON forebay.unload (query_id);

-- The objects of completed UNLOADs; a manifest is none of them.
CREATE TABLE forebay.unload_file (
  query_id BIGINT NOT NULL,
  file_name VARCHAR COLLATE "C" NOT NULL,
  line_count BIGINT NOT NULL,
  transfer_size BIGINT NOT NULL,
  started TIMESTAMP NOT NULL,
  ended TIMESTAMP NOT NULL
);
CREATE INDEX unload_file_by_load ON forebay.unload_file (query_id);
