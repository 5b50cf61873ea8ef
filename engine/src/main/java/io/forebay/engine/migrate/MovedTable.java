package io.forebay.engine.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A table of the ledger whose rows of a job move with it: all that have a column {@code job_id}, but the lease, the moves
 * and what servers tell each other.
 */
enum MovedTable {
    JOB("job_id:job job_name database_name owner_id:long created:time"),
    JOB_DEFINITION(
            "job_id:job change_id:number iam_role table_schema table_name source copy_text options changed:time"),
    JOB_STATE("job_id:job change_id:number is_auto:flag is_dropped:flag changed:time"),
    JOB_FILE("job_id:job file_key:key bucket object_key size_bytes:long etag last_modified:time state query_id:number"
            + " enqueued:time"),
    JOB_ACTION("job_id:job action_id:number action bucket object_key file_key:key etag query_id:number user_id:long"
            + " recorded:time detail"),
    JOB_CONTENT("job_id:job hash_high:long hash_low:long bucket object_key query_id:number"),
    JOB_DUPLICATE("job_id:job hash_high:long hash_low:long bucket object_key"),
    JOB_OWED("job_id:job query_id:number place:long bucket object_key size_bytes:long etag last_modified:time target"
            + " is_refused:flag"),
    JOB_CONSUMED("job_id:job query_id:number action_id:number bucket object_key etag outcome target recorded:time"),
    JOB_MESSAGE("job_id:job recorded:time message"),
    LOAD("query_id:number job_id:job transaction_id:number session_id:long user_id:long database_name table_id:table"
            + " table_name status source file_format started:time ended:time loaded_rows:long file_count:long"
            + " file_bytes:long error_count:long"),
    LOAD_FILE("query_id:number job_id:job bucket object_key size_bytes:long etag last_modified:time lines_scanned:long"
            + " loaded_rows:long error_count:long started:time ended:time"),
    LOAD_ERROR("query_id:number job_id:job transaction_id:number session_id:long user_id:long database_name"
            + " table_id:table recorded:time file_name line_number:long column_index:long column_name column_type"
            + " column_length position:long raw_line:shown raw_value:shown error_code:long reason:shown");

    /** How a value travels. */
    enum Kind {
        TEXT,
        /** A text for people, of which a NUL is not needed: no text of PostgreSQL's holds one. */
        SHOWN,
        LONG,
        FLAG,
        TIME,
        /** The job's own number. */
        JOB,
        /** A number that the ledger has given, or 0. */
        NUMBER,
        /** A file's key, which the job's number is part of. */
        KEY,
        /** A table's number, which is found by the table's name. */
        TABLE
    }

    record Moving(String name, Kind kind) {}

    private final List<Moving> columns;

    MovedTable(String columns) {
        List<Moving> all = new ArrayList<>();
        for (String column : columns.split(" ", -1)) {
            int colon = column.indexOf(':');
            all.add(
                    colon < 0
                            ? new Moving(column, Kind.TEXT)
                            : new Moving(
                                    column.substring(0, colon),
                                    Kind.valueOf(column.substring(colon + 1).toUpperCase(Locale.ROOT))));
        }
        this.columns = List.copyOf(all);
    }

    /** In the order of the table. */
    List<Moving> columns() {
        return columns;
    }

    /** Without the schema. */
    String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    String qualified() {
        return "forebay." + table();
    }

    /** Gives the rows of the job {@code $1}; of a table's number, the table's name. */
    String select() {
        return "SELECT " + columns.stream().map(this::expression).collect(Collectors.joining(", ")) + " FROM "
                + qualified() + " x WHERE x.job_id = $1";
    }

    private String expression(Moving column) {
        return switch (column.kind()) {
            case KEY -> "CAST(x." + column.name() + " AS VARCHAR)";
            case TABLE ->
                this == LOAD
                        ? "x.table_name"
                        : "coalesce((SELECT min(l.table_name) FROM forebay.load l WHERE l.query_id = x.query_id), '')";
            default -> "x." + column.name();
        };
    }
}
