package io.forebay.engine.job;

import io.forebay.engine.sql.JobOptions;
import io.forebay.engine.sql.JobOptions.AfterLoad;
import io.forebay.engine.sql.JobOptions.OnDuplicate;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;

/** What the grammar of jobs knows and jobs do not do yet: refused, so that nothing is promised. */
public final class Unbuilt {
    private Unbuilt() {}

    /** @throws ForebayException NOT_SUPPORTED, when a job is asked for one of them */
    public static void refuse(JobOptions options) {
        refuse(
                options.triggered() && options.onDuplicate() != OnDuplicate.LOAD,
                "TRIGGER MANIFEST with ON DUPLICATE CONTENT " + options.onDuplicate());
        refuse(
                options.triggered() && options.afterLoad().kind() != AfterLoad.Kind.KEEP,
                "TRIGGER MANIFEST with AFTER LOAD " + options.afterLoad().kind());
    }

    /** @throws ForebayException NOT_SUPPORTED */
    public static void refuse(boolean asked, String what) {
        if (asked) {
            throw new ForebayException(CommonError.NOT_SUPPORTED, what + " is not supported yet");
        }
    }
}
