package io.forebay.engine.repair;

import io.forebay.engine.job.JobText;
import io.forebay.engine.job.Jobs;
import io.forebay.engine.ledger.JobEntries;
import io.forebay.engine.ledger.JobFiles;
import io.forebay.engine.ledger.JobRecord;
import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.load.LoadStep;
import io.forebay.engine.load.Stores;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Warehouse;
import java.time.Clock;

/** What all repairs work with. */
public record Repairs(Jobs jobs, JobFiles files, Tools tools) {
    /** @param steps is told when a repair that a crash must not break in two comes to a step */
    public record Tools(Warehouse warehouse, Ledger ledger, Stores stores, Clock clock, LoadStep.Listener steps) {}

    public Retry retry() {
        return new Retry(this);
    }

    public Skip skip() {
        return new Skip(this);
    }

    public Explain explain() {
        return new Explain(this);
    }

    public Remove remove() {
        return new Remove(this);
    }

    public Reconcile reconcile() {
        return new Reconcile(this);
    }

    public Export export() {
        return new Export(this);
    }

    public Import importer() {
        return new Import(this);
    }

    JobEntries entries() {
        return new JobEntries(tools.warehouse(), tools.ledger(), tools.clock());
    }

    public Replay replay() {
        return new Replay(this);
    }

    public DryRun dryRun() {
        return new DryRun(this);
    }

    /** Whether the file is one that the job could load: it lies under its source, or is a manifest that triggers it. */
    static boolean under(JobRecord job, JobText text, ObjectUri file) {
        return file.toString().startsWith(job.source()) || manifest(text, file);
    }

    /** Whether the file is a manifest that triggers a load of the job. */
    static boolean manifest(JobText text, ObjectUri file) {
        return text.options().triggered() && text.options().trigger().pattern().matches(file);
    }

    /** The file in a statement that somebody may copy: whoever names a file must not write a statement so. */
    static String literal(ObjectUri file) {
        return "'" + file.toString().replace("'", "''") + "'";
    }

    /** @throws ForebayException INVALID_PARAMETER when the file is none that the job could load */
    static void checkUnder(JobRecord job, JobText text, ObjectUri file) {
        if (!under(job, text, file)) {
            throw new ForebayException(
                    CommonError.INVALID_PARAMETER,
                    "'" + file + "' does not lie under the source of copy job \"" + job.name() + "\", which is '"
                            + job.source() + "'"
                            + (text.options().triggered()
                                    ? ", and is no manifest '"
                                            + text.options().trigger().manifests() + "'"
                                    : ""));
        }
    }
}
