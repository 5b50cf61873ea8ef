package io.forebay.engine.load;

import io.forebay.engine.ledger.Ledger;
import io.forebay.spi.CommonError;
import io.forebay.spi.Effect;
import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoredObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    /** Single files that fail one after the other and none that loads: the trouble is not theirs. */
    private static final int NOT_THE_FILES = 3;

    /** What may be one file's doing, though it ends the whole load. */
    private static final Set<ErrorCode> NARROWED = Set.of(
            CommonError.OUT_OF_MEMORY,
            CommonError.DISK_FULL,
            CommonError.TOO_MUCH,
            CommonError.CONNECTION_LOST,
            CommonError.INTERNAL,
            CommonError.OUT_OF_RANGE,
            CommonError.INVALID_TEXT,
            CommonError.INVALID_DATETIME,
            CommonError.DIVISION_BY_ZERO,
            CommonError.NOT_NULL_VIOLATION);

    private final Loader loader;
    private final Ledger ledger;
    private final Patience patience;
    private final JobProgress progress = new JobProgress();
    private final Map<StoredObject, ForebayException> suspects = new LinkedHashMap<>();
    private int suspectsInARow;

    BatchLoad(Loader loader, Ledger ledger, Patience patience) {
        this.loader = loader;
        this.ledger = ledger;
        this.patience = patience;
    }

    LoadResult run(LoadTask task) {
        try {
            load(task, ATTEMPTS);
        } catch (ForebayException e) {
            if (!progress.leaves(e)) {
                throw e;
            }
            progress.leave(e);
        }
        judge(task);
        return progress.result();
    }

    /** @throws ForebayException for a trouble that is not a file's (the table is missing, the store is away) */
    private void load(LoadTask task, int attempts) {
        try {
            loadWhole(task, attempts);
        } catch (ForebayException e) {
            if (!NARROWED.contains(e.code())) {
                throw e;
            }
            narrow(task, e);
        }
    }

    private void narrow(LoadTask task, ForebayException reason) {
        progress.tryAllAgain();
        List<StoredObject> left = loader.open(task.jobOf(), task.objects());
        if (left.size() == 1) {
            suspects.put(left.get(0), reason);
            suspectsInARow++;
        }
        if (suspectsInARow >= NOT_THE_FILES) {
            throw reason;
        }
        if (left.size() > 1) {
            log.info("narrowing a batch job={} files={} reason={}", task.jobId(), left.size(), reason.getMessage());
            int middle = left.size() / 2;
            load(task.with(ledger.ids().next(), left.subList(0, middle)), ATTEMPTS_NARROWED);
            load(task.with(ledger.ids().next(), left.subList(middle, left.size())), ATTEMPTS_NARROWED);
        }
    }

    private void loadWhole(LoadTask task, int attempts) {
        Backoff backoff = new Backoff(attempts, task.stopped());
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
                current = current.with(ledger.ids().next(), loader.finished(again, task.stopped()));
                continue;
            }
            try {
                Attempt attempt = loader.jobOnce(current);
                List<StoredObject> left = progress.add(current.objects(), attempt);
                if (attempt.failed().isEmpty()) {
                    suspectsInARow = 0;
                    patience.loaded(current.objects());
                }
                current = current.with(ledger.ids().next(), left);
            } catch (MoreColumns e) {
                current = current.adding(e.columns());
            } catch (ForebayException e) {
                if (e.code().effect() == Effect.NOT_APPLIED) {
                    loader.forgetErrors(current.id());
                }
                if (e.is(CommonError.LEASE_LOST) || !backoff.again(e)) {
                    throw e;
                }
                log.info("trying a batch again job={} query={} reason={}", task.jobId(), current.id(), e.getMessage());
                List<StoredObject> described = loader.finished(current.objects(), task.stopped());
                current = current.with(current.id(), loader.open(task.jobOf(), described));
            }
        }
    }

    /**
     * A file that was alone in a load that failed is failed itself when others were loaded, so that the warehouse cannot
     * be to blame: at once for what does not pass, after a while for what may.
     */
    private void judge(LoadTask task) {
        suspects.forEach((object, reason) -> {
            boolean proved = progress.commits() > 0 || patience.proved(object);
            boolean given = patience.gone(object);
            if (reason.retryable() ? given : proved) {
                loader.fail(task.with(ledger.ids().next(), List.of(object)), reason);
                progress.failed();
            } else {
                progress.leave(reason);
            }
        });
    }
}
