package io.forebay.warehouse.redshift.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedshiftTypesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "oid | BIGINT",
                "int8 | BIGINT",
                "name | VARCHAR",
                "bpchar | CHAR",
                "numeric(12, 2) | DECIMAL",
                "timestamp without time zone | TIMESTAMP",
                "unknown | OTHER"
            })
    void knowsTheTypesOfResultsAndOfTheCatalog(String name, String kind) {
        assertThat(RedshiftTypes.of(name, 0, 0, 0).kind().name()).isEqualTo(kind);
    }
}
