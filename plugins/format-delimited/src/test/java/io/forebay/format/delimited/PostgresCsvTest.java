package io.forebay.format.delimited;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.format.Layout;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.TypeKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SOURCE: PostgreSQL's manual, "COPY", CSV Format. */
class PostgresCsvTest {
    private static final Loading CSV = csv(Loading.texts(2), ",", "\"", "\"");

    private static Loading csv(Loading loading, String... arguments) {
        return loading.layout(new Layout.Named(PostgresLayout.CSV, List.of(arguments)))
                .nullAs("");
    }

    @Test
    void tellsEmptyTextFromNull() {
        assertThat(CSV.load("\"\",\n").rows()).containsExactly(Arrays.asList("", null));
    }

    @Test
    void takesQuotesAnywhere() {
        assertThat(CSV.load("a\"b,c\"d, \"e\" \n\"say \"\"hi\"\"\",\"x\r\ny\"\r\n")
                        .rows())
                .containsExactly(List.of("ab,cd", " e "), List.of("say \"hi\"", "x\r\ny"));
    }

    @Test
    void takesAnotherEscape() {
        assertThat(csv(Loading.texts(2), ";", "'", "\\")
                        .load("'it\\'s';'a\\\\b;\\c'\n")
                        .rows())
                .containsExactly(List.of("it's", "a\\b;\\c"));
    }

    @Test
    void forcesNullAndNotNull() {
        Loading forced = csv(Loading.texts(2), ",", "\"", "\"", "NOT NULL c1", "NULL C2");
        assertThat(forced.load(",\"\"\n").rows()).containsExactly(Arrays.asList("", null));
        assertThat(csv(Loading.texts(2), ",", "\"", "\"", "NOT NULL *")
                        .load(",\n")
                        .rows())
                .containsExactly(List.of("", ""));
    }

    @Test
    void tellsTheLineOnWhichARecordEnds() {
        RejectedRow row = csv(Loading.of(TypeKind.VARCHAR, TypeKind.INTEGER), ",", "\"", "\"")
                .ignoreHeader(1)
                .load("a,b\nx,1\n\"y\nz\",q\n")
                .onlyRejected();
        assertThat(row.line()).isEqualTo(4);
        assertThat(row.rawValue()).isEqualTo("q");
    }

    @Test
    void refusesAQuoteWithoutEnd() {
        assertThat(CSV.load("a,\"b\nc,d\n").onlyRejected().reason()).isEqualTo("unterminated CSV quoted field");
    }

    @Test
    void findsRecordsAcrossBlocks() {
        String record = "\"a\n\"\"b\",c\n";
        Loading.Outcome outcome = CSV.blocks(512).load(record.repeat(2_000));
        assertThat(outcome.rejected()).isEmpty();
        assertThat(outcome.rows()).hasSize(2_000).containsOnly(List.of("a\n\"b", "c"));
    }
}
