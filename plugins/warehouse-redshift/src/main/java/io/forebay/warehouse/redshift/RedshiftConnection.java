package io.forebay.warehouse.redshift;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.LoadBatch;
import io.forebay.spi.warehouse.ObjectLoad;
import io.forebay.spi.warehouse.ObjectLoadResult;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.RowSource;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableDefinition;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import io.forebay.warehouse.redshift.driver.Transport;
import io.forebay.warehouse.redshift.load.ObjectCopy;
import io.forebay.warehouse.redshift.load.Questions;
import io.forebay.warehouse.redshift.text.CatalogText;
import io.forebay.warehouse.redshift.text.InsertText;
import io.forebay.warehouse.redshift.text.LedgerText;
import io.forebay.warehouse.redshift.text.Placed;
import io.forebay.warehouse.redshift.text.SystemViews;
import io.forebay.warehouse.redshift.text.TableText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One session. The engine's SQL is carried to Redshift, a user's is passed: a user's connection is one with a search path. */
final class RedshiftConnection implements WarehouseConnection {
    private static final Pattern WRITES =
            Pattern.compile("(?:INSERT INTO|UPDATE|DELETE FROM)\\s+(\"?\\w+\"?\\.\"?\\w+\"?).*", Pattern.DOTALL);

    /** A procedure may SET anything and make temporary tables. */
    private static final Pattern MARKS = Pattern.compile("(?:CREATE\\s+TEMP|CALL\\b)", Pattern.CASE_INSENSITIVE);

    private final Transport transport;
    private final LedgerText text;
    private final SystemViews views;
    private final Consumer<Transport> back;
    private final Consumer<LostCommit> lost;
    private final Runnable gone;

    private final Set<String> written = new LinkedHashSet<>();
    private @Nullable ObjectCopy copy;
    private boolean ofUser;
    /** Whether its session may have what the next one who gets it must not find. */
    private boolean marked;

    private boolean inTransaction;
    private boolean failed;
    private boolean over;
    private long session;

    /**
     * @param back takes the transport of a connection that leaves nothing behind
     * @param gone is told of one that was lost
     */
    RedshiftConnection(
            Transport transport,
            LedgerText text,
            SystemViews views,
            Consumer<Transport> back,
            Consumer<LostCommit> lost,
            Runnable gone) {
        this.transport = transport;
        this.text = text;
        this.views = views;
        this.back = back;
        this.lost = lost;
        this.gone = gone;
    }

    @Override
    public void begin() {
        if (inTransaction) {
            throw new ForebayException(CommonError.ACTIVE_TRANSACTION, "there is already a transaction in progress");
        }
        checkUsable();
        session = transport.session();
        guarded(() -> {
            transport.begin();
            return session;
        });
        inTransaction = true;
        written.clear();
    }

    @Override
    public void commit() {
        if (!inTransaction) {
            throw new ForebayException(CommonError.NO_ACTIVE_TRANSACTION, "there is no transaction in progress");
        }
        if (failed) {
            rollback();
            end();
            throw new ForebayException(
                    CommonError.FAILED_TRANSACTION, "the transaction has failed before, nothing was committed");
        }
        inTransaction = false;
        try {
            transport.commit();
        } catch (ForebayException e) {
            if (e.is(CommonError.COMMIT_UNKNOWN) && !written.isEmpty()) {
                lost.accept(new LostCommit(session, written));
            }
            end();
            throw e;
        }
    }

    @Override
    public void rollback() {
        if (inTransaction) {
            inTransaction = false;
            failed = false;
            transport.rollback();
        }
    }

    @Override
    public boolean inTransaction() {
        return inTransaction;
    }

    @Override
    public boolean usable() {
        return !over && transport.usable();
    }

    @Override
    public Query prepare(String sql) {
        checkNotFailed();
        List<Placed> statements = ofUser ? List.of(text.ofUser(sql)) : text.ofEngine(sql);
        List<Query> queries = new ArrayList<>();
        for (Placed statement : statements) {
            note(statement.sql());
            queries.add(guarded(() -> transport.prepare(statement, !ofUser)));
        }
        return new SeveralQuery(queries, this::failing);
    }

    private void note(String sql) {
        String start = sql.stripLeading();
        if (MARKS.matcher(start).lookingAt()) {
            marked = true;
        }
        Matcher writes = WRITES.matcher(start);
        if (!ofUser && writes.matches()) {
            noteWritten(writes.group(1));
        }
    }

    /** Only the ledger's: a temporary table is another session's nothing, a user's may not be locked. */
    private void noteWritten(String relation) {
        String schema = text.schema();
        if (relation.startsWith(schema + ".") || relation.startsWith(TableName.quote(schema) + ".")) {
            written.add(relation);
        }
    }

