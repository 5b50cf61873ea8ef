package io.forebay.engine.migrate;

/**
 * SQL that fills {@code moved_load (old_id, new_id, file)}: by which numbers rows of users' tables told of a job's loads, and
 * by which they are to.
 *
 * @param byFile whether rows tell of their file, too
 * @param jobId of the job here
 */
record LoadRows(boolean byFile, long jobId) {
    /** What a file's name is in {@code moved_load}: without the scheme, which the ledger does not keep. */
    static String path(String uri) {
        return "substr(" + uri + ", strpos(" + uri + ", '://'))";
    }

    /** Loads whose number before is not one of another job's here. @param shift what was added to it */
    String ofNobodyElse(long shift) {
        return select(shift) + " AND NOT EXISTS (" + other(shift) + " AND o.job_id <> " + jobId + ")";
    }

    /** Loads that the job has made here, before it went away and came back. */
    String of(Former here) {
        return select(here.shift()) + " AND EXISTS (" + other(here.shift()) + " AND o.job_id = " + here.jobId() + ")";
    }

    private String select(long shift) {
        return "INSERT INTO moved_load SELECT l.query_id - " + shift + ", l.query_id, "
                + (byFile ? "'://' || l.bucket || '/' || l.object_key FROM forebay.load_file" : "'' FROM forebay.load")
                + " l WHERE l.job_id = " + jobId;
    }

    private String other(long shift) {
        return "SELECT 1 FROM forebay." + (byFile ? "load_file" : "load") + " o WHERE o.query_id = l.query_id - "
                + shift + (byFile ? " AND o.bucket = l.bucket AND o.object_key = l.object_key" : "");
    }
}
