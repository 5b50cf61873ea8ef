package io.forebay.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlErrorsTest {
    @Test
    void putsACaretBelowThePlace() {
        assertThat(SqlErrors.place("select a\n  from gone", 17)).isEqualTo("LINE 2:   from gone\n               ^");
    }

    @Test
    void cutsALongLineAroundThePlace() {
        String place = SqlErrors.place("x".repeat(200) + "!" + "y".repeat(200), 201);

        assertThat(place.lines().toList()).allSatisfy(line -> assertThat(line).hasSizeLessThan(110));
        String[] lines = place.split("\n");
        assertThat(lines[0].charAt(lines[1].indexOf('^'))).isEqualTo('!');
    }

    @Test
    void countsPositionsInCharacters() {
        String[] lines = SqlErrors.place("select '😀', oops", 13).split("\n");

        assertThat(lines[1].indexOf('^')).isEqualTo("LINE 1: select '--', ".length());
    }

    @Test
    void printsNoPlaceWhereThereIsNone() {
        assertThat(SqlErrors.place("select 1", 0)).isEmpty();
        assertThat(SqlErrors.place("select 1", 99)).isEmpty();
    }
}
