package io.forebay.server.demo;

import io.forebay.server.cli.Table;
import java.io.IOException;
import java.time.LocalDate;

/** Two cab companies fill one table; one of their files is bad. */
final class CabScene {
    static final String BAD_FILE = "Customer_2/red-bad.csv";
    static final int BAD_FILE_ROWS = 300;
    private static final LocalDate DAY = LocalDate.of(2013, 8, 1);
    private static final int WRONG = 140;

    private final Stage stage;
    private final Bucket lake;

    CabScene(Stage stage, Bucket lake) {
        this.stage = stage;
        this.lake = lake;
    }

    void play() throws IOException {
        stage.heading("Two sources, two jobs, one table, one bad file");
        stage.run(
                """
                CREATE TABLE IF NOT EXISTS public.cab_sales_data (
                  vendorid VARCHAR(4), pickup_datetime TIMESTAMP, dropoff_datetime TIMESTAMP,
                  store_and_fwd_flag VARCHAR(1), ratecode INT, pickup_longitude FLOAT4,
                  pickup_latitude FLOAT4, dropoff_longitude FLOAT4, dropoff_latitude FLOAT4,
                  passenger_count INT, trip_distance FLOAT4, fare_amount FLOAT4, extra FLOAT4,
                  mta_tax FLOAT4, tip_amount FLOAT4, tolls_amount FLOAT4, ehail_fee FLOAT4,
                  improvement_surcharge FLOAT4, total_amount FLOAT4, payment_type VARCHAR(4),
                  trip_type VARCHAR(4)
                ) DISTSTYLE EVEN SORTKEY (passenger_count, pickup_datetime)""");
        createJob("job_green_cab", "Customer_1");
        createJob("job_red_cab", "Customer_2");
        Trips green = Trips.of("GRN", DAY, 2_000);
        Trips red = Trips.of("RED", DAY, 1_500);
        Trips laterRed = Trips.of("RED", DAY.plusDays(1), 1_600);
        stage.say("The green company sends a file, the red one sends three. In one of them a passenger count is spelled"
                + "\n\"two\": that file fails, and the others are loaded all the same.");
        lake.put("Customer_1/green-2013-08-01.csv", green.text());
        lake.put("Customer_2/red-2013-08-01.csv", red.text());
        lake.put(BAD_FILE, badFile(WRONG).text());
        lake.put("Customer_2/red-2013-08-02.csv", laterRed.text());
        stage.awaitFiles("job_green_cab", 1);
        stage.awaitFiles("job_red_cab", 3);
        Table totals = stage.query(
                """
                SELECT vendorid, count(*) AS trips, sum(passenger_count) AS passengers
                  FROM cab_sales_data
                 GROUP BY vendorid
                 ORDER BY vendorid""");
        check(totals, 0, green.rows(), green.passengers());
        check(totals, 1, red.rows() + laterRed.rows(), red.passengers() + laterRed.passengers());
    }

    /** What the red company sends, with one wrong row; from 0, or none when less. */
    static Trips badFile(int wrong) {
        return wrong < 0
                ? Trips.of("RED", DAY.plusDays(2), BAD_FILE_ROWS)
                : Trips.withWrongPassengers("RED", DAY.plusDays(2), BAD_FILE_ROWS, wrong);
    }

    private void createJob(String job, String folder) {
        stage.run(
                """
                COPY public.cab_sales_data FROM 's3://lake/%s'
                  IAM_ROLE 'arn:aws:iam::123456789012:role/Redshift-S3'
                  DATEFORMAT 'auto' IGNOREHEADER 1 DELIMITER ','
                  IGNOREBLANKLINES REGION 'us-east-1'
                  JOB CREATE %s AUTO ON"""
                        .formatted(folder, job));
    }

    private void check(Table totals, int row, long trips, long passengers) {
        if (row >= totals.rows().size()) {
            stage.expect("companies in cab_sales_data", row + 1, totals.rows().size());
            return;
        }
        stage.expect("trips in row " + (row + 1), trips, totals.value(row, "trips"));
        stage.expect("passengers in row " + (row + 1), passengers, totals.value(row, "passengers"));
    }
}
