package io.forebay.format.delimited;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.warehouse.TypeKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EscapeTest {
    private static final Loading ESCAPE = Loading.texts(2).with(ReadFlag.ESCAPE);
    private static final Loading QUOTES = Loading.texts(2).with(ReadFlag.REMOVEQUOTES);
    private static final Loading BOTH = Loading.texts(2).with(ReadFlag.ESCAPE, ReadFlag.REMOVEQUOTES);

    @Test
    void takesBackslashAsDataWithoutEscape() {
        assertThat(Loading.texts(2).load("a\\|b\\\n").rows()).containsExactly(List.of("a\\", "b\\"));
    }

    @Test
    void takesEscapedBytesAsData() {
        assertThat(ESCAPE.load("a\\|b|A\\\\B\\\\C\nx\\\ny|A \\| B \\| C\n\\012|\\'q\\\"\n")
                        .rows())
                .containsExactly(List.of("a|b", "A\\B\\C"), List.of("x\ny", "A | B | C"), List.of("012", "'q\""));
    }

    @Test
    void recognisesTheNullMarkerUnderEscape() {
        assertThat(ESCAPE.load("\\N|\\\\N\n").rows()).containsExactly(Arrays.asList(null, "\\N"));
    }

    @Test
    void keepsEscapedCarriageReturn() {
        assertThat(ESCAPE.load("a|b\\\r\\\nc\r\nd|e\\\r\nf|g\\").rows())
                .containsExactly(List.of("a", "b\r\nc"), List.of("d", "e\r"), List.of("f", "g\\"));
    }

    @Test
    void keepsAnEmptyFieldBeforeAQuotedOneWhenBlanksDelimit() {
        Loading blanks = Loading.texts(3).with(ReadFlag.REMOVEQUOTES).layout(new Layout.Delimited((byte) ' '));
        assertThat(blanks.load("a  'b c'\n").rows()).containsExactly(List.of("a", "", "b c"));
    }

    @Test
    void countsEscapedNewlinesAsLines() {
        Loading loading = Loading.of(TypeKind.INTEGER, TypeKind.VARCHAR).with(ReadFlag.ESCAPE);
        Loading.Outcome outcome = loading.load("1|a\\\nb\nx|c\n");
        assertThat(outcome.onlyRejected().line()).isEqualTo(3);
        assertThat(outcome.lines()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "\"The delimiter is a pipe (|) character\"; The delimiter is a pipe (|) character",
                "'Black'; Black",
                "\"White\"; White",
                "Blue'; Blue'",
                "'it's'; it's",
                "''; ``",
                "\"\"; ``",
                "' '; ` `",
                "''' 'Black' '''; `'' 'Black' ''`",
                "'mixed\"; ",
                "a'b'; a'b'"
            })
    void removesSurroundingQuotes(String field, String expected) {
        Loading.Outcome outcome = QUOTES.load(field + "|x\ny|" + field + "\n");
        if (field.equals("'mixed\"")) {
            assertThat(outcome.rejected()).hasSize(2);
        } else {
            assertThat(outcome.rows()).containsExactly(List.of(expected, "x"), List.of("y", expected));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'Blue", "\"Blue", "'", "'a\"", "\"a' "})
    void rejectsOpeningQuoteWithoutClosing(String field) {
        Loading.Outcome outcome = QUOTES.load("a|" + field + "\nc|d\n");
        assertThat(outcome.rows()).containsExactly(List.of("c", "d"));
        assertThat(outcome.onlyRejected().code()).isEqualTo(1214);
    }

    @Test
    void removesQuotesBeforeCarriageReturn() {
        assertThat(QUOTES.load("'a'|\"b\"\r\n").rows()).containsExactly(List.of("a", "b"));
    }

    @Test
    void removesQuotesAndEscapesTogether() {
        assertThat(BOTH.load("4| 'A Midsummer Night\\'s Dream'\n\"a\\|\\\"\"|'b\\\nc'\n")
                        .rows())
                .containsExactly(List.of("4", "A Midsummer Night's Dream"), List.of("a|\"", "b\nc"));
    }

    @Test
    void takesQuotedNullMarkerAsNullUnderRemovequotes() {
        assertThat(QUOTES.load("\"\\N\"|x\n").rows()).containsExactly(Arrays.asList(null, "x"));
    }
}
