package io.forebay.warehouse.postgresql;

import io.forebay.spi.warehouse.TableName;
import io.forebay.warehouse.postgresql.driver.ValueText;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.BaseConnection;

/**
 * Rows into a table by COPY in its text form, from which the server makes each column's type
 * (<a href="https://www.postgresql.org/docs/17/sql-copy.html">PostgreSQL's manual, COPY, File Formats</a>).
 */
final class LedgerAppend {
    private static final int BLOCK_CHARACTERS = 1 << 16;

    private LedgerAppend() {}

    /** @return the rows that were added */
    static long append(BaseConnection connection, TableName table, List<List<@Nullable Object>> rows)
            throws SQLException {
        CopyIn copy = connection.getCopyAPI().copyIn("COPY " + SqlNames.ofTheEngine(table) + " FROM STDIN");
        try {
            StringBuilder text = new StringBuilder();
            for (List<@Nullable Object> row : rows) {
                line(row, text);
                if (text.length() > BLOCK_CHARACTERS) {
                    write(copy, text);
                }
            }
            write(copy, text);
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void write(CopyIn copy, StringBuilder text) throws SQLException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
    }

    private static void line(List<@Nullable Object> row, StringBuilder out) {
        for (int column = 0; column < row.size(); column++) {
            if (column > 0) {
                out.append('\t');
            }
            Object value = row.get(column);
            if (value == null) {
                out.append("\\N");
            } else {
                escaped(ValueText.of(value, 0), out);
            }
        }
        out.append('\n');
    }

    private static void escaped(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                default -> out.append(c);
            }
        }
    }
}
