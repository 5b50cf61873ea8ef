package io.forebay.warehouse.redshift.driver;

import io.forebay.spi.Blame;
import io.forebay.spi.Effect;
import io.forebay.spi.ErrorCode;

/** Redshift's errors that no code of ours tells. Nothing was applied. */
public enum RedshiftError implements ErrorCode {
    /** What Redshift has no state for: its own faults, and most of what its COPY and UNLOAD say. */
    SERVER_SAYS_NO(Blame.REMOTE, "XX000"),
    /** RAISE EXCEPTION of a procedure. */
    RAISED(Blame.USER, "P0001");

    private final Blame blame;
    private final String sqlState;

    RedshiftError(Blame blame, String sqlState) {
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
