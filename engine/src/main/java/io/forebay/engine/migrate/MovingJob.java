package io.forebay.engine.migrate;

import io.forebay.engine.ledger.JobDefinition;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A job in one of the warehouses. */
record MovingJob(long id, String name, JobDefinition definition) {
    private static final String COLUMNS =
            "SELECT j.job_id, j.job_name, j.change_id, j.iam_role, j.table_schema, j.table_name, j.source, j.copy_text,"
                    + " j.options FROM ";

    /** Those that are not dropped, the oldest first. */
    static List<MovingJob> list(WarehouseConnection connection) {
        return list(connection, COLUMNS + "forebay.current_job j ORDER BY j.job_id");
    }

    static Optional<MovingJob> find(WarehouseConnection connection, String name) {
        return list(connection).stream().filter(job -> job.name().equals(name)).findFirst();
    }

    /** The names of jobs that have left this ledger. */
    static List<String> leftNames(WarehouseConnection connection) {
        List<String> names = new ArrayList<>();
        try (Query query = connection.prepare("SELECT DISTINCT j.job_name FROM forebay.job_move m"
                        + " JOIN forebay.job j ON j.job_id = m.job_id WHERE m.step = 'LEFT' ORDER BY 1");
                Rows rows = query.execute(List.of())) {
            while (rows.next()) {
                names.add(rows.textAt(0));
            }
        }
        return names;
    }

    /** The job of this number, also when it is dropped. */
    static Optional<MovingJob> ofNumber(WarehouseConnection connection, long jobId) {
        return list(
                        connection,
                        COLUMNS + "(SELECT d.*, n.job_name FROM forebay.newest_definition d"
                                + " JOIN forebay.job n ON n.job_id = d.job_id) j WHERE j.job_id = " + jobId)
                .stream()
                .findFirst();
    }

    private static List<MovingJob> list(WarehouseConnection connection, String sql) {
        List<MovingJob> jobs = new ArrayList<>();
        try (Query query = connection.prepare(sql);
                Rows rows = query.execute(List.of())) {
            while (rows.next()) {
                JobDefinition definition = new JobDefinition(
                        rows.longAt(2),
                        rows.textAt(3),
                        new TableName(rows.textAt(4), rows.textAt(5)),
                        rows.textAt(6),
                        rows.textAt(7),
                        rows.textAt(8));
                jobs.add(new MovingJob(rows.longAt(0), rows.textAt(1), definition));
            }
        }
        return jobs;
    }

    /** The tables that the job has ever loaded into, the newest last. */
    List<TableName> tables(WarehouseConnection connection) {
        List<TableName> tables = new ArrayList<>();
        try (Query query = connection.prepare("SELECT table_schema, table_name FROM forebay.job_definition"
                        + " WHERE job_id = $1 ORDER BY change_id");
                Rows rows = query.execute(List.of(id))) {
            while (rows.next()) {
                tables.add(new TableName(rows.textAt(0), rows.textAt(1)));
            }
        }
        return tables;
    }

    static boolean named(WarehouseConnection connection, String name) {
        return Side.number(connection, "SELECT count(*) FROM forebay.current_job WHERE job_name = $1", name) > 0;
    }
}
