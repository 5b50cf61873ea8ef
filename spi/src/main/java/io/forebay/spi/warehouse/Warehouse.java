package io.forebay.spi.warehouse;

/** A warehouse that is open. Thread-safe. */
public interface Warehouse extends AutoCloseable {
    /** {@code duckdb}, {@code postgresql}, {@code redshift}. */
    String name();

    /** A new connection. After a failure that ended all connections this opens the warehouse again first. */
    WarehouseConnection connect();

    /** The SQL that differs between warehouses. */
    Dialect dialect();

    /**
     * Makes a table of values that live in this process queryable as {@code forebay.NAME()} or under the name that
     * {@link Dialect#liveTable} gives; called once for each at start, before any session.
     */
    void register(LiveTable table);

    /**
     * Whether only one process can have the warehouse open: what an earlier process left behind is then certainly not
     * at work any more.
     */
    default boolean exclusive() {
        return false;
    }

    @Override
    void close();
}
