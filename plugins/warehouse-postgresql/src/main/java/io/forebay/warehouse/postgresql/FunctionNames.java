package io.forebay.warehouse.postgresql;

import java.util.Set;

/**
 * PostgreSQL's functions that users may or may not call, whatever rights Forebay's own role has
 * (<a href="https://www.postgresql.org/docs/17/functions-admin.html">its manual, 9.28</a>).
 */
final class FunctionNames {
    /** Functions of rows that read nothing but their arguments. */
    static final Set<String> ALLOWED = Set.of(
            "generate_series",
            "generate_subscripts",
            "unnest",
            "json_array_elements",
            "json_array_elements_text",
            "json_each",
            "json_each_text",
            "json_object_keys",
            "json_populate_recordset",
            "json_to_recordset",
            "jsonb_array_elements",
            "jsonb_array_elements_text",
            "jsonb_each",
            "jsonb_each_text",
            "jsonb_object_keys",
            "jsonb_path_query",
            "jsonb_path_query_tz",
            "jsonb_populate_recordset",
            "jsonb_to_recordset",
            "pg_get_keywords",
            "pg_options_to_table",
            "pg_timezone_abbrevs",
            "pg_timezone_names",
            "regexp_matches",
            "regexp_split_to_table",
            "string_to_table",
            "aclexplode",
            "ts_debug",
            "ts_parse",
            "ts_token_type");

    /**
     * What reads or writes the server's files, runs a text as a statement, reaches another server, changes settings that
     * Forebay relies on, or ends or steers the server and its sessions.
     */
    static final Set<String> REFUSED = Set.of(
            "set_config",
            "query_to_xml",
            "query_to_xmlschema",
            "query_to_xml_and_xmlschema",
            "cursor_to_xml",
            "table_to_xml",
            "schema_to_xml",
            "database_to_xml",
            "ts_stat",
            "ts_rewrite",
            "dblink",
            "dblink_connect",
            "dblink_connect_u",
            "dblink_exec",
            "dblink_open",
            "dblink_send_query",
            "crosstab",
            "connectby",
            "lo_import",
            "lo_export",
            "lo_from_bytea",
            "lo_put",
            "lo_unlink",
            "pg_read_file",
            "pg_read_binary_file",
            "pg_stat_file",
            "pg_ls_dir",
            "pg_file_write",
            "pg_file_read",
            "pg_file_rename",
            "pg_file_unlink",
            "pg_file_sync",
            "pg_logfile_rotate",
            "pg_rotate_logfile",
            "pg_current_logfile",
            "pg_reload_conf",
            "pg_terminate_backend",
            "pg_cancel_backend",
            "pg_log_backend_memory_contexts",
            "pg_promote",
            "pg_switch_wal",
            "pg_create_restore_point",
            "pg_backup_start",
            "pg_backup_stop",
            "pg_start_backup",
            "pg_stop_backup",
            "pg_wal_replay_pause",
            "pg_wal_replay_resume",
            "pg_export_snapshot",
            "pg_logical_emit_message",
            "pg_create_logical_replication_slot",
            "pg_create_physical_replication_slot",
            "pg_drop_replication_slot",
            "pg_replication_slot_advance",
            "pg_replication_origin_create",
            "pg_replication_origin_drop",
            "pg_stat_reset",
            "pg_notify");

    /** Views that show where the server's files lie, its settings, or what its users are kept out with. */
    static final Set<String> REFUSED_RELATIONS = Set.of(
            "pg_authid",
            "pg_shadow",
            "pg_hba_file_rules",
            "pg_ident_file_mappings",
            "pg_file_settings",
            "pg_largeobject");

    private FunctionNames() {}
}
