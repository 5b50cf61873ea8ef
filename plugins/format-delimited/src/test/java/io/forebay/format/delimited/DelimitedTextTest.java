package io.forebay.format.delimited;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.TypeKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class DelimitedTextTest {
    private static final Loading TWO = Loading.of(TypeKind.INTEGER, TypeKind.VARCHAR);

    @Test
    void readsFieldsInOrder() {
        assertThat(TWO.load("1|one\n-22|two words\n").rows())
                .containsExactly(List.of(1L, "one"), List.of(-22L, "two words"));
    }

    @Test
    void readsLastRecordWithoutNewline() {
        assertThat(TWO.load("1|one\n2|two").rows()).containsExactly(List.of(1L, "one"), List.of(2L, "two"));
    }

    @Test
    void dropsCarriageReturnBeforeNewline() {
        assertThat(TWO.load("1|one\r\n2|two\r\n3|\r\n").rows())
                .containsExactly(List.of(1L, "one"), List.of(2L, "two"), List.of(3L, ""));
    }

    @Test
    void toleratesOneTrailingDelimiter() {
        Loading four = Loading.of(TypeKind.INTEGER, TypeKind.VARCHAR, TypeKind.VARCHAR, TypeKind.VARCHAR);
        assertThat(four.load("1|Toyota Park|Bridgeview|IL|\n2|a|b|c|\r\n").rows())
                .containsExactly(List.of(1L, "Toyota Park", "Bridgeview", "IL"), List.of(2L, "a", "b", "c"));
    }

    @Test
    void rejectsExtraColumnWithCode1202() {
        Loading.Outcome outcome = TWO.load("1|one\n2|two|too|many||||||||||||||\n3|three\n");
        assertThat(outcome.rows()).containsExactly(List.of(1L, "one"), List.of(3L, "three"));
        RejectedRow rejected = outcome.onlyRejected();
        assertThat(rejected.code()).isEqualTo(1202);
        assertThat(rejected.reason()).isEqualTo("Extra column(s) found");
        assertThat(rejected.line()).isEqualTo(2);
        assertThat(rejected.position()).isEqualTo(6);
        assertThat(rejected.rawLine()).isEqualTo("2|two|too|many||||||||||||||");
        assertThat(rejected.rawValue()).isEqualTo("too");
    }

    @Test
    void rejectsTwoTrailingDelimiters() {
        assertThat(TWO.load("1|one||\n").onlyRejected().code()).isEqualTo(1202);
    }

    @Test
    void rejectsMissingFieldWithCode1214() {
        RejectedRow rejected = TWO.load("17\n").onlyRejected();
        assertThat(rejected.code()).isEqualTo(1214);
        assertThat(rejected.reason()).isEqualTo("Delimiter not found");
        assertThat(rejected.rawLine()).isEqualTo("17");
    }

    @Test
    void fillsMissingTrailingFieldsUnderFillrecord() {
        Loading loading = Loading.of(TypeKind.INTEGER, TypeKind.VARCHAR, TypeKind.CHAR, TypeKind.DATE)
                .with(ReadFlag.FILLRECORD);
        assertThat(loading.load("1\n").rows()).containsExactly(java.util.Arrays.asList(1L, "", null, null));
        assertThat(loading.with(ReadFlag.EMPTYASNULL).load("1\n").rows())
                .containsExactly(java.util.Arrays.asList(1L, null, null, null));
        assertThat(loading.notNull().load("1\n").onlyRejected().code()).isEqualTo(1213);
    }

    @Test
    void skipsHeaderLinesOfEachFile() {
        Loading.Outcome outcome = TWO.ignoreHeader(2).load("id|name\n---\n1|one\nx|two\n");
        assertThat(outcome.rows()).containsExactly(List.of(1L, "one"));
        assertThat(outcome.onlyRejected().line()).isEqualTo(4);
        assertThat(outcome.lines()).isEqualTo(4);
    }

    @Test
    void hasNoRowsWhenHeadersAreAllThereIs() {
        assertThat(TWO.ignoreHeader(3).load("id|name\n---").rows()).isEmpty();
        assertThat(TWO.ignoreHeader(3).load("").rows()).isEmpty();
    }

    @Test
    void rejectsBlankLineWithCode1211() {
        Loading.Outcome outcome = TWO.load("1|one\n\n2|two\n");
        assertThat(outcome.rows()).hasSize(2);
        assertThat(outcome.onlyRejected().code()).isEqualTo(1211);
        assertThat(outcome.onlyRejected().line()).isEqualTo(2);
    }

    @Test
    void skipsBlankLinesUnderIgnoreblanklines() {
        Loading.Outcome outcome = TWO.with(ReadFlag.IGNOREBLANKLINES).load("\n1|one\n\r\n2|two\n\n");
        assertThat(outcome.rows()).hasSize(2);
        assertThat(outcome.rejected()).isEmpty();
        assertThat(outcome.lines()).isEqualTo(5);
    }

    @Test
    void tellsWhereTheBadValueIs() {
        RejectedRow rejected = Loading.of(TypeKind.VARCHAR, TypeKind.INTEGER)
                .load("ok|1\né|1.5\n")
                .onlyRejected();
        assertThat(rejected.code()).isEqualTo(1207);
        assertThat(rejected.reason()).isEqualTo("Invalid digit, Value '.', Pos 1, Type: Integer");
        assertThat(rejected.line()).isEqualTo(2);
        assertThat(rejected.position()).isEqualTo(3);
        assertThat(rejected.rawLine()).isEqualTo("..|1.5");
        assertThat(rejected.rawValue()).isEqualTo("1.5");
        assertThat(rejected.column())
                .isEqualTo(io.forebay.spi.warehouse.Column.of(
                        "c2", io.forebay.spi.warehouse.ColumnType.of(TypeKind.INTEGER)));
    }

    @Test
    void cutsShownTextsAt1024Characters() {
        RejectedRow rejected = TWO.load("x" + "y".repeat(5000) + "|two\n").onlyRejected();
        assertThat(rejected.rawLine()).hasSize(1024);
        assertThat(rejected.rawValue()).hasSize(1024);
    }
}
