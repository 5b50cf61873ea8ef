package io.forebay.warehouse.postgresql;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What users must not call or read: the server's files and settings, other sessions, functions that run a text as a
 * statement, sequences and large objects (which a query would write). Of the functions whose name starts with {@code pg_}
 * only those that look at the catalog are let through, so that what a later PostgreSQL adds is refused. SOURCE: PostgreSQL
 * manual, "System Administration Functions", "System Information Functions", "XML Functions", "Additional Supplied Modules".
 */
final class Refused {
    /** Readers of files; COPY is what loads files. */
    static final Set<String> FILE_FUNCTIONS = Set.of(
            "pg_read_file",
            "pg_read_binary_file",
            "pg_stat_file",
            "pg_ls_dir",
            "pg_ls_logdir",
            "pg_ls_waldir",
            "pg_ls_tmpdir",
            "pg_ls_archive_statusdir",
            "lo_import",
            "table_import_from_s3");

    private static final Set<String> FUNCTIONS = Set.of(
            // settings
            "set_config",
            "current_setting",
            // sequences: a query must not move those of the ledger
            "nextval",
            "setval",
            "currval",
            "lastval",
            // large objects; those that start with lo_ too
            "loread",
            "lowrite",
            // a text becomes a statement; dblink… and …_to_xml… too
            "ts_stat",
            "ts_rewrite",
            "connectby",
            "xpath_table",
            "xslt_process",
            "query_export_to_s3",
            "schedule",
            "schedule_in_database",
            "unschedule",
            "alter_job",
            // the network
            "http",
            "http_get",
            "http_post",
            "http_put",
            "http_patch",
            "http_delete",
            "http_head",
            // what changes indexes
            "gin_clean_pending_list");

    private static final Pattern FAMILY = Pattern.compile(
            "(database|schema|table|query|cursor)_to_xml.*|(lo_|dblink|crosstab|postgres_fdw_|binary_upgrade_|brin_).*");

    /** What the catalog's readers are called: of psql, drivers and BI tools, and the session's own answers. */
    private static final Pattern CATALOG = Pattern.compile(
            "pg_get_(?!backend_memory_contexts|shmem_allocations).*|pg_partition_.*|pg_stat_get_(?!wal_receiver).*"
                    + "|pg_.*(_is_visible|_size|_has_property)"
                    + "|pg_(size_pretty|size_bytes|typeof|basetype|backend_pid|my_temp_schema|is_other_temp_schema)"
                    + "|pg_(encoding_to_char|char_to_encoding|encoding_max_length|client_encoding|collation_for)"
                    + "|pg_(has_role|describe_object|identify_object|identify_object_as_address|options_to_table)"
                    + "|pg_(relation_is_publishable|relation_is_updatable|column_is_updatable|column_compression)"
                    + "|pg_(is_in_recovery|postmaster_start_time|conf_load_time|jit_available|trigger_depth)"
                    + "|pg_(current_snapshot|current_xact_id|current_xact_id_if_assigned|xact_status|visible_in_snapshot)"
                    + "|pg_(snapshot_xip|snapshot_xmin|snapshot_xmax|lock_status|blocking_pids|safe_snapshot_blocking_pids)"
                    + "|pg_(input_is_valid|input_error_info|timezone_names|timezone_abbrevs|sleep|sleep_for|sleep_until)"
                    + "|pg_last_(copy|unload)_(id|count)");

    /** Passwords, settings, and what an object or a subscription hides. */
    static final Set<String> RELATIONS = Set.of(
            "pg_authid",
            "pg_shadow",
            "pg_user_mapping",
            "pg_user_mappings",
            "_pg_user_mappings",
            "user_mapping_options",
            "pg_hba_file_rules",
            "pg_ident_file_mappings",
            "pg_file_settings",
            "pg_settings",
            "pg_db_role_setting",
            "pg_config",
            "pg_largeobject",
            "pg_subscription",
            "pg_stat_wal_receiver");

    private Refused() {}

    /** @param name in lower case, without a schema */
    static boolean function(String name) {
        if (name.startsWith("pg_")) {
            return !CATALOG.matcher(name).matches();
        }
        return FUNCTIONS.contains(name)
                || FILE_FUNCTIONS.contains(name)
                || FAMILY.matcher(name).matches();
    }
}
