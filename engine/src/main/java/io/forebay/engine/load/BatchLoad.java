package io.forebay.engine.load;

import io.forebay.engine.ledger.Ledger;
import io.forebay.spi.Blame;
import io.forebay.spi.CommonError;
import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoredObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch of a job on its way into the warehouse: what can be loaded is, a trouble that passes is waited for, and a
 * trouble of the whole load is narrowed down by halves until the file that brings it is alone. Used by one thread.
 */
final class BatchLoad {
    private static final Logger log = LoggerFactory.getLogger(BatchLoad.class);
    private static final int ATTEMPTS = 6;
    private static final int ATTEMPTS_NARROWED = 2;
    /** Single files that fail one after the other and none that loads: the trouble may not be theirs. */
    private static final int NOT_THE_FILES = 3;

    /** What may be one file's doing, though it ends the whole load. */
    private static final Set<ErrorCode> NARROWED = Set.of(
            CommonError.OUT_OF_MEMORY,
            CommonError.DISK_FULL,
            CommonError.TOO_MUCH,
            CommonError.CONNECTION_LOST,
            CommonError.INTERNAL);

    /** Classes of SQLSTATE that tell of values; of a case and a count of rows that were not expected, too. */
    private static final Set<String> DATA = Set.of("20", "21", "22", "23");

    private final JobAttempts loads;
    private final Ledger ledger;
    private final Patience patience;
    private final JobProgress progress = new JobProgress();
    private final Map<StoredObject, ForebayException> suspects = new LinkedHashMap<>();
    private int suspectsInARow;
    private final Contents contents;

    BatchLoad(JobAttempts loads, Ledger ledger, Patience patience) {
        this.loads = loads;
        this.contents = loads.contents();
        this.ledger = ledger;
        this.patience = patience;
    }

    /** @param told is told once what was done, also when the batch ends with an exception */
    void run(LoadTask task, Consumer<LoadResult> told) {
        try {
            load(task);
            judge(task);
        } finally {
            suspects.keySet().forEach(patience::troubled);
            told.accept(progress.result());
        }
    }

    /** Loads what was in trouble before after the others, which then speak for the warehouse. */
    private void load(LoadTask task) {
        List<StoredObject> first = patience.without(task.objects());
        List<StoredObject> then = patience.only(task.objects());
        try {
            if (first.isEmpty() || then.isEmpty()) {
                load(task, ATTEMPTS);
            } else {
                load(task.with(task.id(), first), ATTEMPTS);
                load(task.with(ledger.ids().next(), then), ATTEMPTS);
            }
        } catch (ForebayException e) {
            if (!progress.leaves(e)) {
                throw e;
            }
            progress.leave(e);
        }
    }

    /** @throws ForebayException for a trouble that is not a file's (the table is missing, the store is away) */
    private void load(LoadTask task, int attempts) {
        try {
            loadWhole(task, attempts);
        } catch (ForebayException e) {
            if (!mayBeOneFiles(e)) {
                throw e;
            }
            narrow(task, e);
        }
    }

    /** The warehouse's own refusals of a value too: data exceptions, constraints, and what a trigger or a procedure raises. */
    private static boolean mayBeOneFiles(ForebayException reason) {
        boolean ofTransform = reason.code() instanceof OfTransform;
        boolean narrowed = NARROWED.stream().anyMatch(reason::is);
        return narrowed
                || refusesValues(reason)
                || (ofTransform && reason.code().blame() != Blame.RESOURCE);
    }

    private static boolean refusesValues(ForebayException reason) {
        String state = reason.code().sqlState();
        boolean data = DATA.contains(state.substring(0, 2));
        return (data && !reason.is(CommonError.INVALID_PARAMETER)) || state.equals("P0001");
    }

    private void narrow(LoadTask task, ForebayException reason) {
        progress.tryAllAgain();
        List<StoredObject> left = loads.open(task.jobOf(), task.objects());
        if (left.size() == 1) {
            suspect(left.get(0), reason);
        }
        if (left.size() > 1) {
            log.info("narrowing a batch job={} files={} reason={}", task.jobId(), left.size(), reason.getMessage());
            int middle = left.size() / 2;
            load(task.with(ledger.ids().next(), left.subList(0, middle)), ATTEMPTS_NARROWED);
            load(task.with(ledger.ids().next(), left.subList(middle, left.size())), ATTEMPTS_NARROWED);
        }
    }

    /** @throws ForebayException the reason, when it may be the warehouse's: the next time begins with other files */
    private void suspect(StoredObject object, ForebayException reason) {
        suspects.put(object, reason);
        suspectsInARow = ofItsData(reason) ? 0 : suspectsInARow + 1;
        if (suspectsInARow >= NOT_THE_FILES && progress.commits() == 0 && !patience.proved(object)) {
            throw reason;
        }
    }

    /** Whether a value was refused: that is the file's, whatever becomes of others. */
    private static boolean ofItsData(ForebayException reason) {
        return reason.code().blame() == Blame.USER && refusesValues(reason);
    }

    private void loadWhole(LoadTask task, int attempts) {
        Backoff backoff = new Backoff(attempts, task.stopped(), task.jobOf().waits());
        LoadTask current = task;
        while (true) {
            if (current.objects().isEmpty()) {
                List<StoredObject> again = progress.takeAgain();
                if (again.isEmpty()) {
                    return;
                }
                if (!backoff.again(progress.passing())) {
                    progress.leave(progress.passing());
                    return;
                }
                current = current.with(ledger.ids().next(), loads.finished(again, task.stopped()));
                continue;
            }
            try {
                Attempt attempt = loads.once(current, contents);
                List<StoredObject> left = progress.add(current.objects(), attempt);
                if (attempt.failed().isEmpty()) {
                    suspectsInARow = 0;
                    patience.loaded(current.objects());
                }
                current = current.with(ledger.ids().next(), left);
            } catch (MoreColumns e) {
                current = current.adding(e.columns());
            } catch (ForebayException e) {
                if (e.is(CommonError.LEASE_LOST) || !backoff.again(e)) {
                    throw e;
                }
                log.info("trying a batch again job={} query={} reason={}", task.jobId(), current.id(), e.getMessage());
                current = current.with(current.id(), loads.open(task.jobOf(), current.objects()));
            }
        }
    }

    /**
     * A file that was alone in a load that failed is failed itself when others were loaded, so that the warehouse cannot
     * be to blame: at once for what does not pass, after a while for what may. A value that the warehouse refuses needs no
     * such proof.
     */
    private void judge(LoadTask task) {
        for (StoredObject object : List.copyOf(suspects.keySet())) {
            ForebayException reason = suspects.remove(object);
            boolean proved = ofItsData(reason) || progress.commits() > 0 || patience.proved(object);
            boolean over = patience.gone(object);
            if (reason.retryable() ? over : proved) {
                loads.fail(task.with(ledger.ids().next(), List.of(object)), reason);
                progress.failed();
            } else {
                progress.leave(reason);
            }
        }
    }
}
