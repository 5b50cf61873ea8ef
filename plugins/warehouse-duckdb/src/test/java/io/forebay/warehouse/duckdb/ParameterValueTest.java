package io.forebay.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterValueTest {
    @ParameterizedTest
    @CsvSource({
        "INTEGER, ' 12 ', 12",
        "BIGINT, -9223372036854775808, -9223372036854775808",
        "DOUBLE, 1e3, 1000.0",
        "BOOLEAN, Off, false",
        "BOOLEAN, 1, true",
        "DATE, 2024-12-01 +00, 2024-12-01",
        "DATE, 2024-12-01, 2024-12-01",
        "DATE, 0001-01-01, 0001-01-01",
        "DATE, infinity, infinity",
        "TIMESTAMP, 2024-12-01 01:02:03.5 +00, 2024-12-01T01:02:03.500",
        "TIMESTAMP, 2024-12-01, 2024-12-01T00:00",
        "TIMESTAMPTZ, 2024-12-01 01:02:03+02, 2024-12-01T01:02:03+02:00",
        "TIMESTAMPTZ, 2024-12-01T01:02:03Z, 2024-12-01T01:02:03Z",
        "TIMESTAMPTZ, 2024-12-01 01:02:03-05:30, 2024-12-01T01:02:03-05:30",
        "TIME, 1:02:03.000001+00, 01:02:03.000001",
        "VARCHAR, ' x ', ' x '"
    })
    void readsTextAsTheParametersType(TypeKind kind, String text, String value) {
        assertThat(ParameterValue.typed(text, ColumnType.of(kind))).hasToString(value);
    }

    @ParameterizedTest
    @CsvSource({
        "INTEGER, 1.5, INVALID_TEXT",
        "INTEGER, x, INVALID_TEXT",
        "BIGINT, 9223372036854775808, INVALID_TEXT",
        "BOOLEAN, maybe, INVALID_TEXT",
        "DATE, 2024-13-01, INVALID_DATETIME",
        "DATE, today, INVALID_DATETIME",
        "TIME, 25:00, INVALID_DATETIME",
        "VARBYTE, \\xzz, INVALID_TEXT"
    })
    void refusesTextThatIsNoneOfTheType(TypeKind kind, String text, String code) {
        assertThatThrownBy(() -> ParameterValue.typed(text, ColumnType.of(kind)))
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.code().name()).isEqualTo(code))
                .hasMessageStartingWith("invalid input syntax for type")
                .hasMessageContaining(text);
    }

    @Test
    void quotesLiterals() {
        assertThat(ParameterValue.literal("it's")).isEqualTo("'it''s'");
        assertThat(ParameterValue.literal(-1L)).isEqualTo("(-1)");
        assertThat(ParameterValue.literal(null)).isEqualTo("NULL");
        assertThat(ParameterValue.literal(new byte[] {1, -1})).isEqualTo("from_hex('01ff')");
    }
}
