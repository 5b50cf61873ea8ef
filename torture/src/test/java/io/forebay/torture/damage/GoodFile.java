package io.forebay.torture.damage;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/** A file of {@link #ROWS} rows in which each value names its file, row and column. */
record GoodFile(int number) {
    static final int ROWS = 6;
    static final int COLUMNS = 4;

    /** How records and fields are written. */
    enum Shape {
        DELIMITED("DELIMITER '|'"),
        ESCAPED("DELIMITER '|' ESCAPE"),
        QUOTED("DELIMITER '|' REMOVEQUOTES"),
        CSV("CSV"),
        FIXED("FIXEDWIDTH 'a:10,b:10,c:10,d:10'");

        private final String words;

        Shape(String words) {
            this.words = words;
        }

        /** Its words of COPY. */
        String words() {
            return words;
        }
    }

    /** The value as it must be in the table; the third column has what a layout must protect. */
    static String value(Shape shape, int file, int row, int column) {
        String value = String.format("f%05dr%dc%d", file, row, column);
        if (column != 2) {
            return value;
        }
        return switch (shape) {
            case DELIMITED, FIXED -> value;
            case ESCAPED -> value + "|\n";
            case QUOTED -> value + "|";
            case CSV -> value + ",\"\n";
        };
    }

    List<List<String>> rows(Shape shape) {
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            List<String> values = new ArrayList<>();
            for (int column = 0; column < COLUMNS; column++) {
                values.add(value(shape, number, row, column));
            }
            rows.add(values);
        }
        return rows;
    }

    byte[] bytes(Shape shape, Charset charset, boolean mark) {
        StringBuilder text = new StringBuilder(mark ? "\uFEFF" : "");
        for (List<String> row : rows(shape)) {
            for (int column = 0; column < COLUMNS; column++) {
                text.append(column > 0 && shape != Shape.FIXED ? shape == Shape.CSV ? "," : "|" : "");
                text.append(written(shape, row.get(column)));
            }
            text.append('\n');
        }
        return text.toString().getBytes(charset);
    }

    private static String written(Shape shape, String value) {
        return switch (shape) {
            case DELIMITED, FIXED -> value;
            case ESCAPED -> value.replace("|", "\\|").replace("\n", "\\\n");
            case QUOTED -> "'" + value + "'";
            case CSV -> "\"" + value.replace("\"", "\"\"") + "\"";
        };
    }
}
