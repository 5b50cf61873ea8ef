package io.forebay.format.delimited;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.ColumnType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextValueTest {
    private static final Loading TEXT = Loading.of(ColumnType.varchar(10));
    private static final Loading CHAR = Loading.of(ColumnType.character(5));
    private static final Loading BOTH = Loading.of(ColumnType.varchar(10), ColumnType.character(5));

    @Test
    void keepsEmptyTextUnlessEmptyasnull() {
        assertThat(BOTH.load("|\n").rows()).containsExactly(Arrays.asList("", ""));
        assertThat(BOTH.with(ReadFlag.EMPTYASNULL).load("|\n").rows()).containsExactly(Arrays.asList(null, null));
    }

    @Test
    void keepsBlanksUnlessBlanksasnull() {
        assertThat(BOTH.load("  |x\n").rows()).containsExactly(Arrays.asList("  ", "x"));
        assertThat(BOTH.with(ReadFlag.BLANKSASNULL).load("  | \t\n|\n").rows())
                .containsExactly(Arrays.asList(null, null), Arrays.asList("", ""));
    }

    @Test
    void removesTrailingBlanksOfVarcharUnderTrimblanks() {
        assertThat(TEXT.load(" ab  \n").values()).containsExactly(" ab  ");
        assertThat(TEXT.with(ReadFlag.TRIMBLANKS)
                        .load(" ab \t\nabcdefghij   \n")
                        .values())
                .containsExactly(" ab", "abcdefghij");
    }

    @Test
    void leavesOutTrailingBlanksOfChar() {
        assertThat(CHAR.load("ab   \nabcde   \n").values()).containsExactly("ab", "abcde");
    }

    @Test
    void takesBackslashNAsNull() {
        assertThat(BOTH.load("\\N|\\N\n\\n|\\NN\n").rows())
                .containsExactly(Arrays.asList(null, null), Arrays.asList("\\n", "\\NN"));
    }

    @Test
    void takesOnlyTheGivenTextAsNull() {
        assertThat(BOTH.nullAs("nil").load("nil|\\N\n").rows()).containsExactly(Arrays.asList(null, "\\N"));
        assertThat(BOTH.nullAs("").load("|\n").rows()).containsExactly(Arrays.asList(null, null));
        assertThat(TEXT.notNull().nullAs("nil").load("nil\n").onlyRejected().code())
                .isEqualTo(1213);
    }

    @Test
    void countsLengthInBytes() {
        RejectedRow rejected = TEXT.load("ééééé\nééééééé\n").onlyRejected();
        assertThat(rejected.code()).isEqualTo(1204);
        assertThat(rejected.reason()).isEqualTo("String length exceeds DDL length");
        assertThat(rejected.line()).isEqualTo(2);
        assertThat(CHAR.load("abcdef\n").onlyRejected().reason()).isEqualTo("Char length exceeds DDL length");
    }

    @Test
    void truncatesAtCharacterBoundary() {
        assertThat(TEXT.with(ReadFlag.TRUNCATECOLUMNS)
                        .load("abcdefghijk\nabcdefghié\n€€€€\n")
                        .values())
                .containsExactly("abcdefghij", "abcdefghi", "€€€");
        assertThat(CHAR.with(ReadFlag.TRUNCATECOLUMNS).load("abcdefg\n").values())
                .containsExactly("abcde");
    }

    @Test
    void takesAnyLengthWhenColumnHasNone() {
        Loading unlimited = Loading.of(ColumnType.varchar(0));
        assertThat(unlimited.load("x".repeat(70_000) + "\n").values()).containsExactly("x".repeat(70_000));
    }

    @ParameterizedTest
    @CsvSource({
        "a4, a4, 3",
        "ff, ff, 3",
        "fe41, fe, 3",
        "f8888080, f8, 1",
        "e282, e2 82, 2",
        "c3, c3, 2",
        "e24141, e2 41, 4",
        "e28241, e2 82 41, 4",
        "eda080, ed a0 80, 5",
        "f4908080, f4 90 80, 8",
        "f5808080, f5 80 80, 8",
        "c080, c0 80, 9",
        "e08080, e0 80 80, 9",
        "f0808080, f0 80 80, 9"
    })
    void rejectsInvalidUtf8WithCode1220(String hex, String shown, int fault) {
        RejectedRow rejected = TEXT.load(line("ok", hex)).onlyRejected();
        assertThat(rejected.code()).isEqualTo(1220);
        assertThat(rejected.reason())
                .isEqualTo("String contains invalid or unsupported UTF-8 codepoints. Bad UTF-8 hex sequence: " + shown
                        + " (error " + fault + ")");
    }

    @ParameterizedTest
    @CsvSource({
        "a4, ^",
        "e282, ^^",
        "eda080, ^^^",
        "f4908080, ^^^^",
        "f8888080, ^^^^",
        "e24141, ^AA",
        "efbfbe, ^^^",
        "efb790, ^^^",
        "f09fbfbf, ^^^^",
        "c3a9a4, é^",
        "41c342, A^B"
    })
    void replacesEachByteOfInvalidCharacterUnderAcceptinvchars(String hex, String expected) {
        assertThat(TEXT.replacing('^').load(line("ok", hex)).values()).containsExactly("ok" + expected);
    }

    @Test
    void acceptsNoncharactersWithoutAcceptinvchars() {
        assertThat(TEXT.load("\uFFFE\uFDD0\n").values()).containsExactly("\uFFFE\uFDD0");
    }

    @Test
    void acceptsAllPlanesOfUnicode() {
        assertThat(TEXT.load("é€\uD83D\uDE00\n").values()).containsExactly("é€\uD83D\uDE00");
    }

    @Test
    void rejectsOtherThanAsciiForChar() {
        RejectedRow rejected = CHAR.load("aé\n").onlyRejected();
        assertThat(rejected.code()).isEqualTo(1220);
        assertThat(rejected.reason())
                .isEqualTo("Multibyte character not supported for CHAR (Hint: Try using VARCHAR). Invalid char: c3 a9");
        assertThat(CHAR.replacing('?').load("aé\n").onlyRejected().code()).isEqualTo(1220);
    }

    /** The guide's own bytes: a character that would have three, and a letter of two that is cut. */
    @Test
    void rejectsTheBytesOfTheGuideForChar() {
        RejectedRow rejected = CHAR.load(HexFormat.of().parseHex("e0a1c7a40a")).onlyRejected();
        assertThat(rejected.code()).isEqualTo(1220);
        assertThat(rejected.reason())
                .startsWith(
                        "Multibyte character not supported for CHAR (Hint: Try using VARCHAR). Invalid char: e0 a1");
    }

    @Test
    void rejectsNulUnlessItIsTheNullMarker() {
        RejectedRow rejected = BOTH.load("ab\0,|x\n").onlyRejected();
        assertThat(rejected.code()).isEqualTo(1216);
        assertThat(rejected.reason()).isEqualTo("Missing newline: Unexpected character 0x2c found at location 3");
        assertThat(rejected.rawLine()).isEqualTo("ab.,|x");
        Loading marker = BOTH.nullAs("\0");
        assertThat(marker.load("\0|\0\n").rows()).containsExactly(Arrays.asList(null, null));
        assertThat(marker.load("a\0|b\n").onlyRejected().code()).isEqualTo(1218);
        assertThat(marker.csv().load("\0,x\n\"\0\",y\n").rows())
                .containsExactly(Arrays.asList(null, "x"), Arrays.asList(null, "y"));
    }

    private static byte[] line(String start, String hex) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(start.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(HexFormat.of().parseHex(hex));
        bytes.write('\n');
        return bytes.toByteArray();
    }
}
