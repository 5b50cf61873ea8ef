package io.forebay.engine.dataapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedParametersTest {
    private static final List<Parameter> GIVEN =
            List.of(new Parameter("id", "7"), new Parameter("Name", "it's"), new Parameter("x1", ":id"));

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            textBlock =
                    """
                    SELECT :id                                   | SELECT $1                              | 7
                    SELECT :id::smallint, :Name, :id             | SELECT $1::smallint, $2, $1            | 7 it's
                    SELECT :x1+:id                               | SELECT $1+$2                           | :id 7
                    SELECT ':id', ":id", $$:id$$ -- :id          | SELECT ':id', ":id", $$:id$$           |
                    SELECT /* :id */ 1 WHERE a = :id             | SELECT           1 WHERE a = $1        | 7
                    SELECT a::int, '12:30'::time, b[1:2]         | SELECT a::int, '12:30'::time, b[1:2]   |
                    """)
    void standWhereValuesStand(String sql, String bound, String values) {
        NamedParameters.Bound result = NamedParameters.bind(sql, GIVEN);
        assertThat(result.sql().strip()).isEqualTo(bound);
        assertThat(String.join(" ", result.values())).isEqualTo(values == null ? "" : values);
    }

    @Test
    void mustBeGiven() {
        assertThatThrownBy(() -> NamedParameters.bind("SELECT :nosuch", GIVEN))
                .isInstanceOf(DataApiException.class)
                .hasMessage("Parameter nosuch is not given.");
        assertThatThrownBy(() -> NamedParameters.bind("SELECT :name", GIVEN)).isInstanceOf(DataApiException.class);
        assertThat(NamedParameters.bind("SELECT :nosuch", List.of()).sql()).isEqualTo("SELECT :nosuch");
    }
}
