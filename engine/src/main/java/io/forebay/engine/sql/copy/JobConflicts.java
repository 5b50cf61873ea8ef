package io.forebay.engine.sql.copy;

import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.JobOptions;
import io.forebay.engine.sql.JobOptions.AfterLoad;
import io.forebay.engine.sql.JobOptions.OnChange;
import io.forebay.engine.sql.Lineage;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.spi.store.ObjectUri;
import java.util.Map;

/** What a job's options contradict: each other, the COPY, or that the job is there already. */
final class JobConflicts {
    private final CopyCommand command;
    private final CopyParameters given;
    private final JobOptions options;
    private final Map<JobOption, Integer> offsets;

    /** @param offsets where each option stands that is given */
    JobConflicts(CopyCommand command, CopyParameters given, JobOptions options, Map<JobOption, Integer> offsets) {
        this.command = command;
        this.given = given;
        this.options = options;
        this.offsets = offsets;
    }

    /** @param create whether the job is to be made, and not there already */
    void check(boolean create) {
        refuse(
                !create && offsets.containsKey(JobOption.BACKFILL),
                JobOption.BACKFILL,
                "BACKFILL is for JOB CREATE; COPY JOB RETRY name FILE '…' loads one older file of a job");
        backfill();
        refuse(
                options.onChange() == OnChange.REPLACE
                        && !command.load().lineage().containsKey(Lineage.FILE),
                JobOption.CHANGE,
                "ON CHANGE REPLACE needs LINEAGE (FILE column) in the COPY, to find the rows that go;"
                        + " add it, or use RELOAD");
        triggered();
        move();
        rejects();
    }

    private void backfill() {
        options.findBackfill()
                .filter(backfill -> !backfill.from().isEmpty())
                .ifPresent(backfill -> refuse(
                        !under(watched(), backfill.from()),
                        JobOption.BACKFILL,
                        options.triggered()
                                ? "BACKFILL FROM must name a prefix of manifests, inside '" + watched() + "'"
                                : "BACKFILL FROM must name a prefix inside the COPY's source"));
    }

    /** Where the job looks for what is new. */
    private String watched() {
        return options.triggered() ? options.trigger().pattern().prefix().toString() : command.source();
    }

    /** What a manifest names is loaded as one and once: keys tell nothing of what is new. */
    private void triggered() {
        if (!options.triggered()) {
            return;
        }
        refuse(options.keysAscending(), later(JobOption.TRIGGER, JobOption.KEYS), together("KEYS ASCENDING"));
        refuse(
                options.onChange() != OnChange.IGNORE,
                later(JobOption.TRIGGER, JobOption.CHANGE),
                together("ON CHANGE " + options.onChange()));
    }

    private static String together(String other) {
        return "TRIGGER MANIFEST and " + other + " cannot be used together in one job; leave one out";
    }

    /** What was moved there would be new again. */
    private void move() {
        AfterLoad after = options.afterLoad();
        refuse(
                after.kind() == AfterLoad.Kind.MOVE && under(command.source(), after.to()),
                JobOption.AFTER_LOAD,
                "AFTER LOAD MOVE TO must not lie under the COPY's source, where the job would load the files again;"
                        + " name a prefix outside");
    }

    private void rejects() {
        Name rejects = command.load().rejects();
        if (rejects != null && rejects.equals(command.table())) {
            throw Mistake.syntax(
                    given.offset(CopyParameter.REJECTS),
                    "REJECTS INTO must name another table than the one that the COPY fills");
        }
    }

    private JobOption later(JobOption one, JobOption other) {
        return offset(one) > offset(other) ? one : other;
    }

    private int offset(JobOption option) {
        return offsets.getOrDefault(option, 0);
    }

    private void refuse(boolean refused, JobOption option, String message) {
        if (refused) {
            throw Mistake.syntax(offset(option), message);
        }
    }

    private static boolean under(String source, String prefix) {
        ObjectUri outer = ObjectUri.parse(source);
        ObjectUri inner = ObjectUri.parse(prefix);
        return inner.scheme().equals(outer.scheme())
                && inner.bucket().equals(outer.bucket())
                && inner.key().startsWith(outer.key());
    }
}
