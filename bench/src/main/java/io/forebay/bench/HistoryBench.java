package io.forebay.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * 1 M staged events merged into a history of 10 M versions: {@code forebay.scd2} against SQL that joins the stage with the
 * history and with itself to find each event's next, as examples/bike-history does. Arguments: turns, events of each key in a batch.
 */
final class HistoryBench {
    private static final int EVENTS = Integer.getInteger("forebay.bench.events", 1_000_000);
    private static final int VERSIONS = Integer.getInteger("forebay.bench.versions", 10_000_000);
    private static final String END = "TIMESTAMP '9999-12-31 23:59:59'";

    private static final String JOINED =
            """
            CREATE TEMP TABLE closing AS
              SELECT key, since, seen AS until, status, place FROM (
                SELECT h.key, h.since, e.seen, h.status, h.place,
                       ROW_NUMBER() OVER (PARTITION BY e.key ORDER BY e.seen) AS nth
                FROM stage e JOIN joined h ON e.key = h.key AND h.since <= e.seen AND h.until > e.seen) first
              WHERE nth = 1;
            DELETE FROM joined USING closing WHERE joined.key = closing.key AND joined.since = closing.since;
            INSERT INTO joined
              SELECT key, seen, until, status, place FROM (
                SELECT a.key, a.seen, COALESCE(b.seen, %s) AS until, a.status, a.place,
                       ROW_NUMBER() OVER (PARTITION BY a.key, a.seen ORDER BY b.seen) AS nth
                FROM stage a LEFT JOIN stage b ON a.key = b.key AND a.seen < b.seen) next
              WHERE nth = 1
              UNION ALL SELECT * FROM closing;
            DROP TABLE closing;
            """
                    .formatted(END);

    private HistoryBench() {}

    public static void main(String[] arguments) throws Exception {
        int turns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        int each = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50;
        Path work = Files.createTempDirectory(
                Files.createDirectories(Path.of(System.getProperty("forebay.bench.folder", "target/bench"))),
                "history");
        Files.createDirectories(work.resolve("lake"));
        try (Forebay forebay = new Forebay(work.resolve("data"), work.resolve("lake"))) {
            make(forebay, EVENTS / each);
            Turns contenders = new Turns();
            contenders.add(
                    "forebay.scd2",
                    contender(
                            forebay,
                            "merged",
                            """
                    CALL forebay.scd2('stage', 'merged', 'key', 'seen', 'since', 'until',
                                      open_end => '9999-12-31 23:59:59');
                    """));
            contenders.add("joins", contender(forebay, "joined", JOINED));
            contenders.run(0, turns);
            contenders.print(
                    String.format(
                            Locale.ROOT,
                            "%d events, %d of each key, into a history of %d versions",
                            EVENTS,
                            each,
                            VERSIONS),
                    "0.33");
        }
    }

    private static void make(Forebay forebay, int keys) throws Exception {
        forebay.run("CREATE TABLE stage (key int, seen timestamp, status varchar(10), place varchar(40))");
        forebay.run(
                "INSERT INTO stage SELECT e % " + keys + ", TIMESTAMP '2026-01-01' + e * INTERVAL '1 second', 'gone',"
                        + " 'Station number ' || (e % 500) FROM generate_series(0, " + (EVENTS - 1) + ") AS s(e)");
        for (String table : new String[] {"made", "merged", "joined"}) {
            forebay.run("CREATE TABLE " + table
                    + " (key int, since timestamp, until timestamp, status varchar(10), place varchar(40))");
        }
        int versions = VERSIONS / keys;
        forebay.run("INSERT INTO made SELECT k, TIMESTAMP '2025-01-01' + v * INTERVAL '1 minute',"
                + " CASE WHEN v = " + (versions - 1) + " THEN " + END
                + " ELSE TIMESTAMP '2025-01-01' + (v + 1) * INTERVAL '1 minute' END, 'there',"
                + " 'Station number ' || (v % 500) FROM generate_series(0, " + (keys - 1)
                + ") AS a(k), generate_series(0, " + (versions - 1) + ") AS b(v)");
    }

    /** Each turn begins with the same history; both must end with as many versions. */
    private static Turns.Contender contender(Forebay forebay, String table, String statements) {
        return new Turns.Contender() {
            @Override
            public void prepare() throws Exception {
                forebay.run("DELETE FROM " + table);
                forebay.run("INSERT INTO " + table + " SELECT * FROM made");
            }

            @Override
            public void run() throws Exception {
                forebay.run("BEGIN; " + statements + " COMMIT");
            }

            @Override
            public void check() throws Exception {
                long open = forebay.number("SELECT count(*) FROM " + table + " WHERE until = " + END);
                long all = forebay.number("SELECT count(*) FROM " + table);
                long keys = forebay.number("SELECT count(DISTINCT key) FROM made");
                long before = forebay.number("SELECT count(*) FROM made");
                if (open != keys || all != before + EVENTS) {
                    throw new IllegalStateException(table + " has " + all + " versions, " + open + " without an end");
                }
            }
        };
    }
}
