package io.forebay.spi.warehouse;

import io.forebay.spi.store.ObjectUri;
import java.util.List;
import java.util.Optional;

/** A warehouse that is open. Thread-safe. */
public interface Warehouse extends AutoCloseable {
    /** {@code duckdb}, {@code postgresql}, {@code redshift}. */
    String name();

    /** The name of its database, which SQL clients may connect to beside {@code dev}. */
    default String database() {
        return "dev";
    }

    /** A new connection. After a failure that ended all connections this opens the warehouse again first. */
    WarehouseConnection connect();

    /** The SQL that differs between warehouses. */
    Dialect dialect();

    /**
     * Where manifests are put for a warehouse that reads the objects of a load itself: a key prefix that ends with a
     * slash. Its connections then take an {@link ObjectLoad}, no {@link RowSource}, and the SQL of its users is passed to
     * it as they wrote it. Empty for a warehouse that is given rows.
     */
    default Optional<ObjectUri> staging() {
        return Optional.empty();
    }

    /**
     * Makes a table of values that live in this process queryable as {@code forebay.NAME()} or under the name that
     * {@link Dialect#liveTable} gives; called once for each at start, before any session.
     */
    void register(LiveTable table);

    /** Gives what answers the calls of external functions; called once at start, where the dialect can write such calls. */
    default void register(ExternalCalls calls) {}

    /** Gives what reads the objects of external tables; called once at start, where the dialect has such tables. */
    default void register(ExternalReads reads) {}

    /**
     * Whether only one process can have the warehouse open: what an earlier process left behind is then certainly not
     * at work any more.
     */
    default boolean exclusive() {
        return false;
    }

    /**
     * Makes the ledger's tables and views, or carries over those of an older format, for a warehouse that has a way of
     * its own for that; several servers may do it at once.
     *
     * @param views one statement each, in the warehouse's own SQL, to be run when they are not what was run last
     * @return false for a warehouse that leaves all of it to the engine's scripts
     */
    default boolean makeLedger(List<String> views) {
        return false;
    }

    /** Gives the connections of this process the name by which {@link #expel} knows them. Called once, at start. */
    default void identify(String server) {}

    /**
     * Ends what a server that is taken for dead may still have open in the warehouse, so that nothing of it commits any
     * more and none of its locks is left. Does nothing where a dead process cannot have left anything.
     *
     * @param server as given to {@link #identify} there
     */
    default void expel(String server) {}

    @Override
    void close();
}
