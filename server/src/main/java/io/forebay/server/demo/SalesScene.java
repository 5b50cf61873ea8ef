package io.forebay.server.demo;

import io.forebay.server.cli.Table;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Store sales: a day arrives, then the next one. */
final class SalesScene {
    private static final String JOB = "job_store_sales";
    private static final String TOTALS =
            """
            SELECT ss_sold_date_sk, count(*) AS sales, sum(ss_net_paid) AS net_paid
              FROM store_sales
             GROUP BY ss_sold_date_sk
             ORDER BY ss_sold_date_sk""";
    private static final int FIRST_DAY = 2_452_640;
    private static final int FILES = 6;

    private final Stage stage;
    private final Bucket lake;

    SalesScene(Stage stage, Bucket lake) {
        this.stage = stage;
        this.lake = lake;
    }

    void play() throws IOException {
        stage.heading("A job that loads whatever lands under a prefix");
        stage.run(
                """
                CREATE TABLE IF NOT EXISTS public.store_sales (
                  ss_sold_date_sk int4, ss_sold_time_sk int4, ss_item_sk int4 not null,
                  ss_customer_sk int4, ss_cdemo_sk int4, ss_hdemo_sk int4, ss_addr_sk int4,
                  ss_store_sk int4, ss_promo_sk int4, ss_ticket_number int8 not null, ss_quantity int4,
                  ss_wholesale_cost numeric(7,2), ss_list_price numeric(7,2), ss_sales_price numeric(7,2),
                  ss_ext_discount_amt numeric(7,2), ss_ext_sales_price numeric(7,2),
                  ss_ext_wholesale_cost numeric(7,2), ss_ext_list_price numeric(7,2),
                  ss_ext_tax numeric(7,2), ss_coupon_amt numeric(7,2), ss_net_paid numeric(7,2),
                  ss_net_paid_inc_tax numeric(7,2), ss_net_profit numeric(7,2),
                  primary key (ss_item_sk, ss_ticket_number)
                ) DISTKEY (ss_item_sk) SORTKEY (ss_sold_date_sk)""");
        stage.run(
                """
                COPY store_sales FROM 's3://lake/store_sales'
                  IAM_ROLE 'arn:aws:iam::123456789012:role/Redshift-S3'
                  gzip delimiter '|' EMPTYASNULL region 'us-east-1'
                  JOB CREATE job_store_sales AUTO ON""");
        List<Sales> first = firstDay();
        nextDay(first);
    }

    private List<Sales> firstDay() throws IOException {
        stage.say("Now the sales of 2002-12-31 arrive: " + FILES
                + " gzip files under s3://lake/store_sales/2002-12-31/." + "\nNobody runs a COPY: the job sees them.");
        List<Sales> day = arrive("2002-12-31", FIRST_DAY, 4_000);
        stage.awaitFiles(JOB, FILES);
        check(stage.query(TOTALS), 0, FIRST_DAY, day);
        return day;
    }

    private void nextDay(List<Sales> first) throws IOException {
        stage.heading("The next day, and a file that is sent a second time");
        stage.say("A file of the first day is overwritten with other sales. Its name was loaded already, so it is not"
                + "\nloaded again. Then the sales of 2003-01-01 arrive.");
        lake.putGzip(key("2002-12-31", 0), Sales.of(FIRST_DAY, 99, 777).text());
        List<Sales> second = arrive("2003-01-01", FIRST_DAY + 1, 3_500);
        stage.awaitFiles(JOB, 2 * FILES);
        Table totals = stage.query(TOTALS);
        check(totals, 0, FIRST_DAY, first);
        check(totals, 1, FIRST_DAY + 1, second);
    }

    private List<Sales> arrive(String day, int dateKey, int rows) throws IOException {
        List<Sales> all = new ArrayList<>();
        for (int file = 0; file < FILES; file++) {
            Sales sales = Sales.of(dateKey, rows + 100 * file, dateKey * 100L + file);
            lake.putGzip(key(day, file), sales.text());
            all.add(sales);
        }
        return all;
    }

    private static String key(String day, int file) {
        return "store_sales/" + day + "/part-000" + file + ".gz";
    }

    private void check(Table totals, int row, int dateKey, List<Sales> day) {
        if (row >= totals.rows().size()) {
            stage.expect("days in store_sales", row + 1, totals.rows().size());
            return;
        }
        int sales = day.stream().mapToInt(Sales::rows).sum();
        BigDecimal paid = day.stream().map(Sales::netPaid).reduce(BigDecimal.ZERO, BigDecimal::add);
        stage.expect("day in row " + (row + 1), dateKey, totals.value(row, "ss_sold_date_sk"));
        stage.expect("sales of " + dateKey, sales, totals.value(row, "sales"));
        stage.expect("net paid of " + dateKey, paid, totals.value(row, "net_paid"));
    }
}
