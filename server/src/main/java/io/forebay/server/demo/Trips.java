package io.forebay.server.demo;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;

/**
 * Makes a day of cab trips: a header, 21 fields with commas between them, a blank line at the end.
 *
 * @param passengers the sum of the column {@code passenger_count}
 */
record Trips(String text, int rows, long passengers) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String HEADER =
            """
            vendorid,pickup_datetime,dropoff_datetime,store_and_fwd_flag,ratecode,pickup_longitude,pickup_latitude,\
            dropoff_longitude,dropoff_latitude,passenger_count,trip_distance,fare_amount,extra,mta_tax,tip_amount,\
            tolls_amount,ehail_fee,improvement_surcharge,total_amount,payment_type,trip_type
            """;

    static Trips of(String vendor, LocalDate day, int rows) {
        return make(vendor, day, rows, -1);
    }

    /** The same trips, but with the number of passengers of one of them in letters. @param wrong from 0 */
    static Trips withWrongPassengers(String vendor, LocalDate day, int rows, int wrong) {
        return make(vendor, day, rows, wrong);
    }

    private static Trips make(String vendor, LocalDate day, int rows, int wrong) {
        Random random = new Random(vendor.hashCode() * 31L + day.toEpochDay());
        StringBuilder text = new StringBuilder(HEADER);
        long passengers = 0;
        for (int row = 0; row < rows; row++) {
            int riders = 1 + random.nextInt(5);
            passengers += riders;
            text.append(trip(random, vendor, day, row == wrong ? "two" : Integer.toString(riders)));
        }
        return new Trips(text.append('\n').toString(), rows, passengers);
    }

    private static String trip(Random random, String vendor, LocalDate day, String riders) {
        LocalDateTime pickup = day.atStartOfDay().plusSeconds(random.nextInt(86_400 - 3_600));
        double miles = 0.4 + random.nextInt(140) / 10.0;
        double fare = 2.5 + Math.round(miles * 5) / 2.0;
        double tip = random.nextInt(3) == 0 ? 0 : Math.round(fare * 15) / 100.0;
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,%s,1,%.5f,%.5f,%.5f,%.5f,%s,%.1f,%.2f,0.5,0.5,%.2f,0,,0.3,%.2f,%d,%d\n",
                vendor,
                TIME.format(pickup),
                TIME.format(pickup.plusSeconds((long) (miles * 200))),
                random.nextInt(50) == 0 ? "Y" : "N",
                -73.9 - random.nextInt(10_000) / 100_000.0,
                40.7 + random.nextInt(10_000) / 100_000.0,
                -73.9 - random.nextInt(10_000) / 100_000.0,
                40.7 + random.nextInt(10_000) / 100_000.0,
                riders,
                miles,
                fare,
                tip,
                fare + tip + 1.3,
                1 + random.nextInt(2),
                1 + random.nextInt(2));
    }
}
