package io.forebay.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementSplitterTest {
    private final StatementSplitter splitter = new StatementSplitter();

    @Test
    void cutsAtSemicolons() {
        assertThat(splitter.add("select 1; select 2;\n;  ;select")).containsExactly("select 1", "select 2");
        assertThat(splitter.rest()).containsExactly("select");
        assertThat(splitter.rest()).isEmpty();
    }

    @Test
    void keepsSemicolonsInQuotesBodiesAndComments() {
        String text = "select ';', \"a;b\", 'it''s;' -- c;\n, /* x /* ; */ ; */ $$ a; b $$, $t$ $$; $t$ , a$b";

        assertThat(splitter.add(text + ";")).containsExactly(text);
    }

    @Test
    void waitsForTheEndOfAStatementOverSeveralLines() {
        assertThat(splitter.add("select '\n")).isEmpty();
        assertThat(splitter.between()).isFalse();
        assertThat(splitter.add("' ;\n")).containsExactly("select '\n'");
        assertThat(splitter.between()).isTrue();
    }

    @Test
    void doesNotTakeAParameterForABody() {
        assertThat(splitter.add("select $1; select $2;")).containsExactly("select $1", "select $2");
    }
}
