package io.forebay.engine.load;

/**
 * When bad rows end a load.
 *
 * @param maxErrors the number of rejected rows at which the whole load fails; {@code Long.MAX_VALUE} for never
 * @param failFile whether a bad row fails its file alone, as in a job, and no row of that file may stay
 */
public record ErrorRule(long maxErrors, boolean failFile) {
    /** A job: the file fails, the others are loaded without it. */
    public static final ErrorRule FAIL_FILE = new ErrorRule(Long.MAX_VALUE, true);

    /** IGNOREALLERRORS. */
    public static final ErrorRule IGNORE_ALL = new ErrorRule(Long.MAX_VALUE, false);

    /** MAXERROR: the load fails when there are as many errors, from 1. */
    public static ErrorRule maxError(long count) {
        return new ErrorRule(count, false);
    }
}
