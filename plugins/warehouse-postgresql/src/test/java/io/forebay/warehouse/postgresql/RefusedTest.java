package io.forebay.warehouse.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg_read_file",
                "pg_read_binary_file",
                "pg_ls_dir",
                "pg_ls_waldir",
                "pg_stat_file",
                "pg_file_write",
                "pg_file_unlink",
                "pg_logdir_ls",
                "pg_current_logfile",
                "pg_rotate_logfile",
                "pg_reload_conf",
                "pg_terminate_backend",
                "pg_cancel_backend",
                "pg_promote",
                "pg_switch_wal",
                "pg_backup_start",
                "pg_create_logical_replication_slot",
                "pg_logical_slot_get_changes",
                "pg_logical_emit_message",
                "pg_replication_origin_create",
                "pg_advisory_lock",
                "pg_try_advisory_xact_lock",
                "pg_notify",
                "pg_export_snapshot",
                "pg_import_system_collations",
                "pg_show_all_settings",
                "pg_hba_file_rules",
                "pg_config",
                "pg_stat_reset",
                "pg_stat_get_wal_receiver",
                "pg_settings_get_flags",
                "pg_tablespace_location",
                "pg_relation_filepath",
                "pg_a_function_of_a_later_version",
                "set_config",
                "current_setting",
                "nextval",
                "setval",
                "lo_import",
                "lo_export",
                "lo_unlink",
                "lo_put",
                "loread",
                "lowrite",
                "dblink",
                "dblink_exec",
                "dblink_connect_u",
                "query_to_xml",
                "query_to_xml_and_xmlschema",
                "table_to_xml",
                "schema_to_xmlschema",
                "database_to_xml",
                "cursor_to_xml",
                "ts_stat",
                "ts_rewrite",
                "crosstab",
                "crosstab4",
                "connectby",
                "xpath_table",
                "binary_upgrade_set_next_pg_type_oid",
                "schedule",
                "query_export_to_s3",
                "http_get"
            })
    void refuses(String function) {
        assertThat(Refused.function(function)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg_get_userbyid",
                "pg_get_expr",
                "pg_get_viewdef",
                "pg_table_is_visible",
                "pg_encoding_to_char",
                "pg_backend_pid",
                "pg_total_relation_size",
                "pg_size_pretty",
                "pg_typeof",
                "pg_is_in_recovery",
                "pg_sleep",
                "pg_last_copy_count",
                "pg_last_unload_id",
                "pg_timezone_names",
                "pg_stat_get_numscans",
                "pg_partition_tree",
                "count",
                "lower",
                "log",
                "low",
                "schema_name",
                "to_char",
                "json_array_length"
            })
    void letsThrough(String function) {
        assertThat(Refused.function(function)).isFalse();
    }

    /** The names are those of a real server's catalog: a slip of the pen would protect nothing. */
    @Test
    void namesRelationsThatThereAre() throws SQLException {
        List<String> names = new ArrayList<>(Refused.RELATIONS);
        try (Connection connection = PostgresServer.shared().connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT relname FROM pg_class")) {
            while (rows.next()) {
                names.remove(rows.getString(1));
            }
            if (connection.getMetaData().getDatabaseMajorVersion() < 15) {
                names.remove("pg_ident_file_mappings");
            }
        }
        assertThat(names).isEmpty();
    }

    /** What a server has that nobody but an administrator may call, or that writes: all of it is refused. */
    @Test
    void refusesWhatAServerKeepsFromOrdinaryUsers() throws SQLException {
        List<String> open = new ArrayList<>();
        try (Connection connection = PostgresServer.shared().connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT DISTINCT proname FROM pg_proc"
                        + " WHERE pronamespace = 'pg_catalog'::regnamespace AND proacl IS NOT NULL"
                        + " AND NOT EXISTS (SELECT FROM aclexplode(proacl) WHERE grantee = 0)")) {
            while (rows.next()) {
                if (!Refused.function(rows.getString(1))) {
                    open.add(rows.getString(1));
                }
            }
        }
        assertThat(open).isEmpty();
    }
}
