package io.forebay.engine.job;

import io.forebay.engine.sql.JobOptions;
import io.forebay.engine.sql.JobOptions.AfterLoad;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;

/** What the grammar of jobs knows and jobs do not do yet: refused, so that nothing is promised. */
public final class Unbuilt {
    private Unbuilt() {}

    /** @throws ForebayException NOT_SUPPORTED, when a job is asked for one of them */
    public static void refuse(JobOptions options) {
        refuse(
                options.afterLoad().kind() != AfterLoad.Kind.KEEP,
                "AFTER LOAD " + options.afterLoad().kind());
        refuse(options.triggered(), "TRIGGER MANIFEST");
    }

    /** @throws ForebayException NOT_SUPPORTED */
    public static void refuse(boolean asked, String what) {
        if (asked) {
            throw new ForebayException(CommonError.NOT_SUPPORTED, what + " is not supported yet");
        }
    }
}
