package io.forebay.engine.load;

import io.forebay.engine.sql.CopyCommand.LoadFlag;
import io.forebay.engine.sql.CopyCommand.LoadOptions;

/**
 * When bad rows end a load.
 *
 * @param maxErrors the number of rejected rows, from 1, at which the whole load, or the file, fails; {@code
 *     Long.MAX_VALUE} for never
 * @param failFile whether bad rows are counted for each file and fail that alone, as in a job, and no row of it may stay
 */
public record ErrorRule(long maxErrors, boolean failFile) {
    /** A job: one bad row fails its file, the others are loaded without it. */
    public static final ErrorRule FAIL_FILE = new ErrorRule(1, true);

    /** IGNOREALLERRORS. */
    public static final ErrorRule IGNORE_ALL = new ErrorRule(Long.MAX_VALUE, false);

    /** MAXERROR: the load fails when there are as many errors, from 1. */
    public static ErrorRule maxError(long count) {
        return new ErrorRule(count, false);
    }

    /** MAXERROR of a job: a file fails when it has as many errors, from 1; the others are loaded without it. */
    public static ErrorRule maxErrorOfFile(long count) {
        return new ErrorRule(count, true);
    }

    /** Of a load. */
    static ErrorRule of(LoadTask task) {
        LoadOptions options = task.command().load();
        if (task.job() != null) {
            return maxErrorOfFile(KeptRejects.maxErrors(options));
        }
        return options.has(LoadFlag.IGNOREALLERRORS) ? IGNORE_ALL : maxError(options.maxError());
    }
}
