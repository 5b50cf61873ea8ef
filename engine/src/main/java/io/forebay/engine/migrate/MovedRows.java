package io.forebay.engine.migrate;

import io.forebay.engine.job.JobText;
import io.forebay.engine.job.WarehouseReads;
import io.forebay.engine.load.CopyBinding;
import io.forebay.engine.load.KeptRejects;
import io.forebay.engine.reject.RejectTable;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.Lineage;
import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tables of users that a job writes to, in the warehouse that it comes to. Their rows are for users to copy; what is
 * there already has the numbers of the ledger that it came from, and gets those of this one.
 */
final class MovedRows {
    private final CopyCommand command;
    private final String jobName;
    private final CopyBinding binding;
    private final Optional<TableName> rejects;
    /** Whether the table of rejected rows exists. */
    private final boolean kept;

    private MovedRows(
            CopyCommand command, String jobName, CopyBinding binding, Optional<TableName> rejects, boolean kept) {
        this.command = command;
        this.jobName = jobName;
        this.binding = binding;
        this.rejects = rejects;
        this.kept = kept;
    }

    /**
     * Writes nothing.
     *
     * @param connection without a transaction
     * @throws ForebayException when a table is missing, has not the columns that the COPY needs, or has rows that may not be
     *     changed; or when the warehouse cannot do what the COPY asks for
     */
    static MovedRows of(WarehouseConnection connection, Warehouse warehouse, MovingJob job) {
        JobText text = JobText.of(new StatementParser(warehouse.dialect()), job.definition());
        CopyCommand command = text.command();
        warehouse.staging().ifPresent(staging -> WarehouseReads.check(command, text.options(), staging));
        CopyBinding binding = binding(connection, command);
        Optional<TableName> rejects = KeptRejects.table(command, binding.table().name());
        boolean kept =
                rejects.flatMap(name -> RejectTable.find(connection, name)).isPresent();
        MovedRows rows = new MovedRows(command, job.name(), binding, rejects, kept);
        rows.checkRights(connection);
        return rows;
    }

    private static CopyBinding binding(WarehouseConnection connection, CopyCommand command) {
        try {
            return CopyBinding.of(connection, command);
        } catch (ForebayException e) {
            throw e.is(CommonError.UNDEFINED_TABLE)
                    ? e.withHint("Make the table in the second warehouse, with the columns that it has in the first.")
                    : e;
        }
    }

    /** A job that has left must not find out that its rows cannot be renumbered. */
    private void checkRights(WarehouseConnection connection) {
        load().ifPresent(load -> checkRight(connection, binding.table().name(), load));
        if (kept) {
            checkRight(connection, rejects.orElseThrow(), "job_id");
        }
    }

    private static void checkRight(WarehouseConnection connection, TableName table, String column) {
        if (Side.number(connection, "SELECT count(*) FROM (SELECT 1 FROM " + table.quoted() + " LIMIT 1) x") == 0) {
            return;
        }
        connection.begin();
        try {
            connection.execute("UPDATE " + table.quoted() + " SET " + column + " = " + column + " WHERE false AND "
                    + column + " = 0");
        } catch (ForebayException e) {
            throw e.withHint(
                    "The rows of table " + table + " are to get the new numbers of loads, which needs UPDATE.");
        } finally {
            connection.rollback();
        }
    }

    CopyBinding binding() {
        return binding;
    }

    Optional<TableName> rejects() {
        return rejects;
    }

    /**
     * Makes rows that came here before the ledger tell of loads and of the job by their numbers here. Nothing that a load of
     * another job of this warehouse has brought is touched.
     *
     * @param there what the job was where it comes from
     * @param here what it was here before it went there
     * @return what was done, for people
     */
    List<String> renumber(WarehouseConnection connection, long jobId, Former there, Optional<Former> here) {
        List<String> done = new ArrayList<>();
        load().ifPresent(load -> tell(
                done,
                renumberLoads(connection, load, jobId, there, here),
                binding.table().name()));
        if (kept) {
            tell(done, renumberRejects(connection, jobId, there), rejects.orElseThrow());
        }
        return done;
    }

    private static void tell(List<String> done, long rows, TableName table) {
        if (rows > 0) {
            done.add(Plan.count(rows, "row") + " of table " + table + " got the new numbers of loads");
        }
    }

    /** Each row once, whose new number may be another's old one. */
    private long renumberLoads(
            WarehouseConnection connection, String load, long jobId, Former there, Optional<Former> here) {
        Optional<String> file =
                Optional.ofNullable(command.load().lineage().get(Lineage.FILE)).map(this::column);
        LoadRows loads = new LoadRows(file.isPresent(), jobId);
        connection.execute("CREATE TEMP TABLE moved_load (old_id BIGINT, new_id BIGINT, file VARCHAR)");
        connection.execute(loads.ofNobodyElse(there.shift()));
        here.ifPresent(former -> connection.execute(loads.of(former)));
        String table = binding.table().name().quoted();
        long rows = connection.execute("UPDATE " + table + " SET " + load + " = m.new_id FROM moved_load m WHERE "
                + table + "." + load + " = m.old_id"
                + file.map(name -> " AND " + LoadRows.path(table + "." + name) + " = m.file")
                        .orElse(""));
        connection.execute("DROP TABLE moved_load");
        return rows;
    }

    private long renumberRejects(WarehouseConnection connection, long jobId, Former there) {
        return connection.execute(
                "UPDATE " + rejects.orElseThrow().quoted() + " SET job_id = $1, reject_id = reject_id + "
                        + there.shift() + ", load_id = CASE WHEN load_id = 0 THEN 0 ELSE load_id + " + there.shift()
                        + " END WHERE job_id = $2 AND job_name = $3"
                        + " AND NOT EXISTS (SELECT 1 FROM forebay.job j WHERE j.job_id = $2 AND j.job_name = $3)",
                jobId,
                there.jobId(),
                jobName);
    }

    /** The column of LOAD_ID, in double quotes. */
    private Optional<String> load() {
        return Optional.ofNullable(command.load().lineage().get(Lineage.LOAD_ID))
                .map(this::column);
    }

    /** The column by the name that the table has it under, in double quotes. */
    private String column(String written) {
        return TableName.quote(binding.table().find(written).orElseThrow().name());
    }
}
