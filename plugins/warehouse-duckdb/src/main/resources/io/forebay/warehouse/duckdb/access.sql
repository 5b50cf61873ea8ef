-- A name as rights have it: DuckDB folds ASCII letters in names, and no others.
CREATE MACRO forebay_catalog.main.folded(forebay_name) AS
  translate(forebay_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz');

-- Users, groups and rights, as the ledger has them (ledger_principal and its like, which are its tables or empty).
-- SOURCE: Amazon Redshift Database Developer Guide, "PG_USER_INFO", "SVV_RELATION_PRIVILEGES" and their like.
CREATE VIEW forebay_catalog.main.pg_user AS
SELECT 'forebay' AS usename,
       100 AS usesysid,
       true AS usecreatedb,
       true AS usesuper,
       false AS usecatupd,
       '********' AS passwd,
       CAST(NULL AS TIMESTAMP) AS valuntil,
       CAST(NULL AS VARCHAR[]) AS useconfig
UNION ALL
SELECT name, principal_id, creates_databases, is_superuser, false, '********', valid_until,
       CASE WHEN search_path <> '' THEN ['search_path=' || search_path] END
FROM forebay_catalog.main.ledger_principal
WHERE kind = 'U';

CREATE VIEW forebay_catalog.main.pg_shadow AS SELECT * FROM forebay_catalog.main.pg_user;

CREATE VIEW forebay_catalog.main.pg_user_info AS
SELECT u.*, CASE WHEN u.usesuper OR p.reads_system THEN 'UNRESTRICTED' ELSE 'RESTRICTED' END AS syslogaccess,
       CAST(NULL AS TIMESTAMP) AS last_ddl_ts, 0 AS sessiontimeout
FROM forebay_catalog.main.pg_user u
LEFT JOIN forebay_catalog.main.ledger_principal p ON p.principal_id = u.usesysid;

CREATE VIEW forebay_catalog.main.svv_user_info AS
SELECT usename AS user_name, usesysid AS user_id, usecreatedb AS createdb, usesuper AS superuser,
       usecatupd AS catalog_update,
       CASE coalesce(p.connection_limit, -1) WHEN -1 THEN 'UNLIMITED' ELSE CAST(p.connection_limit AS VARCHAR) END
         AS connection_limit,
       syslogaccess AS syslog_access, last_ddl_ts AS last_ddl_timestamp, sessiontimeout AS session_timeout,
       false AS external_user_id
FROM forebay_catalog.main.pg_user_info u
LEFT JOIN forebay_catalog.main.ledger_principal p ON p.principal_id = u.usesysid;

CREATE VIEW forebay_catalog.main.pg_group AS
SELECT name AS groname, principal_id AS grosysid,
       (SELECT list(m.user_id ORDER BY m.user_id) FROM forebay_catalog.main.ledger_membership m
        WHERE m.group_id = principal_id) AS grolist
FROM forebay_catalog.main.ledger_principal
WHERE kind = 'G';

CREATE VIEW forebay_catalog.main.pg_roles AS
SELECT CAST(usesysid AS BIGINT) AS oid,
       usename AS rolname,
       usesuper AS rolsuper,
       true AS rolinherit,
       usesuper AS rolcreaterole,
       usecreatedb AS rolcreatedb,
       usecatupd AS rolcatupdate,
       true AS rolcanlogin,
       false AS rolreplication,
       false AS rolbypassrls,
       coalesce(p.connection_limit, -1) AS rolconnlimit,
       passwd AS rolpassword,
       valuntil AS rolvaliduntil,
       useconfig AS rolconfig
FROM forebay_catalog.main.pg_user
LEFT JOIN forebay_catalog.main.ledger_principal p ON p.principal_id = usesysid
UNION ALL
SELECT grosysid, groname, false, true, false, false, false, false, false, false, -1, '********', NULL, NULL
FROM forebay_catalog.main.pg_group;

CREATE VIEW forebay_catalog.main.pg_auth_members AS
SELECT CAST(group_id AS BIGINT) AS roleid, CAST(user_id AS BIGINT) AS member, CAST(100 AS BIGINT) AS grantor,
       false AS admin_option
FROM forebay_catalog.main.ledger_membership;

CREATE MACRO forebay_catalog.main.pg_get_userbyid(id) AS
  CASE WHEN id = 10 THEN 'rdsdb' WHEN id = 100 THEN 'forebay'
       ELSE coalesce((SELECT p.name FROM forebay_catalog.main.ledger_principal p WHERE p.principal_id = id),
                     'unknown (OID=' || id || ')') END;

CREATE VIEW forebay_catalog.main.held_privilege AS
SELECT p.object_kind, p.object_schema, p.object_name, p.privilege AS privilege_type, p.is_grantable AS admin_option,
       p.grantee_id AS identity_id,
       coalesce(g.name, 'forebay') AS identity_name,
       CASE coalesce(g.kind, 'U') WHEN 'G' THEN 'group' WHEN 'P' THEN 'public' ELSE 'user' END AS identity_type,
       p.grantor_id,
       coalesce(o.owner_id, 100) AS owner_id
FROM forebay_catalog.main.ledger_privilege p
LEFT JOIN forebay_catalog.main.ledger_principal g ON g.principal_id = p.grantee_id
LEFT JOIN forebay_catalog.main.ledger_ownership o
  ON o.object_kind = p.object_kind AND o.object_schema = p.object_schema AND o.object_name = p.object_name;

-- As relacl and its like have it: the owner first, who may all.
CREATE VIEW forebay_catalog.main.object_acl AS
SELECT object_kind, object_schema, object_name,
       list_concat([any_value(owner || '=' || CASE object_kind WHEN 'TABLE' THEN 'arwdRxtD' WHEN 'SCHEMA' THEN 'UC'
                                                   WHEN 'DATABASE' THEN 'CT' ELSE 'X' END || '/' || owner)],
                   list(grantee || '=' || rights || '/' || grantor ORDER BY identity_id, grantor)) AS acl
FROM (
  SELECT object_kind, object_schema, object_name, identity_id,
         forebay_catalog.main.pg_get_userbyid(owner_id) AS owner,
         forebay_catalog.main.pg_get_userbyid(grantor_id) AS grantor,
         CASE identity_type WHEN 'public' THEN '' WHEN 'group' THEN 'group ' || identity_name ELSE identity_name END
           AS grantee,
         string_agg(CASE privilege_type WHEN 'SELECT' THEN 'r' WHEN 'INSERT' THEN 'a' WHEN 'UPDATE' THEN 'w'
                      WHEN 'DELETE' THEN 'd' WHEN 'DROP' THEN 'D' WHEN 'REFERENCES' THEN 'x' WHEN 'ALTER' THEN 'A'
                      WHEN 'TRUNCATE' THEN 't' WHEN 'USAGE' THEN 'U' WHEN 'CREATE' THEN 'C' WHEN 'TEMP' THEN 'T'
                      ELSE 'X' END || CASE WHEN admin_option THEN '*' ELSE '' END, '' ORDER BY privilege_type) AS rights
  FROM forebay_catalog.main.held_privilege
  GROUP BY object_kind, object_schema, object_name, identity_id, owner_id, grantor_id, identity_type, identity_name
)
GROUP BY object_kind, object_schema, object_name;

CREATE VIEW forebay_catalog.main.svv_relation_privileges AS
SELECT object_schema AS namespace_name, object_name AS relation_name, privilege_type, identity_id, identity_name,
       identity_type, admin_option
FROM forebay_catalog.main.held_privilege
WHERE object_kind = 'TABLE';

CREATE VIEW forebay_catalog.main.svv_schema_privileges AS
SELECT object_schema AS namespace_name, privilege_type, identity_id, identity_name, identity_type, admin_option
FROM forebay_catalog.main.held_privilege
WHERE object_kind = 'SCHEMA';

CREATE VIEW forebay_catalog.main.svv_database_privileges AS
SELECT CAST(current_database() AS VARCHAR) AS database_name, privilege_type, identity_id, identity_name, identity_type,
       admin_option
FROM forebay_catalog.main.held_privilege
WHERE object_kind = 'DATABASE';

CREATE VIEW forebay_catalog.main.svv_function_privileges AS
SELECT object_schema AS namespace_name,
       regexp_extract(object_name, '^[^(]*') AS function_name,
       regexp_extract(object_name, '\((.*)\)$', 1) AS argument_types,
       privilege_type, identity_id, identity_name, identity_type, admin_option
FROM forebay_catalog.main.held_privilege
WHERE object_kind = 'PROCEDURE';

CREATE VIEW forebay_catalog.main.svv_default_privileges AS
SELECT nullif(d.object_schema, '') AS schema_name,
       CASE d.object_kind WHEN 'TABLE' THEN 'RELATION' ELSE 'FUNCTION' END AS object_type,
       d.owner_id,
       forebay_catalog.main.pg_get_userbyid(d.owner_id) AS owner_name,
       'user' AS owner_type,
       d.privilege AS privilege_type,
       d.grantee_id,
       coalesce(g.name, 'forebay') AS grantee_name,
       CASE coalesce(g.kind, 'U') WHEN 'G' THEN 'group' WHEN 'P' THEN 'public' ELSE 'user' END AS grantee_type,
       false AS admin_option
FROM forebay_catalog.main.ledger_default_privilege d
LEFT JOIN forebay_catalog.main.ledger_principal g ON g.principal_id = d.grantee_id;

-- Whether a user, by name or number, has one of the privileges on an object.
CREATE MACRO forebay_catalog.main.user_may(forebay_user, forebay_kind, forebay_schema, forebay_object, forebay_privilege) AS
  (SELECT count(*) > 0
   FROM forebay_catalog.main.pg_user_info u
   WHERE CAST(forebay_user AS VARCHAR) IN (u.usename, CAST(u.usesysid AS VARCHAR))
     AND (u.usesuper
       OR (lower(forebay_schema) = 'forebay' AND u.syslogaccess = 'UNRESTRICTED' AND upper(forebay_privilege) = 'SELECT')
       OR EXISTS (SELECT 1 FROM forebay_catalog.main.ledger_ownership o
                  WHERE o.owner_id = u.usesysid AND o.object_kind = forebay_kind
                    AND o.object_schema = forebay_catalog.main.folded(forebay_schema) AND o.object_name = forebay_catalog.main.folded(forebay_object))
       OR EXISTS (SELECT 1 FROM forebay_catalog.main.ledger_privilege p
                  WHERE p.object_kind = forebay_kind AND p.object_schema = forebay_catalog.main.folded(forebay_schema)
                    AND p.object_name = forebay_catalog.main.folded(forebay_object)
                    AND contains(', ' || replace(replace(upper(forebay_privilege), 'TEMPORARY', 'TEMP'), ' WITH GRANT OPTION', '') || ',',
                                 ' ' || p.privilege || ',')
                    AND (p.grantee_id IN (0, u.usesysid)
                      OR p.grantee_id IN (SELECT m.group_id FROM forebay_catalog.main.ledger_membership m
                                          WHERE m.user_id = u.usesysid)))));
