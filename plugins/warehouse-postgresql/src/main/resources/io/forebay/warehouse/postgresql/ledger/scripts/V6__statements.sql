-- Format 6 of the ledger: which statements of the Data API have been committed.
CREATE TABLE forebay.statement_mark (
  statement_id VARCHAR COLLATE "C" NOT NULL,
  is_whole BOOLEAN NOT NULL,
  marked TIMESTAMP NOT NULL
);

INSERT INTO forebay.format VALUES (6, statement_timestamp() AT TIME ZONE 'UTC');
