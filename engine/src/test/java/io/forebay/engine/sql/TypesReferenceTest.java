package io.forebay.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.warehouse.duckdb.driver.DuckDbTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of docs/reference/types.md says what the code does. */
class TypesReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "types.md");

    private final StatementParser parser = new StatementParser(new TestDialect());

    /** The cells of each row of the page's first table, without the marks of code. */
    static List<List<String>> rows() throws IOException {
        String table = Files.readString(PAGE).split("## What is made")[1].split("\n\n")[0];
        return table.lines()
                .skip(3)
                .map(line -> List.of(line.substring(2).replace("`", "").split(" \\| ?", -1)))
                .toList();
    }

    private static String numbers(String text) {
        return text.replace("(n)", "(17)").replace("(p,s)", "(9,2)");
    }

    private ColumnType type(String name) {
        Statement.CreateTable table = (Statement.CreateTable)
                parser.parse("create table t (c " + name + ")").get(0);
        return table.columns().get(0).type();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void namesWhatIsMade(List<String> cells) {
        for (String name : numbers(cells.get(0)).split(", ")) {
            assertThat(type(name).sqlName()).as(name).isEqualTo(numbers(cells.get(1)));
            assertThat(DuckDbTypes.name(type(name))).as(name).isEqualTo(numbers(cells.get(2)));
        }
    }

    @Test
    void leavesNoTypeOut() throws IOException {
        Set<TypeKind> missing = EnumSet.complementOf(EnumSet.of(TypeKind.OTHER));
        rows().forEach(cells -> missing.remove(
                type(numbers(cells.get(0)).replaceFirst(", .*", "")).kind()));
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "CHAR; character(1)",
                "BPCHAR; character(256)",
                "CHAR(4096); character(4096)",
                "VARCHAR; character varying(256)",
                "TEXT; character varying(256)",
                "VARCHAR(MAX); character varying(65535)",
                "VARBYTE; binary varying(64000)",
                "VARBYTE(1024000); binary varying(1024000)",
                "DECIMAL; numeric(18,0)",
                "DECIMAL(38,37); numeric(38,37)"
            })
    void hasTheLimitsOfThePage(String written, String name) {
        assertThat(type(written).sqlName()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "CHAR(4097)",
                "VARCHAR(65536)",
                "VARBYTE(1024001)",
                "DECIMAL(39)",
                "DECIMAL(38,38)",
                "GEOMETRY",
                "GEOGRAPHY",
                "HLLSKETCH",
                "INTERVAL",
                "SERIAL"
            })
    void refusesWhatLiesBeyond(String written) {
        assertThatThrownBy(() -> type(written)).isInstanceOf(ForebayException.class);
    }
}
