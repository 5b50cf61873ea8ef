package io.forebay.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * COPY, ledger included, against DuckDB's own loads of the same files. Arguments: gzip, plain, text, small, json,
 * json-gzip or parquet; turns; turns before them that are not counted, 1 unless told.
 */
final class LoadBench {
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private LoadBench() {}

    /** One comparison. @param files a glob for the peer @param copies further parameters of COPY */
    private record Case(
            String title, String columns, Path folder, String files, String copies, long rows, String goal) {}

    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(System.getProperty("forebay.bench.folder", "target/bench"))
                .toAbsolutePath();
        Files.createDirectories(work);
        int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int warmups = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        compare(choose(arguments.length > 0 ? arguments[0] : "gzip", work), work, warmups, turns);
    }

    private static Case choose(String name, Path work) throws Exception {
        Path folder = work.resolve(name);
        int rowsEach = Integer.getInteger("forebay.bench.rows", 500_000);
        switch (name) {
            case "gzip" -> StoreSales.write(folder, 16, rowsEach, true);
            case "plain" -> StoreSales.write(folder, 16, rowsEach, false);
            case "text" -> Texts.write(folder, 16, rowsEach / 4);
            case "json", "json-gzip" -> JsonOrders.write(folder, 16, rowsEach / 4, name.equals("json-gzip"));
            case "parquet" -> ParquetSales.write(folder, 16, rowsEach / 2, types(StoreSales.COLUMNS));
            case "small" -> StoreSales.write(folder, 20_000, 26, true);
            default -> throw new IllegalArgumentException(name);
        }
        return switch (name) {
            case "gzip" ->
                new Case(
                        "16 gzip files, 23 columns",
                        StoreSales.COLUMNS,
                        folder,
                        "part-*.gz",
                        "GZIP",
                        16L * rowsEach,
                        "<= 1.05");
            case "plain" ->
                new Case(
                        "16 plain files, 23 columns",
                        StoreSales.COLUMNS,
                        folder,
                        "part-*.tbl",
                        "",
                        16L * rowsEach,
                        "<= 1.05");
            case "text" ->
                new Case("10 text columns", Texts.COLUMNS, folder, "part-*.tbl", "", 16L * (rowsEach / 4), "<= 1.3");
            case "json" ->
                new Case(
                        "16 files of JSON lines, 12 columns",
                        JsonOrders.COLUMNS,
                        folder,
                        "part-*.json",
                        "FORMAT JSON 'auto'",
                        16L * (rowsEach / 4),
                        "<= 1.0");
            case "json-gzip" ->
                new Case(
                        "16 gzip files of JSON lines, 12 columns",
                        JsonOrders.COLUMNS,
                        folder,
                        "part-*.json.gz",
                        "FORMAT JSON 'auto' GZIP",
                        16L * (rowsEach / 4),
                        "<= 1.0");
            case "parquet" ->
                new Case(
                        "16 Parquet files, 23 columns",
                        StoreSales.COLUMNS,
                        folder,
                        "part-*.parquet",
                        "FORMAT AS PARQUET",
                        16L * (rowsEach / 2),
                        "<= 1.1");
            default ->
                new Case(
                        "20,000 gzip files of 26 rows",
                        StoreSales.COLUMNS,
                        folder,
                        "part-*.gz",
                        "GZIP",
                        520_000,
                        "<= 0.25");
        };
    }

    private static void compare(Case each, Path work, int warmups, int turns) throws Exception {
        String columns = types(each.columns);
        try (Forebay forebay = new Forebay(work.resolve("data-" + each.folder.getFileName()), work);
                Peer peer = new Peer(work.resolve("peer.duckdb"), THREADS)) {
            Turns contest = new Turns()
                    .add(
                            "forebay COPY",
                            contender(
                                    forebay::run,
                                    forebay::number,
                                    each,
                                    "COPY sales FROM 's3://lake/" + each.folder.getFileName() + "/'" + Forebay.ROLE
                                            + each.copies));
            peers(each, "'" + each.folder.resolve(each.files) + "'", columns)
                    .forEach((name, load) -> contest.add(name, contender(peer::run, peer::number, each, load)));
            contest.run(warmups, turns);
            contest.print(each.title + ", " + each.rows + " rows, " + THREADS + " threads", each.goal);
        }
    }

    /** The columns of a table as DuckDB's readers want to be told them. */
    private static String types(String columns) {
        return "{"
                + columns.replaceAll(
                        "(\\w+) (int2|int4|int8|float8|boolean|date|timestamp|numeric\\(\\d+,\\d+\\)|varchar\\(\\d+\\))( not null)?",
                        "'$1': '$2'")
                + "}";
    }

    /** DuckDB's own ways by their names. @param read the files @param columns of its readers */
    private static Map<String, String> peers(Case each, String read, String columns) {
        Map<String, String> peers = new LinkedHashMap<>();
        if (each.copies.contains("JSON")) {
            String json = "SELECT * FROM read_json(" + read + ", format='newline_delimited', columns=" + columns + ")";
            peers.put("duckdb read_json", "INSERT INTO sales " + json);
            peers.put("duckdb CREATE TABLE", "CREATE OR REPLACE TABLE sales AS " + json);
        } else if (each.copies.contains("PARQUET")) {
            peers.put("duckdb read_parquet", "INSERT INTO sales SELECT * FROM read_parquet(" + read + ")");
            peers.put("duckdb COPY FROM", "COPY sales FROM " + read + " (FORMAT parquet)");
        } else {
            peers.put("duckdb COPY FROM", "COPY sales FROM " + read + " (DELIMITER '|', HEADER false, QUOTE '')");
            peers.put(
                    "duckdb read_csv",
                    "INSERT INTO sales SELECT * FROM read_csv(" + read
                            + ", delim='|', header=false, quote='', auto_detect=false, columns=" + columns + ")");
        }
        return peers;
    }

    private interface Run {
        void run(String sql) throws Exception;
    }

    private interface Number {
        long number(String sql) throws Exception;
    }

    private static Turns.Contender contender(Run run, Number number, Case each, String load) {
        return new Turns.Contender() {
            @Override
            public void prepare() throws Exception {
                run.run("DROP TABLE IF EXISTS sales");
                run.run("CREATE TABLE sales (" + each.columns + ")");
            }

            @Override
            public void run() throws Exception {
                run.run(load);
                long rows = number.number("SELECT count(*) FROM sales");
                if (rows != each.rows) {
                    throw new IllegalStateException(rows + " rows instead of " + each.rows + " after " + load);
                }
            }
        };
    }
}
