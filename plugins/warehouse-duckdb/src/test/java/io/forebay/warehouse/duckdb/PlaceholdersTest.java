package io.forebay.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            textBlock =
                    """
            SELECT $1 + $12          ! SELECT <1> + <12>
            SELECT '$1', "$1"        ! SELECT '$1', "$1"
            SELECT 'it''s $1', $2    ! SELECT 'it''s $1', <2>
            SELECT 1 -- $1           ! SELECT 1 -- $1
            SELECT /* $1 */ $1       ! SELECT /* $1 */ <1>
            SELECT $$ $1 $$, $1      ! SELECT $$ $1 $$, <1>
            SELECT $a$ $1 $$ $a$, $1 ! SELECT $a$ $1 $$ $a$, <1>
            SELECT a$1, $1           ! SELECT a$1, <1>
            SELECT 'open $1          ! SELECT 'open $1
            """)
    void replacesParametersOutsideOfQuotesAndComments(String sql, String replaced) {
        assertThat(Placeholders.replace(sql, number -> "<" + number + ">")).isEqualTo(replaced);
    }
}
