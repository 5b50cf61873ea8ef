package io.forebay.warehouse.redshift.driver;

import io.forebay.spi.warehouse.ObjectLoad;
import io.forebay.spi.warehouse.Query;
import io.forebay.warehouse.redshift.text.Placed;

/** The way to Redshift: sends text that is ready, and one transaction at a time. Used by one thread, except cancel. */
public interface Transport extends AutoCloseable {
    void begin();

    /** As {@code WarehouseConnection.commit}: COMMIT_UNKNOWN when the reply was lost. */
    void commit();

    /** Never throws. */
    void rollback();

    boolean usable();

    /** The connection is done with: ends results that are not read to their end. */
    default void release() {}

    /** @param typed whether texts among the values are VARCHAR; else Redshift finds what they are */
    Query prepare(Placed statement, boolean typed);

    /** The session's process id. */
    long session();

    /** A COPY of these objects comes next: for a way that goes nowhere, to answer for Redshift. */
    default void expect(ObjectLoad load) {}

    /** The most bytes that a statement and its values may have. */
    default int mostBytes() {
        return Integer.MAX_VALUE;
    }

    void cancel();

    @Override
    void close();
}
