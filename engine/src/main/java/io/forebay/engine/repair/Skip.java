package io.forebay.engine.repair;

import io.forebay.engine.ledger.FileRepair;
import io.forebay.engine.ledger.FileState;
import io.forebay.engine.ledger.JobFile;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.time.Instant;
import java.util.Optional;

/** COPY JOB SKIP: the job does not load a file, whether it is there already or comes later. */
public final class Skip {
    private final Repairs repairs;

    Skip(Repairs repairs) {
        this.repairs = repairs;
    }

    /**
     * @return what to tell the user
     * @throws ForebayException WRONG_STATE when the file is loaded
     */
    public String file(String name, ObjectUri file, Caller caller) {
        return repairs.jobs().hold(name, caller.cancelled(), held -> {
            Repairs.checkUnder(held.job(), held.text(), file);
            Optional<JobFile> known = repairs.files().find(held.job().id(), file);
            if (known.filter(of -> of.state() == FileState.INGESTED).isPresent()) {
                throw new ForebayException(CommonError.WRONG_STATE, Retry.loaded(known.get()))
                        .withHint("COPY JOB REMOVE " + name + " FILE " + Repairs.literal(file)
                                + " takes its rows out of the table; with the job off (COPY JOB ALTER " + name
                                + " AUTO OFF) it can be skipped then.");
            }
            if (known.filter(of -> of.state() == FileState.SKIPPED).isPresent()) {
                return "'" + file + "' is skipped already.";
            }
            StoredObject object = known.map(JobFile::object)
                    .or(() -> repairs.tools().stores().of(file).find(file))
                    .orElse(new StoredObject(file, 0, "", Instant.EPOCH));
            long load = known.map(JobFile::queryId).orElse(0L);
            repairs.files()
                    .repair(
                            held.lease(),
                            FileRepair.of(
                                    "SKIP",
                                    caller.userId(),
                                    new FileRepair.Change(
                                            object,
                                            load,
                                            FileState.SKIPPED,
                                            known.map(Skip::before).orElse(""))));
            return "'" + file + "' is skipped.  COPY JOB RETRY " + name + " FILE takes that back.";
        });
    }

    private static String before(JobFile known) {
        return switch (known.state()) {
            case BEFORE -> "was there before the job";
            case FAILED -> "had failed";
            default -> "";
        };
    }
}
