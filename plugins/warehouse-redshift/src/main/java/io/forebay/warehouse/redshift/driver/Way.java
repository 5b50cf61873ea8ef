package io.forebay.warehouse.redshift.driver;

/** How Redshift is reached: opens transports. Its text tells where it leads, without secrets. Thread-safe. */
public interface Way extends AutoCloseable {
    /**
     * A session of its own.
     *
     * @throws io.forebay.spi.ForebayException CONNECTION_LOST when there is no way now
     */
    Transport open();

    /** Whether the address says that it is a serverless workgroup. */
    boolean serverless();

    @Override
    void close();
}
