package io.forebay.spi.store;

import io.forebay.spi.Blame;
import io.forebay.spi.Effect;
import io.forebay.spi.ErrorCode;

/** What a store may fail with. */
public enum StoreError implements ErrorCode {
    /** There is no such bucket. */
    BUCKET_NOT_FOUND(Blame.USER, "58P01"),
    /** There is no object under this name, or no longer. */
    OBJECT_NOT_FOUND(Blame.USER, "58P01"),
    /** The object is not the one that was described: read it again. */
    OBJECT_CHANGED(Blame.REMOTE, "58030"),
    ACCESS_DENIED(Blame.USER, "42501"),
    /** The object is not encrypted, not in a known way, not with the key that was given, or damaged. */
    NOT_DECRYPTED(Blame.USER, "22023"),
    /** The store did not answer, or answered that it cannot now. */
    STORE_AWAY(Blame.REMOTE, "58030"),
    /** The name would leave the bucket, or is no valid key. */
    INVALID_KEY(Blame.USER, "22023");

    private final Blame blame;
    private final String sqlState;

    StoreError(Blame blame, String sqlState) {
        this.blame = blame;
        this.sqlState = sqlState;
    }

    @Override
    public Blame blame() {
        return blame;
    }

    @Override
    public Effect effect() {
        return Effect.NOT_APPLIED;
    }

    @Override
    public String sqlState() {
        return sqlState;
    }
}
