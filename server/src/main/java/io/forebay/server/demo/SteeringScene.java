package io.forebay.server.demo;

import io.forebay.server.cli.Table;
import java.io.IOException;
import java.time.LocalDate;

/** A job is stopped, run by hand, shown and dropped. */
final class SteeringScene {
    private static final String COUNT = "SELECT count(*) AS green_trips FROM cab_sales_data WHERE vendorid = 'GRN'";

    private final Stage stage;
    private final Bucket lake;

    SteeringScene(Stage stage, Bucket lake) {
        this.stage = stage;
        this.lake = lake;
    }

    void play() throws IOException {
        stage.heading("Steering a job");
        stage.run("COPY JOB ALTER job_green_cab AUTO OFF");
        Trips more = Trips.of("GRN", LocalDate.of(2013, 8, 2), 1_800);
        lake.put("Customer_1/green-2013-08-02.csv", more.text());
        stage.say("A file came while the job was off. Now it is run by hand.");
        long before = count(stage.query(COUNT));
        stage.run("COPY JOB RUN job_green_cab");
        stage.awaitFiles("job_green_cab", 2);
        stage.expect("green trips after the run", before + more.rows(), count(stage.query(COUNT)));
        stage.run("COPY JOB LIST");
        stage.run("COPY JOB SHOW job_green_cab");
        for (String job : new String[] {"job_green_cab", "job_red_cab", "job_store_sales"}) {
            stage.run("COPY JOB DROP " + job);
        }
        Table left = stage.query("SELECT count(*) AS jobs FROM sys_copy_job");
        stage.expect("jobs at the end", 0, left.value(0, "jobs"));
    }

    private static long count(Table table) {
        return Long.parseLong(String.valueOf(table.value(0, "green_trips")));
    }
}
