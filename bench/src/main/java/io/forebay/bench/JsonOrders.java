package io.forebay.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** Orders as JSON lines: 12 members of all common types, some missing, some null, some with escapes. */
final class JsonOrders {
    static final String COLUMNS = "order_id int8, customer_id int4, store int2, ordered_at timestamp, ship_date date,"
            + " amount numeric(9,2), tax_rate numeric(5,3), score float8, paid boolean, customer varchar(40),"
            + " city varchar(40), note varchar(100)";

    private static final String[] CITIES = {"Lisboa", "Zürich", "New York", "東京", "Berlin", "São Paulo", "Oslo"};

    private JsonOrders() {}

    /** Writes files {@code part-0} and up into a folder that is made; does nothing when it is there. */
    static void write(Path folder, int files, int rowsEach, boolean gzip) throws IOException {
        if (Files.exists(folder)) {
            return;
        }
        Path growing = folder.resolveSibling(folder.getFileName() + ".growing");
        Files.createDirectories(growing);
        for (int file = 0; file < files; file++) {
            Path path = growing.resolve("part-" + file + (gzip ? ".json.gz" : ".json"));
            try (OutputStream out = StoreSales.open(path, gzip)) {
                rows(out, new Random(file), rowsEach, (long) file * rowsEach);
            }
        }
        Files.move(growing, folder);
    }

    private static void rows(OutputStream out, Random random, int rows, long firstOrder) throws IOException {
        StringBuilder line = new StringBuilder(400);
        for (int row = 0; row < rows; row++) {
            line.setLength(0);
            line.append("{\"order_id\":").append(firstOrder + row);
            line.append(",\"customer_id\":").append(random.nextInt(1_000_000));
            line.append(",\"store\":").append(random.nextInt(400));
            line.append(String.format(
                    Locale.ROOT,
                    ",\"ordered_at\":\"2025-%02d-%02d %02d:%02d:%02d\"",
                    1 + random.nextInt(12),
                    1 + random.nextInt(28),
                    random.nextInt(24),
                    random.nextInt(60),
                    random.nextInt(60)));
            if (random.nextInt(10) == 0) {
                line.append(",\"ship_date\":null");
            } else {
                line.append(String.format(
                        Locale.ROOT,
                        ",\"ship_date\":\"2025-%02d-%02d\"",
                        1 + random.nextInt(12),
                        1 + random.nextInt(28)));
            }
            line.append(",\"amount\":")
                    .append(random.nextInt(500_000))
                    .append('.')
                    .append(10 + random.nextInt(90));
            line.append(",\"tax_rate\":0.").append(100 + random.nextInt(150));
            line.append(",\"score\":").append(random.nextDouble());
            line.append(",\"paid\":").append(random.nextBoolean());
            line.append(",\"customer\":\"");
            for (int i = 8 + random.nextInt(16); i > 0; i--) {
                line.append((char) ('a' + random.nextInt(26)));
            }
            line.append("\",\"city\":\"")
                    .append(CITIES[random.nextInt(CITIES.length)])
                    .append('"');
            if (random.nextInt(4) > 0) {
                line.append(",\"note\":\"")
                        .append(random.nextInt(8) == 0 ? "said \\\"no\\\", " : "leave it ")
                        .append(random.nextInt(100))
                        .append(" at the door\"");
            }
            out.write(line.append("}\n").toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
