package io.forebay.engine.load;

import io.forebay.spi.Blame;
import io.forebay.spi.Effect;
import io.forebay.spi.ErrorCode;

/** The code of an error in what a job calls at the end of its load: it is no reading of a file that failed. */
record OfTransform(ErrorCode of) implements ErrorCode {
    @Override
    public String name() {
        return of.name();
    }

    @Override
    public Blame blame() {
        return of.blame();
    }

    @Override
    public Effect effect() {
        return of.effect();
    }

    @Override
    public String sqlState() {
        return of.sqlState();
    }
}
