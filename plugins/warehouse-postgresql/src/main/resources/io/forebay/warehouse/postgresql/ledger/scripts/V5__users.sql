-- Format 5 of the ledger: users, groups and rights, which stay empty here: PostgreSQL has its own.
-- Users (U), groups (G), those that were dropped (D, so that no number comes again) and all users (P, number 0), where
-- the warehouse has no users of its own. The server's own user, number 100, has no row.
CREATE TABLE forebay.principal (
  principal_id INTEGER NOT NULL,
  kind VARCHAR COLLATE "C" NOT NULL,
  name VARCHAR COLLATE "C" NOT NULL,
  is_superuser BOOLEAN NOT NULL,
  creates_databases BOOLEAN NOT NULL,
  reads_system BOOLEAN NOT NULL,
  valid_until TIMESTAMP,
  connection_limit INTEGER NOT NULL,
  search_path VARCHAR COLLATE "C" NOT NULL
);

-- SCRAM-SHA-256 verifiers of passwords. No statement of a user may name this table.
CREATE TABLE forebay.principal_secret (
  principal_id INTEGER NOT NULL,
  verifier VARCHAR COLLATE "C" NOT NULL
);

CREATE TABLE forebay.membership (
  group_id INTEGER NOT NULL,
  user_id INTEGER NOT NULL
);

-- Owners of what is not the server's own user's. object_kind: TABLE, SCHEMA, PROCEDURE (its name with its signature).
CREATE TABLE forebay.ownership (
  object_kind VARCHAR COLLATE "C" NOT NULL,
  object_schema VARCHAR COLLATE "C" NOT NULL,
  object_name VARCHAR COLLATE "C" NOT NULL,
  owner_id INTEGER NOT NULL
);

-- object_kind: as above, DATABASE, JOB.
CREATE TABLE forebay.privilege (
  object_kind VARCHAR COLLATE "C" NOT NULL,
  object_schema VARCHAR COLLATE "C" NOT NULL,
  object_name VARCHAR COLLATE "C" NOT NULL,
  privilege VARCHAR COLLATE "C" NOT NULL,
  grantee_id INTEGER NOT NULL,
  grantor_id INTEGER NOT NULL,
  is_grantable BOOLEAN NOT NULL
);

-- What is granted on what is made later; an empty schema stands for all.
CREATE TABLE forebay.default_privilege (
  owner_id INTEGER NOT NULL,
  object_schema VARCHAR COLLATE "C" NOT NULL,
  object_kind VARCHAR COLLATE "C" NOT NULL,
  privilege VARCHAR COLLATE "C" NOT NULL,
  grantee_id INTEGER NOT NULL
);

INSERT INTO forebay.format VALUES (5, statement_timestamp() AT TIME ZONE 'UTC');
