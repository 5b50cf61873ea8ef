package io.forebay.engine.repair;

import io.forebay.engine.job.JobView;
import io.forebay.engine.ledger.ConsumedFile;
import io.forebay.engine.ledger.JobFile;
import io.forebay.engine.ledger.OwedFile;
import io.forebay.engine.ledger.OwedFiles;
import java.util.Optional;

/** What AFTER LOAD has done with a loaded file, or is still to do, in words. */
final class Aftermath {
    private Aftermath() {}

    /** Ends with a semicolon and a blank; empty when nothing is owed and nothing was. */
    static String of(OwedFiles owed, JobView view, JobFile loaded) {
        long jobId = view.job().id();
        Optional<OwedFile> open = owed.find(jobId, loaded.object().uri());
        if (open.isPresent()) {
            return owed(view, open.get()) + "; ";
        }
        return owed.consumed(jobId, loaded.queryId(), loaded.object().uri())
                .map(ConsumedFile::told)
                .map(told -> told + "; ")
                .orElse("");
    }

    private static String owed(JobView view, OwedFile file) {
        if (file.refused()) {
            return "to be " + file.action() + ", which was refused: COPY JOB RETRY "
                    + view.job().name() + " FILE '…' has it tried again";
        }
        String trouble = view.activity().owing();
        String waits =
                view.job().auto() ? "" : ", by COPY JOB RUN " + view.job().name() + " as the job is off";
        return "to be " + file.action() + waits + (trouble.isEmpty() ? "" : ", tried again after: " + trouble);
    }
}
