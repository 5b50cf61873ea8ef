package io.forebay.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablePrinterTest {
    private static final List<Table.Column> COLUMNS =
            List.of(new Table.Column("day", true), new Table.Column("name", false), new Table.Column("n", true));

    @Test
    void alignsNumbersRightAndTextLeftAsPsqlDoes() {
        Table table =
                new Table(COLUMNS, List.of(List.of("2452640", "a", "1"), Arrays.asList("7", "longer name", null)));

        assertThat(printed(table, 100))
                .isEqualTo(
                        """
                           day   |    name     | n\s
                        ---------+-------------+---
                         2452640 | a           | 1
                               7 | longer name | \s
                        (2 rows)
                        """);
    }

    @Test
    void countsOneRowAndNone() {
        assertThat(printed(new Table(COLUMNS, List.of(List.of("1", "b", "2"))), 100))
                .endsWith("(1 row)\n");
        assertThat(printed(new Table(COLUMNS, List.of()), 100)).endsWith("(0 rows)\n");
    }

    @Test
    void printsAWideTableOneValueALine() {
        Table table = new Table(COLUMNS, List.of(List.of("1", "x".repeat(40), "2")));

        assertThat(printed(table, 40))
                .isEqualTo("-[ RECORD 1 ]-------\nday  | 1\nname | " + "x".repeat(40) + "\nn    | 2\n");
    }

    @Test
    void letsNoValueSteerTheTerminal() {
        assertThat(TablePrinter.visible("a\nb\tc\u001b[31m")).isEqualTo("a\\nb\\tc\\x1b[31m");
    }

    @Test
    void countsColumnsOfWideAndCombiningCharacters() {
        assertThat(TablePrinter.width("abc")).isEqualTo(3);
        assertThat(TablePrinter.width("日本")).isEqualTo(4);
        assertThat(TablePrinter.width("e\u0301")).isEqualTo(1);
    }

    private static String printed(Table table, int screen) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TablePrinter.print(table, screen, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
