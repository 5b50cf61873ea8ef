package io.forebay.warehouse.redshift.text;

/**
 * What is asked of Redshift about a COPY: the STL tables of a provisioned cluster, or the SYS views, which serverless has
 * too. SOURCE: Amazon Redshift Database Developer Guide, "STL_LOAD_COMMITS", "STL_LOAD_ERRORS", "SYS_LOAD_DETAIL",
 * "SYS_LOAD_ERROR_DETAIL", "SVV_TRANSACTIONS", "query_group", "PG_LAST_COPY_ID", "PG_LAST_COPY_COUNT".
 */
public enum SystemViews {
    STL(
            "SELECT RTRIM(filename), SUM(lines_scanned) FROM stl_load_commits WHERE query = ? GROUP BY 1",
            "SELECT RTRIM(filename), line_number, RTRIM(colname), position, RTRIM(raw_line), RTRIM(raw_field_value), err_code,"
                    + " RTRIM(err_reason), query FROM stl_load_errors WHERE session = ? AND query > ? AND starttime >= ?"
                    + " ORDER BY query, 1, line_number",
            "SELECT t.pid FROM svv_transactions t JOIN stl_query q ON q.xid = t.xid AND q.pid = t.pid"
                    + " WHERE RTRIM(q.label) = ? UNION SELECT pid FROM stv_inflight WHERE RTRIM(label) = ?"),
    SYS(
            "SELECT RTRIM(file_name), SUM(lines_scanned) FROM sys_load_detail WHERE query_id = ? GROUP BY 1",
            "SELECT RTRIM(file_name), line_number, RTRIM(column_name), position, '', '', error_code, RTRIM(error_message),"
                    + " query_id FROM sys_load_error_detail WHERE session_id = ? AND query_id > ? AND start_time >= ?"
                    + " ORDER BY query_id, 1, line_number",
            "SELECT t.pid FROM svv_transactions t JOIN sys_query_history q ON q.transaction_id = t.xid"
                    + " WHERE RTRIM(q.query_label) = ? UNION SELECT session_id FROM sys_query_history"
                    + " WHERE status = 'running' AND RTRIM(query_label) = ?");

    /** Who this session is and where it stands, before a COPY; the clock tells whole seconds. */
    public static final String BEFORE = "SELECT pg_backend_pid(), pg_last_copy_id(), GETDATE()";

    /** What the COPY was and how many rows it loaded. */
    public static final String AFTER = "SELECT pg_last_copy_id(), pg_last_copy_count()";

    private final String files;
    private final String errors;
    private final String sessions;

    SystemViews(String files, String errors, String sessions) {
        this.files = files;
        this.errors = errors;
        this.sessions = sessions;
    }

    /** The sessions that run something, or have a transaction open, under a label. Values: the label, twice. */
    public String sessions() {
        return sessions;
    }

    /** Per file its lines. Value: the COPY's query id. */
    public String files() {
        return files;
    }

    /** Values: the session's process id, the last query id that is not meant, the time from which on. */
    public String errors() {
        return errors;
    }
}
