package io.forebay.server.alert;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/**
 * One message.
 *
 * @param failedFiles how many files have failed since it began
 * @param lag how long files of the job take now
 */
record Alert(
        Event event,
        String job,
        long jobId,
        Instant time,
        long failedFiles,
        Duration lag,
        Duration lagLimit,
        long backlogFiles) {
    /** What has changed. */
    enum Event {
        FILES_FAILED("files_failed"),
        FILES_FAILED_OVER("files_failed_over"),
        LAG_OVER_LIMIT("lag_over_limit"),
        LAG_OVER("lag_back");

        private final String name;

        Event(String name) {
            this.name = name;
        }
    }

    String json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("event", event.name);
        node.put("job", job);
        node.put("job_id", jobId);
        node.put("time", time.toString());
        node.put("failed_files", failedFiles);
        node.put("lag_seconds", lag.toMillis() / 1e3);
        node.put("lag_limit_seconds", lagLimit.toMillis() / 1e3);
        node.put("backlog_files", backlogFiles);
        node.put("text", text());
        return node.toString();
    }

    private String text() {
        return switch (event) {
            case FILES_FAILED ->
                "Copy job " + job + ": " + failedFiles + " file(s) failed. SELECT * FROM stl_load_errors tells why.";
            case FILES_FAILED_OVER -> "Copy job " + job + ": no more files fail; " + failedFiles + " did.";
            case LAG_OVER_LIMIT ->
                "Copy job " + job + ": a file takes " + lag.toSeconds() + " s, more than "
                        + lagLimit.toSeconds() + " s, and " + backlogFiles
                        + " file(s) wait. SELECT * FROM job_status tells more.";
            case LAG_OVER -> "Copy job " + job + ": files are loaded in time again.";
        };
    }
}
