package io.forebay.warehouse.redshift.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedTextTest {
    @Test
    void sendsTextsBesideTheStatementAndWritesTheRestIntoIt() {
        NamedText named = NamedText.of(
                new Placed("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", List.of(1, 2, 3, 4, 5, 6, 7, 8, 9)),
                Arrays.asList(
                        -5L,
                        new BigDecimal("1E+3"),
                        -1.5,
                        Double.NaN,
                        true,
                        null,
                        "",
                        "it's",
                        Instant.parse("2026-01-02T03:04:05.678901Z")));
        assertThat(named.sql())
                .isEqualTo("INSERT INTO t VALUES ((-5), 1000, (-1.5), CAST('NaN' AS DOUBLE PRECISION), true, NULL, '',"
                        + " :p8, :p9)");
        assertThat(named.values()).containsEntry("p8", "it's").containsEntry("p9", "2026-01-02T03:04:05.678901");
    }

    @Test
    void sendsAValueOnceForAllItsPlaces() {
        NamedText named = NamedText.of(new Placed("SELECT ?, ?, ?", List.of(2, 1, 2)), List.of("a", "b"));
        assertThat(named.sql()).isEqualTo("SELECT :p2, :p1, :p2");
        assertThat(named.values()).hasSize(2);
    }

    @Test
    void leavesQuestionMarksInTextsAndRemarks() {
        Placed statement = new Placed("SELECT '?' AS \"?\" -- ?\n, /* ? */ ?", List.of(1));
        assertThat(NamedText.of(statement, List.of("x")).sql()).isEqualTo("SELECT '?' AS \"?\" -- ?\n, /* ? */ :p1");
        assertThat(NamedText.described(statement).sql())
                .isEqualTo("SELECT * FROM (SELECT '?' AS \"?\" -- ?\n, /* ? */ NULL\n) AS described LIMIT 0");
    }

    @Test
    void writesBytesAsHexadecimalDigits() {
        assertThat(NamedText.of(new Placed("SELECT ?", List.of(1)), List.of(new byte[] {0, (byte) 0xff}))
                        .sql())
                .isEqualTo("SELECT TO_VARBYTE('00ff', 'hex')");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SELECT 1; true; false",
                "(select 1); true; false",
                "/* SELECT */ UPDATE t SET a = 1; false; false",
                "WITH a AS (SELECT 1) SELECT * FROM a; true; false",
                "SELECT * INTO made FROM t; false; false",
                "SELECT 'into'; true; false",
                "SHOW TABLES FROM SCHEMA a.b; false; true",
                "INSERT INTO t VALUES (1); false; false",
                "-- nothing; false; false"
            })
    void knowsWhatGivesRows(String sql, boolean query, boolean tells) {
        assertThat(NamedText.isQuery(sql)).isEqualTo(query);
        assertThat(NamedText.tells(sql)).isEqualTo(tells);
    }

    @Test
    void makesPartsOfRowsByTheirNumberAndTheirBytes() {
        assertThat(InsertText.parts(java.util.Collections.nCopies(2500, List.of(1L)), Integer.MAX_VALUE))
                .extracting(List::size)
                .containsExactly(1000, 1000, 500);
        assertThat(InsertText.parts(java.util.Collections.nCopies(3, List.of("é".repeat(30))), 210))
                .extracting(List::size)
                .containsExactly(2, 1);
        assertThat(InsertText.parts(List.of(List.of("long"), List.of("long")), 1))
                .extracting(List::size)
                .containsExactly(1, 1);
    }
}