    @Override
    public void searchPath(List<String> schemas, List<String> readOnly) {
        // The session's own path stays: SET search_path of a user is passed as it is.
        if (!ofUser) {
            ofUser = true;
            guarded(() -> Questions.ask(transport, CatalogText.NO_LABEL, List.of()));
        }
    }

    @Override
    public String firstSchema() {
        List<List<@Nullable Object>> rows = ask(CatalogText.SCHEMA, List.of());
        Object schema = rows.isEmpty() ? null : rows.get(0).get(0);
        if (schema == null) {
            throw new ForebayException(
                    CommonError.UNDEFINED_SCHEMA, "no schema of the search path exists to make a table in");
        }
        return schema.toString();
    }

    @Override
    public Optional<Table> find(@Nullable String schema, String name) {
        checkNotFailed();
        return guarded(() -> Catalog.find(transport, ledgers(schema), name));
    }

    private @Nullable String ledgers(@Nullable String schema) {
        return "forebay".equals(schema) ? text.schema() : schema;
    }

    private List<List<@Nullable Object>> ask(String sql, List<@Nullable Object> values) {
        checkNotFailed();
        return guarded(() -> Questions.ask(transport, sql, values));
    }

    @Override
    public boolean create(TableDefinition definition) {
        boolean there = definition.ifNotExists()
                && find(definition.temporary() ? null : definition.schema(), definition.name())
                        .filter(table -> table.temporary() == definition.temporary())
                        .isPresent();
        if (!there) {
            change(TableText.create(definition));
            marked |= definition.temporary();
        }
        return !there;
    }

    @Override
    public void alter(TableName table, Column column, boolean add) {
        change(add ? TableText.add(table, column) : TableText.change(table, column));
    }

    @Override
    public void declare(TableName table, List<Column> columns) {
        // Redshift keeps the types of what a query made.
    }

    private void change(String sql) {
        ask(sql, List.of());
    }

    @Override
    public long load(LoadBatch batch, RowSource rows) {
        throw new ForebayException(
                        CommonError.NOT_SUPPORTED, "Redshift is not given rows: its own COPY reads the files")
                .withHint("Put the rows into a file, or send INSERT.");
    }

    @Override
    public ObjectLoadResult load(ObjectLoad load) {
        if (!inTransaction) {
            throw new ForebayException(CommonError.NO_ACTIVE_TRANSACTION, "a load needs a transaction");
        }
        checkNotFailed();
        ObjectCopy started = new ObjectCopy(transport, views, load);
        copy = started;
        return guarded(started::run);
    }

    @Override
    public List<RejectedRow> refused(ObjectLoad load) {
        ObjectCopy failedCopy = copy;
        copy = null;
        if (failedCopy == null || inTransaction || !usable()) {
            return List.of();
        }
        return failedCopy.refused();
    }

    @Override
    public void append(TableName table, List<List<@Nullable Object>> rows) {
        if (!inTransaction) {
            throw new ForebayException(CommonError.NO_ACTIVE_TRANSACTION, "rows are appended in a transaction");
        }
        checkNotFailed();
        if (rows.isEmpty()) {
            return;
        }
        String relation = text.relation(table);
        noteWritten(relation);
        int columns = rows.get(0).size();
        for (List<List<@Nullable Object>> part : InsertText.parts(rows, transport.mostBytes())) {
            List<@Nullable Object> values = new ArrayList<>(part.size() * columns);
            part.forEach(values::addAll);
            Placed insert = InsertText.of(relation, columns, part.size());
            guarded(() -> {
                try (Query query = transport.prepare(insert, true);
                        Rows done = query.execute(values)) {
                    return done.updateCount();
                }
            });
        }
    }

    @Override
    public void cancel() {
        transport.cancel();
    }

    private void checkUsable() {
        if (!usable()) {
            throw new ForebayException(CommonError.CONNECTION_LOST, "the connection to Redshift has ended");
        }
    }

    private void checkNotFailed() {
        checkUsable();
        if (failed) {
            throw new ForebayException(
                    CommonError.FAILED_TRANSACTION,
                    "current transaction is aborted, commands ignored until end of transaction block");
        }
    }

    private <T> T guarded(java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (ForebayException e) {
            failing();
            throw e;
        }
    }

    /** The others are told of a lost session at once, not when this one is closed. */
    private void failing() {
        failed = inTransaction;
        if (!transport.usable()) {
            gone.run();
        }
    }

    private void end() {
        over = true;
        transport.close();
    }

    @Override
    public void close() {
        if (over) {
            return;
        }
        rollback();
        transport.release();
        boolean clean = transport.usable() && !ofUser && !marked;
        over = true;
        if (clean) {
            back.accept(transport);
            return;
        }
        if (!transport.usable()) {
            gone.run();
        }
        transport.close();
    }
}
