-- Format 4 of the ledger: stored procedures; settings: one NAME=VALUE a line.
CREATE TABLE forebay.procedure (
  procedure_schema VARCHAR COLLATE "C" NOT NULL,
  procedure_name VARCHAR COLLATE "C" NOT NULL,
  signature VARCHAR COLLATE "C" NOT NULL,
  arguments VARCHAR COLLATE "C" NOT NULL,
  body VARCHAR COLLATE "C" NOT NULL,
  language VARCHAR COLLATE "C" NOT NULL,
  is_nonatomic BOOLEAN NOT NULL,
  is_definer BOOLEAN NOT NULL,
  settings VARCHAR COLLATE "C" NOT NULL,
  owner VARCHAR COLLATE "C" NOT NULL,
  created TIMESTAMP NOT NULL
);
CREATE INDEX procedure_by_name ON forebay.procedure (procedure_name);

INSERT INTO forebay.format VALUES (4, statement_timestamp() AT TIME ZONE 'UTC');
