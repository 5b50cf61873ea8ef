package io.forebay.engine.repair;

import io.forebay.engine.job.HeldJob;
import io.forebay.engine.ledger.FileRepair;
import io.forebay.engine.ledger.FileState;
import io.forebay.engine.ledger.JobFile;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** COPY JOB RETRY: a file that the job is done with, but has not loaded, may load. */
public final class Retry {
    /** Up to here each file is asked for by its name; beyond, the prefix is listed. */
    private static final int SINGLY = 1000;

    private final Repairs repairs;

    Retry(Repairs repairs) {
        this.repairs = repairs;
    }

    /**
     * @return what to tell the user
     * @throws ForebayException WRONG_STATE when the file is loaded, or the job is not done with it
     */
    public String file(String name, ObjectUri file, Caller caller) {
        return repairs.jobs().hold(name, caller.cancelled(), held -> {
            Repairs.checkUnder(held.job(), held.text(), file);
            JobFile known = repairs.files().find(held.job().id(), file).orElseThrow(() -> notDone(name, file));
            if (known.state() == FileState.INGESTED && consumeAgain(held, Optional.of(file)) > 0) {
                FileRepair.Change stays = new FileRepair.Change(
                        known.object(), known.queryId(), FileState.INGESTED, "AFTER LOAD was refused");
                repairs.files().note(held.lease(), FileRepair.of("RETRY", caller.userId(), stays));
                return "'" + file + "' stays loaded; AFTER LOAD is tried again." + off(held, "does that");
            }
            if (known.state() == FileState.INGESTED) {
                throw new ForebayException(CommonError.WRONG_STATE, loaded(known))
                        .withHint("COPY JOB REMOVE " + name + " FILE " + Repairs.literal(file)
                                + " takes its rows out of the table, and it may load again.");
            }
            repairs.files()
                    .repair(
                            held.lease(),
                            FileRepair.of(
                                    "RETRY",
                                    caller.userId(),
                                    new FileRepair.Change(
                                            known.object(), known.queryId(), null, before(known.state()))));
            return again(held, file);
        });
    }

    /** Has the job look at a file that may load again. @return what to tell the user */
    String again(HeldJob held, ObjectUri file) {
        if (held.text().options().triggered() && !Repairs.manifest(held.text(), file)) {
            return "'" + file + "' may load again, when a manifest names it.";
        }
        return told(held, 1, wake(held, List.of(file)));
    }

    /** Has what AFTER LOAD asked for and was refused tried again. @return of how many files */
    private long consumeAgain(HeldJob held, Optional<ObjectUri> file) {
        long count = repairs.jobs().owed().retry(held.lease(), file);
        if (count > 0) {
            repairs.jobs().consumeSoon(held.job().name());
        }
        return count;
    }

    /** That it is loaded, and by what. */
    static String loaded(JobFile known) {
        return "'" + known.object().uri() + "' "
                + (known.queryId() == 0
                        ? "is loaded, as an imported ledger says"
                        : "was loaded by load " + known.queryId());
    }

    private static ForebayException notDone(String name, ObjectUri file) {
        return new ForebayException(
                        CommonError.WRONG_STATE,
                        "copy job \"" + name + "\" is not done with '" + file + "': there is nothing to retry")
                .withHint("COPY JOB EXPLAIN " + name + " FILE " + Repairs.literal(file) + " tells what keeps it.");
    }

    private static String before(FileState state) {
        return switch (state) {
            case BEFORE -> "was there before the job";
            case FAILED -> "had failed";
            case SKIPPED -> "was skipped";
            case DUPLICATE -> "was skipped for its content";
            case INGESTED -> "was loaded";
        };
    }

    /** All that failed. @return what to tell the user */
    public String failed(String name, Caller caller) {
        return repairs.jobs().hold(name, caller.cancelled(), held -> {
            long refused = consumeAgain(held, Optional.empty());
            String consumed = refused > 0 ? "AFTER LOAD is tried again for " + refused + " loaded file(s)." : "";
            List<ObjectUri> files = repairs.files().failed(held.job().id(), SINGLY + 1);
            if (files.isEmpty()) {
                return refused > 0
                        ? consumed + off(held, "does that")
                        : "No file of copy job '" + name + "' has failed.";
            }
            long count = repairs.files().retryFailed(held.lease(), caller.userId());
            return told(held, count, wake(held, files)) + (refused > 0 ? "  " + consumed : "");
        });
    }

    /** @return how many of them are not in the store any more */
    int wake(HeldJob held, List<ObjectUri> files) {
        List<StoredObject> objects = new ArrayList<>();
        if (held.job().auto() && files.size() <= SINGLY) {
            try {
                files.forEach(
                        file -> repairs.tools().stores().of(file).find(file).ifPresent(objects::add));
            } catch (ForebayException e) {
                // The files may load: this only tells the worker sooner.
                repairs.jobs().wake(held.job().name(), List.of());
                return 0;
            }
            if (objects.isEmpty()) {
                return files.size();
            }
        }
        repairs.jobs().wake(held.job().name(), objects);
        return objects.isEmpty() ? 0 : files.size() - objects.size();
    }

    static String told(HeldJob held, long count, int gone) {
        return count + " file(s) of copy job '" + held.job().name() + "' may load again."
                + (gone > 0 ? "  " + gone + " of them are not in the store any more." : "")
                + off(held, "loads them");
    }

    private static String off(HeldJob held, String does) {
        return held.job().auto()
                ? ""
                : "  The job is off: COPY JOB RUN " + held.job().name() + " " + does + ".";
    }
}
