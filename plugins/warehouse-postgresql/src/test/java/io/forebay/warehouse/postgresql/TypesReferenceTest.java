package io.forebay.warehouse.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.warehouse.postgresql.driver.PostgresTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The column PostgreSQL of the table in docs/reference/types.md says what the code does. */
class TypesReferenceTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "reference", "types.md");

    @Test
    void namesWhatIsMade() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        for (TypeKind kind : TypeKind.values()) {
            if (kind != TypeKind.OTHER) {
                expected.put(type(kind).sqlName(), PostgresTypes.name(type(kind)));
            }
        }
        Map<String, String> written = new TreeMap<>();
        String table = Files.readString(PAGE).split("## What is made")[1].split("\n\n")[0];
        table.lines().skip(3).forEach(line -> {
            String[] cells = line.substring(2)
                    .replace("`", "")
                    .replace("(n)", "(17)")
                    .replace("(p,s)", "(9,2)")
                    .split(" \\| ?", -1);
            written.put(cells[1], cells[3]);
        });
        assertThat(written).isEqualTo(expected);
    }

    private static ColumnType type(TypeKind kind) {
        return switch (kind) {
            case CHAR -> ColumnType.character(17);
            case VARCHAR -> ColumnType.varchar(17);
            case VARBYTE -> ColumnType.varbyte(17);
            case DECIMAL -> ColumnType.decimal(9, 2);
            default -> ColumnType.of(kind);
        };
    }
}
