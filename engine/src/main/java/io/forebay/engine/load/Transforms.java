package io.forebay.engine.load;

import io.forebay.engine.ledger.LoadRecord;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What jobs call at the end of their loads (THEN CALL), in the load's own transaction. Thread-safe. */
public final class Transforms {
    /** Readies calls. Thread-safe. */
    @FunctionalInterface
    public interface Caller {
        /**
         * A call in the open transaction of a load.
         *
         * @throws ForebayException when the procedure is missing or must not be called so
         */
        Call ready(WarehouseConnection connection, LoadTask task, String call);
    }

    /** A call that is ready to run, once. Used by one thread, except {@link #cancel}. */
    public interface Call extends AutoCloseable {
        /** @param rows that the load has brought */
        void run(long rows);

        /** Ends the call soon with CANCELLED; from any thread. */
        void cancel();

        @Override
        void close();
    }

    /** As the context of an error tells it. */
    private static final Pattern PLACE = Pattern.compile("function \"(.+)\" line (\\d+)");

    private final boolean passes;
    private final RunningLoads running;
    private volatile @Nullable Caller caller;

    public Transforms(Warehouse warehouse, RunningLoads running) {
        this.passes = warehouse.staging().isPresent();
        this.running = running;
    }

    /** To be told before the first load of a job. */
    public void by(Caller calling) {
        caller = calling;
    }

    /** The call of a load whose transaction has begun; null when its job has none. */
    @Nullable
    Call ready(WarehouseConnection connection, LoadTask task) {
        String call = task.jobOf().options().then();
        if (call.isEmpty()) {
            return null;
        }
        if (passes) {
            return new PassedCall(connection, call);
        }
        Caller calling = caller;
        if (calling == null) {
            throw new ForebayException(CommonError.SHUTTING_DOWN, "procedures cannot be called yet");
        }
        try {
            return calling.ready(connection, task, call);
        } catch (ForebayException e) {
            boolean data = e.code().sqlState().matches("2[0-3].*"); // but of no file
            throw new ForebayException(
                            data ? CommonError.WRONG_STATE : e.code(),
                            "THEN CALL " + call + " cannot run: " + e.getMessage()
                                    + "; no file is loaded before it can: make the procedure again, or change the call"
                                    + " by COPY JOB ALTER name THEN CALL … or THEN NOTHING",
                            e)
                    .withPosition(0);
        }
    }

    /** Runs the call when the load and its rows of the ledger are in the transaction. */
    void run(@Nullable Call call, LoadTask task, LoadRecord load, long rows, long errors) {
        if (call == null) {
            return;
        }
        running.add(load, task.objects(), new Calling(call, task.objects().size(), rows, errors));
        try {
            if (task.stopped().getAsBoolean()) {
                throw ForebayException.cancelled();
            }
            call.run(rows);
        } catch (ForebayException e) {
            throw of(task, e);
        } finally {
            running.remove(load);
        }
    }

    /** The procedure and its line come first in the message, as views keep no more than its beginning. */
    private static ForebayException of(LoadTask task, ForebayException e) {
        if (e.is(CommonError.CANCELLED) || e.is(CommonError.LEASE_LOST)) {
            return e;
        }
        String call = "THEN CALL " + task.jobOf().options().then();
        String context = e.context().orElse("");
        Matcher place = PLACE.matcher(context);
        String message = place.find()
                ? place.group(1) + " line " + place.group(2) + ": " + e.getMessage() + " (" + call + "; "
                        + String.join(", ", context.lines().toList()) + ")"
                : call + ": " + e.getMessage();
        ForebayException told = new ForebayException(new OfTransform(e.code()), message, e);
        return e.hint().map(told::withHint).orElse(told);
    }

    /** A load whose rows are in the transaction. */
    private record Calling(Call call, int started, long rows, long errors) implements LoadProgress {
        @Override
        public void cancel() {
            call.cancel();
        }
    }

    /** Where procedures are the warehouse's own. */
    private record PassedCall(WarehouseConnection connection, String text) implements Call {
        @Override
        public void run(long rows) {
            connection.execute("CALL " + text);
        }

        @Override
        public void cancel() {
            connection.cancel();
        }

        @Override
        public void close() {}
    }
}
