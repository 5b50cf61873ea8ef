package io.forebay.format.kit.source;

/** What a reader holds of an object's bytes while it reads. */
public interface Held extends AutoCloseable {
    /** Closes the stored bytes, so that a read that hangs in the store ends; from any thread. */
    void interrupt();

    /** Gives back what reading needed; after {@link #interrupt}, maybe twice. */
    @Override
    void close();
}
