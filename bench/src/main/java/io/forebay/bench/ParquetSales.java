package io.forebay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The rows of {@link StoreSales} in Parquet as DuckDB writes it: snappy, dictionaries, row groups of 122,880 rows. */
final class ParquetSales {
    private ParquetSales() {}

    /**
     * Writes files {@code part-0} and up into a folder that is made; does nothing when it is there.
     *
     * @param columns the types of the rows in {@code read_csv}'s words
     */
    static void write(Path folder, int files, int rowsEach, String columns) throws IOException, SQLException {
        if (Files.exists(folder)) {
            return;
        }
        Path text = folder.resolveSibling(folder.getFileName() + "-text");
        StoreSales.write(text, files, rowsEach, false);
        Path growing = folder.resolveSibling(folder.getFileName() + ".growing");
        Files.createDirectories(growing);
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            for (int file = 0; file < files; file++) {
                statement.execute("COPY (SELECT * FROM read_csv('" + text.resolve("part-" + file + ".tbl")
                        + "', delim='|', header=false, quote='', auto_detect=false, columns=" + columns + ")) TO '"
                        + growing.resolve("part-" + file + ".parquet") + "' (FORMAT parquet)");
                Files.delete(text.resolve("part-" + file + ".tbl"));
            }
        }
        Files.delete(text);
        Files.move(growing, folder);
    }
}
