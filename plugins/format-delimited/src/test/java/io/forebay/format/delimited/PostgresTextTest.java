package io.forebay.format.delimited;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.format.Layout;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SOURCE: PostgreSQL's manual, "COPY", Text Format. */
class PostgresTextTest {
    private static final Layout TEXT = new Layout.Named(PostgresLayout.TEXT, List.of("\t"));
    private static final Loading TEXTS = Loading.texts(2).layout(TEXT);

    @Test
    void readsFieldsBetweenTabs() {
        assertThat(TEXTS.load("a\tb\nc\td\r\ne\tf").rows())
                .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e", "f"));
    }

    @Test
    void takesWhatABackslashStandsFor() {
        assertThat(TEXTS.load("a\\tb\\n\\\\\\r\\b\\f\\v\t\\101\\x42\\x4g\\q\\\tx\n")
                        .rows())
                .containsExactly(List.of("a\tb\n\\\r\b\f\u000b", "AB\u0004gq\tx"));
    }

    @Test
    void takesEscapedEndOfLineAsData() {
        assertThat(TEXTS.load("a\\\nb\tc\nd\te\n").rows()).containsExactly(List.of("a\nb", "c"), List.of("d", "e"));
    }

    @Test
    void tellsNullFromItsEscapedText() {
        assertThat(TEXTS.load("\\N\t\\\\N\n").rows()).containsExactly(Arrays.asList(null, "\\N"));
        assertThat(TEXTS.nullAs("").load("\tx\n").rows()).containsExactly(Arrays.asList(null, "x"));
    }

    @Test
    void takesAnEmptyLineAsARecord() {
        Loading one = Loading.texts(1).layout(TEXT);
        assertThat(one.load("a\n\nb\n").rows()).containsExactly(List.of("a"), List.of(""), List.of("b"));
        assertThat(TEXTS.load("a\tb\n\n").onlyRejected().line()).isEqualTo(2);
    }

    @Test
    void refusesOneFieldTooManyAlsoWhenItIsEmpty() {
        assertThat(TEXTS.load("a\tb\t\n").onlyRejected().code()).isEqualTo(1202);
        assertThat(TEXTS.load("a\n").onlyRejected().code()).isEqualTo(1214);
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertThat(TEXTS.load("a\\0\tb\n").onlyRejected().code()).isEqualTo(1220);
        assertThat(TEXTS.load("\\xff\tb\n").onlyRejected().code()).isEqualTo(1220);
        assertThat(TEXTS.load("\\303\\244\tb\n").rows()).containsExactly(List.of("ä", "b"));
    }

    @Test
    void refusesAnEndMarkerInTheMiddle() {
        assertThat(TEXTS.load("a\tb\n\\.\nc\td\n").onlyRejected().line()).isEqualTo(2);
    }

    @Test
    void readsBytesWithTheirPrefix() {
        Loading bytes = Loading.of(ColumnType.of(TypeKind.VARBYTE)).layout(TEXT);
        assertThat(bytes.load("\\\\x00fF\n").values().toString()).isNotEqualTo("[null]");
        assertThat((byte[]) bytes.load("\\\\x00fF\n").values().get(0)).containsExactly(0, 0xff);
        assertThat((byte[]) bytes.load("\\\\x\n").values().get(0)).isEmpty();
    }

    @Test
    void findsRecordsAcrossBlocks() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            text.append("k\\\n").append(i).append("\tv\\\\\n");
        }
        Loading.Outcome outcome = TEXTS.blocks(512).load(text.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(outcome.rejected()).isEmpty();
        assertThat(outcome.rows()).hasSize(3_000);
        assertThat(outcome.rows().get(2_999)).isEqualTo(List.of("k\n2999", "v\\"));
    }
}
