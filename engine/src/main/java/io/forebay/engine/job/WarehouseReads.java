package io.forebay.engine.job;

import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.CopyCommand.Authorization;
import io.forebay.engine.sql.CopyCommand.LoadOptions;
import io.forebay.engine.sql.JobOptions;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.Layout;
import io.forebay.spi.store.ObjectUri;
import java.util.regex.Pattern;

/** What a copy job cannot do where the warehouse's own COPY reads the files: refused when the job is made. */
public final class WarehouseReads {
    private static final String OWN =
            " is not supported here: the warehouse's own COPY reads the files and has no such word";

    /** As a load's manifest is called. */
    private static final String A_MANIFEST = "forebay-100001-00000000-0000-0000-0000-000000000000.manifest";

    /** What the procedures of Forebay's own are called by. */
    private static final Pattern BUILT_IN = Pattern.compile("\"?forebay\"?\\s*\\.", Pattern.CASE_INSENSITIVE);

    private WarehouseReads() {}

    /**
     * @param staging where manifests are put
     * @throws ForebayException NOT_SUPPORTED with a sentence that says what and what to do
     */
    public static void check(CopyCommand command, JobOptions options, ObjectUri staging) {
        LoadOptions load = command.load();
        refuse(
                !load.lineage().isEmpty(),
                "LINEAGE" + OWN,
                "Leave it out; forebay.load_file tells which file came when.");
        refuse(load.newColumns() != ExtraFields.Policy.IGNORE, "ON NEW COLUMN" + OWN, "Add columns with ALTER TABLE.");
        refuse(!load.rescue().isEmpty(), "RESCUE" + OWN, "Load whole documents into a SUPER with JSON 'noshred'.");
        refuse(load.rejects() != null, "REJECTS INTO" + OWN, "Read what was refused in forebay.stl_load_errors.");
        refuse(
                load.maxErrorGiven(),
                "MAXERROR in a job is not supported here: the warehouse counts it over all files of a load, not file by file",
                "Leave it out: a file with a bad row fails, the others load.");
        if (command.options().layout() instanceof Layout.Named named) {
            refuse(named.name().equals("XML"), "XML" + OWN, "Load such files on DuckDB or PostgreSQL.");
            boolean columnar = named.name().equals("PARQUET") || named.name().equals("ORC");
            refuse(
                    columnar && !named.arguments().isEmpty(),
                    named.name() + " by names of columns" + OWN,
                    "Leave 'auto' out: columns are found by their places.");
        }
        refuse(
                command.authorization().kind() == Authorization.Kind.NONE,
                "a job needs IAM_ROLE here: the warehouse reads the files by it",
                "Add IAM_ROLE 'arn:aws:iam::…:role/…'.");
        refuse(
                BUILT_IN.matcher(options.then()).lookingAt(),
                "THEN CALL of schema forebay is not supported here: the warehouse calls its own procedures",
                "Call one that is there.");
        checkStaging(Watched.of(command.source(), options), staging);
    }

    /** Nothing that a job takes for new may be a manifest of a load, neither as a file nor as what names files. */
    private static void checkStaging(Watched watched, ObjectUri staging) {
        ObjectUri prefix = watched.prefix();
        boolean inside = prefix.key().startsWith(staging.key());
        boolean around = watched.pattern() == null
                ? staging.key().startsWith(prefix.key())
                : watched.has(staging.withKey(staging.key() + A_MANIFEST));
        refuse(
                prefix.bucket().equals(staging.bucket()) && (inside || around),
                "the source '" + prefix + "' has the manifests of loads below it, in '" + staging
                        + "' (setting warehouse.staging): the job would load them",
                "Give the job another prefix, or set warehouse.staging to another one.");
    }

    private static void refuse(boolean asked, String message, String hint) {
        if (asked) {
            throw new ForebayException(CommonError.NOT_SUPPORTED, message).withHint(hint);
        }
    }
}
