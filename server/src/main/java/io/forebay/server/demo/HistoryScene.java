package io.forebay.server.demo;

import io.forebay.server.cli.Table;
import java.io.IOException;

/** What the system views tell, and how a file that failed is loaded after all. */
final class HistoryScene {
    private final Stage stage;
    private final Bucket lake;

    HistoryScene(Stage stage, Bucket lake) {
        this.stage = stage;
        this.lake = lake;
    }

    void play() throws IOException {
        stage.heading("What was loaded, and what was not");
        Table jobs = stage.query(
                """
                SELECT job_id, trim(job_name) AS job_name, is_auto
                  FROM sys_copy_job
                 ORDER BY job_name""");
        stage.expect("jobs", 3, jobs.rows().size());
        String red = jobs.rows().size() == 3 ? String.valueOf(jobs.value(1, "job_id")) : "0";
        stage.query(
                """
                SELECT query_id, copy_job_id, status, table_name, loaded_rows, source_file_count AS files,
                       error_count AS errors
                  FROM sys_load_history
                 ORDER BY query_id""");
        Table commits = stage.query(
                """
                SELECT trim(filename) AS filename, lines_scanned, copy_job_id
                  FROM stl_load_commits
                 WHERE copy_job_id = %s
                 ORDER BY filename"""
                        .formatted(red));
        stage.expect(
                "files of the red company in stl_load_commits",
                2,
                commits.rows().size());
        errors(red);
        mend();
    }

    private void errors(String job) {
        Table errors = stage.query(
                """
                SELECT split_part(trim(filename), '/', 5) AS file, line_number AS line, trim(colname) AS colname,
                       err_code, trim(err_reason) AS err_reason
                  FROM stl_load_errors
                 WHERE copy_job_id = %s"""
                        .formatted(job));
        stage.expect("errors of the red company", 1, errors.rows().size());
        if (!errors.rows().isEmpty()) {
            stage.expect("the error's line", 142, errors.value(0, "line"));
            stage.expect("the error's column", "passenger_count", errors.value(0, "colname"));
            stage.expect("the error's code", 1207, errors.value(0, "err_code"));
        }
        stage.query(
                """
                SELECT line_number AS line, trim(raw_field_value) AS raw_field_value,
                       substring(raw_line, 1, 60) AS start_of_raw_line
                  FROM stl_load_errors
                 WHERE copy_job_id = %s"""
                        .formatted(job));
    }

    private void mend() throws IOException {
        stage.say("A job never tries a file again. The red company mends it, and a plain COPY loads it.");
        lake.put(CabScene.BAD_FILE, CabScene.badFile(-1).text());
        stage.run(
                """
                COPY cab_sales_data FROM 's3://lake/%s'
                  IAM_ROLE 'arn:aws:iam::123456789012:role/Redshift-S3'
                  IGNOREHEADER 1 DELIMITER ',' IGNOREBLANKLINES"""
                        .formatted(CabScene.BAD_FILE));
        Table count = stage.query("SELECT pg_last_copy_count() AS rows_of_the_last_copy");
        stage.expect("rows of the mended file", CabScene.BAD_FILE_ROWS, count.value(0, "rows_of_the_last_copy"));
    }
}
