package io.forebay.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Sales in 23 columns, 10 of whole numbers, one of them wide, and 12 of money; the same for the same seed. */
final class StoreSales {
    static final String COLUMNS = "ss_sold_date_sk int4, ss_sold_time_sk int4, ss_item_sk int4 not null,"
            + " ss_customer_sk int4, ss_cdemo_sk int4, ss_hdemo_sk int4, ss_addr_sk int4, ss_store_sk int4,"
            + " ss_promo_sk int4, ss_ticket_number int8 not null, ss_quantity int4, ss_wholesale_cost numeric(7,2),"
            + " ss_list_price numeric(7,2), ss_sales_price numeric(7,2), ss_ext_discount_amt numeric(7,2),"
            + " ss_ext_sales_price numeric(7,2), ss_ext_wholesale_cost numeric(7,2), ss_ext_list_price numeric(7,2),"
            + " ss_ext_tax numeric(7,2), ss_coupon_amt numeric(7,2), ss_net_paid numeric(7,2),"
            + " ss_net_paid_inc_tax numeric(7,2), ss_net_profit numeric(7,2)";

    private static final int FIRST_DAY = 2_450_815;

    private StoreSales() {}

    /** Writes files {@code part-0} and up into a folder that is made; does nothing when it is there. */
    static void write(Path folder, int files, int rowsEach, boolean gzip) throws IOException {
        write(folder, files, rowsEach, gzip, true);
    }

    /** @param closed whether a delimiter stands behind the last field too */
    static void write(Path folder, int files, int rowsEach, boolean gzip, boolean closed) throws IOException {
        if (Files.exists(folder)) {
            return;
        }
        Path growing = folder.resolveSibling(folder.getFileName() + ".growing");
        Files.createDirectories(growing);
        for (int file = 0; file < files; file++) {
            Path path = growing.resolve("part-" + file + (gzip ? ".gz" : ".tbl"));
            try (OutputStream out = open(path, gzip)) {
                rows(out, new Random(file), rowsEach, (long) file * rowsEach, closed);
            }
        }
        Files.move(growing, folder);
    }

    static OutputStream open(Path path, boolean gzip) throws IOException {
        OutputStream file = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
        return gzip ? new BufferedOutputStream(new GZIPOutputStream(file, 1 << 16), 1 << 16) : file;
    }

    private static void rows(OutputStream out, Random random, int rows, long firstTicket, boolean closed)
            throws IOException {
        StringBuilder line = new StringBuilder(256);
        for (int row = 0; row < rows; row++) {
            line.setLength(0);
            number(line, random, FIRST_DAY, 1_800);
            number(line, random, 28_800, 46_000);
            line.append(1 + random.nextInt(18_000)).append('|');
            number(line, random, 1, 100_000);
            number(line, random, 1, 1_900_000);
            number(line, random, 1, 7_200);
            number(line, random, 1, 50_000);
            number(line, random, 1, 12);
            number(line, random, 1, 300);
            line.append(firstTicket + row).append('|');
            number(line, random, 1, 100);
            for (int amount = 0; amount < 12; amount++) {
                money(line, random);
            }
            line.setLength(closed ? line.length() : line.length() - 1);
            line.append('\n');
            out.write(line.toString().getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Every twentieth is missing. */
    private static void number(StringBuilder line, Random random, int from, int range) {
        if (random.nextInt(20) != 0) {
            line.append(from + random.nextInt(range));
        }
        line.append('|');
    }

    private static void money(StringBuilder line, Random random) {
        int cents = random.nextInt(2_000_000) - 200_000;
        if (cents < 0) {
            line.append('-');
            cents = -cents;
        }
        line.append(cents / 100).append('.');
        if (cents % 100 < 10) {
            line.append('0');
        }
        line.append(cents % 100).append('|');
    }
}
