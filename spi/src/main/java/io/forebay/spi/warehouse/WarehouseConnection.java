package io.forebay.spi.warehouse;

import io.forebay.spi.format.RejectedRow;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection. Used by one thread at a time, except {@link #cancel}. All methods throw {@code ForebayException};
 * after an error inside a transaction only {@link #rollback} and {@link #close} are allowed.
 */
public interface WarehouseConnection extends AutoCloseable {
    /** Starts a transaction; the warehouse's own isolation (a snapshot). */
    void begin();

    /**
     * Makes the transaction durable. When this throws, the transaction is over and the connection is of no more use
     * ({@link #usable} is false): NOT_APPLIED when the warehouse certainly refused, COMMIT_UNKNOWN otherwise.
     */
    void commit();

    /** Undoes the transaction; never throws for a transaction that is already over. */
    void rollback();

    /** Whether {@link #begin} was called and neither {@link #commit} nor {@link #rollback} since. */
    boolean inTransaction();

    /** Whether statements may still be sent on it. */
    boolean usable();

    /** Parses one statement in the warehouse's own SQL. Parameters are {@code $1}, {@code $2} … */
    Query prepare(String sql);

    /** Runs one statement and gives its update count. */
    default long execute(String sql, @Nullable Object... values) {
        try (Query query = prepare(sql);
                Rows rows = query.execute(java.util.Arrays.asList(values))) {
            return rows.updateCount();
        }
    }

    /** Runs statements one after another, up to the first that fails. For many at once, as of a script. */
    default void executeAll(List<String> statements) {
        statements.forEach(this::execute);
    }

    /**
     * Keeps a user's comment, in place of one that is there.
     *
     * @param column null for the relation's own
     * @param text null to remove it
     */
    default void comment(Table table, @Nullable String column, @Nullable String text) {
        String relation = table.name().quoted();
        String object = column != null
                ? "COLUMN " + relation + "." + TableName.quote(column)
                : (table.view() ? "VIEW " : "TABLE ") + relation;
        execute("COMMENT ON " + object + " IS " + (text == null ? "NULL" : "'" + text.replace("'", "''") + "'"));
    }

    /** Whose session the statements that follow belong to, for a catalog of the warehouse's that tells users. */
    default void user(String name) {}

    /** The number of the session's statement that begins, for {@link ExternalCalls}. */
    default void query(long number) {}

    /**
     * The schemas in which a name without one is looked for, in this order. Those that do not exist are passed over.
     *
     * @param schemas the first that exists is where tables and views without a schema are made
     * @param readOnly looked at behind the others; nothing without a schema is ever made there
     */
    void searchPath(List<String> schemas, List<String> readOnly);

    /** Where a table or view without a schema is made; throws UNDEFINED_SCHEMA when no schema of the path exists. */
    String firstSchema();

    /** The table or view, looked for along the search path when the schema is null; temporary tables first. */
    Optional<Table> find(@Nullable String schema, String name);

    /** Like {@link #find}, but throws UNDEFINED_TABLE. */
    default Table load(@Nullable String schema, String name) {
        return find(schema, name)
                .orElseThrow(() -> new io.forebay.spi.ForebayException(
                        io.forebay.spi.CommonError.UNDEFINED_TABLE,
                        "relation \"" + (schema == null ? name : schema + "." + name) + "\" does not exist"));
    }

    /**
     * Makes a table; opens and commits a transaction of its own when none is open. What the engine would forget
     * (lengths, identities, notes) is kept with the table in the same transaction.
     *
     * @return false when it was there already and the definition says IF NOT EXISTS
     */
    boolean create(TableDefinition definition);

    /** Adds a column, or changes the type of the one of that name, keeping its declared type. */
    void alter(TableName table, Column column, boolean add);

    /** Keeps declared types for columns of a table that a query made (CREATE TABLE … AS); others stay as they are. */
    void declare(TableName table, List<Column> columns);

    /**
     * Puts the rows of one batch into its table, inside the transaction that is open. Nothing is committed here.
     *
     * @return the rows that the warehouse says it inserted
     */
    long load(LoadBatch batch, RowSource rows);

    /**
     * Has the warehouse read the objects of a batch into its table, inside the transaction that is open. Nothing is
     * committed here. Only where {@link Warehouse#staging} is not empty.
     *
     * @return its counts; they agree with the batch, object by object
     * @throws io.forebay.spi.ForebayException LOAD_FAILED when it refused values, which {@link #refused} tells; INTERNAL
     *     when its counts do not agree
     */
    default ObjectLoadResult load(ObjectLoad load) {
        throw new UnsupportedOperationException("this warehouse is given rows");
    }

    /**
     * What the load that failed last on this connection with LOAD_FAILED was refused for, after its transaction was rolled
     * back; asked in a transaction of its own. Empty when the warehouse does not tell.
     */
    default List<RejectedRow> refused(ObjectLoad load) {
        throw new UnsupportedOperationException("this warehouse is given rows");
    }

    /**
     * Adds rows to one of the ledger's tables, or to a temporary table of this connection (schema {@code temp}), inside
     * the transaction that is open. Values as in {@link
     * Query#execute}; Instant for TIMESTAMP.
     */
    void append(TableName table, List<List<@Nullable Object>> rows);

    /**
     * The relations that a statement names: a query, INSERT, UPDATE or DELETE. A view is named, not what it reads.
     *
     * @throws io.forebay.spi.ForebayException SYNTAX at a position in the text; NOT_ALLOWED when they cannot be told
     */
    default List<Mention> mentions(String statement) {
        throw new UnsupportedOperationException("this warehouse has rights of its own");
    }

    /** The statement that made a view; empty for what is none. */
    default Optional<String> viewText(TableName view) {
        throw new UnsupportedOperationException("this warehouse has rights of its own");
    }

    /** The views of the database but its own, and those of no session. For a warehouse that looks up late. */
    default List<View> views() {
        throw new UnsupportedOperationException("this warehouse knows what depends on what");
    }

    /**
     * Keeps that a view was made WITH NO SCHEMA BINDING.
     *
     * @param waiting the statement that will make it when what it reads is there; null when it is made
     */
    default void bindLate(TableName view, @Nullable String waiting) {
        throw new UnsupportedOperationException("this warehouse knows what depends on what");
    }

    /** Asks the running statement or load to end soon with CANCELLED; harmless when none runs. From any thread. */
    void cancel();

    /** Rolls back what is open. */
    @Override
    void close();
}
