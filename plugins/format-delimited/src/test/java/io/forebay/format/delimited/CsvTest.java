package io.forebay.format.delimited;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.TypeKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {
    private static final Loading CSV = Loading.texts(2).csv();
    private static final Loading NUMBERED =
            Loading.of(TypeKind.INTEGER, TypeKind.VARCHAR).csv();

    @Test
    void readsQuotedFields() {
        assertThat(CSV.load("a,\"b\"\n\"c\",d\r\n\"e\",\"f\"\r\n").rows())
                .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e", "f"));
    }

    @Test
    void takesDelimitersAndNewlinesInQuotesAsData() {
        assertThat(CSV.load("\"a,b\nc\r\nd\",e\n").rows()).containsExactly(List.of("a,b\nc\r\nd", "e"));
    }

    @Test
    void takesDoubledQuoteAsOne() {
        assertThat(CSV.load("\"say \"\"hi\"\"\",\"\"\"\"\n").rows()).containsExactly(List.of("say \"hi\"", "\""));
    }

    @Test
    void takesQuoteInsideFieldAsData() {
        assertThat(CSV.load("5\" disk,a\"b\"\n").rows()).containsExactly(List.of("5\" disk", "a\"b\""));
    }

    @Test
    void ignoresBlanksAroundQuotes() {
        assertThat(CSV.load("  \"a\" \t, \"b\"  \r\n a ,b \n").rows())
                .containsExactly(List.of("a", "b"), List.of(" a ", "b "));
    }

    @Test
    void takesTabAsDelimiterNotAsBlank() {
        Loading tabs = Loading.texts(3).layout(new Layout.Csv((byte) '\t', (byte) '"'));
        assertThat(tabs.load("\t\"a\"\t\n").rows()).containsExactly(List.of("", "a", ""));
    }

    @Test
    void takesOtherQuoteCharacter() {
        Loading percent = Loading.texts(2).layout(new Layout.Csv((byte) ',', (byte) '%'));
        assertThat(percent.load("%a,\"b\"%,c\n").rows()).containsExactly(List.of("a,\"b\"", "c"));
    }

    @Test
    void rejectsGarbageBehindClosingQuote() {
        Loading.Outcome outcome = CSV.load("\"a\"x,b\nc,d\n");
        assertThat(outcome.rows()).containsExactly(List.of("c", "d"));
        assertThat(outcome.onlyRejected().code()).isEqualTo(1216);
        assertThat(outcome.onlyRejected().reason())
                .isEqualTo("Invalid quote formatting for CSV. Unescaped quote character");
        assertThat(outcome.onlyRejected().rawLine()).isEqualTo("\"a\"x,b");
    }

    @Test
    void rejectsQuoteThatIsNotClosed() {
        Loading.Outcome outcome = CSV.load("a,b\nc,\"d\ne,f\n");
        assertThat(outcome.rows()).containsExactly(List.of("a", "b"));
        assertThat(outcome.onlyRejected().line()).isEqualTo(2);
        assertThat(outcome.onlyRejected().reason()).contains("No closing quote");
        assertThat(outcome.lines()).isEqualTo(3);
        assertThat(CSV.load("\"").onlyRejected().code()).isEqualTo(1216);
    }

    @Test
    void countsPhysicalLinesInsideQuotes() {
        RejectedRow rejected = NUMBERED.ignoreHeader(1)
                .load("id,name\n1,\"a\nb\nc\"\n2,d\n3.5,\"e\n\"\n")
                .onlyRejected();
        assertThat(rejected.line()).isEqualTo(6);
        assertThat(rejected.rawLine()).isEqualTo("3.5,\"e\n\"");
    }

    @Test
    void makesEmptyFieldsNullForOtherThanTexts() {
        assertThat(NUMBERED.load(",\n\"\",\"\"\n").rows())
                .containsExactly(Arrays.asList(null, ""), Arrays.asList(null, ""));
        assertThat(NUMBERED.with(ReadFlag.EMPTYASNULL).load(",\n\"\",\"\"\n").rows())
                .containsExactly(Arrays.asList(null, null), Arrays.asList(null, null));
    }

    @Test
    void keepsBackslashNAsNullMarker() {
        assertThat(NUMBERED.load("\\N,\\N\n").rows()).containsExactly(Arrays.asList(null, null));
    }

    @Test
    void takesBackslashAsData() {
        assertThat(CSV.load("a\\,\"b\\\"\n").rows()).containsExactly(List.of("a\\", "b\\"));
    }

    @Test
    void toleratesTrailingDelimiterAndRejectsMore() {
        assertThat(CSV.load("a,b,\n\"a\",\"b\",\n").rows()).hasSize(2);
        assertThat(CSV.load("a,b,c\n").onlyRejected().code()).isEqualTo(1202);
        assertThat(CSV.load("\"a\",\"b\",\"c\",d,e,f,g,h,i,j,k,l,m\n")
                        .onlyRejected()
                        .code())
                .isEqualTo(1202);
        assertThat(CSV.load("a\n").onlyRejected().code()).isEqualTo(1214);
        assertThat(CSV.with(ReadFlag.FILLRECORD).load("\"a\"\n").rows()).containsExactly(List.of("a", ""));
    }

    @Test
    void treatsBlankLinesAsTextDoes() {
        assertThat(CSV.load("a,b\n\nc,d\n").onlyRejected().code()).isEqualTo(1211);
        assertThat(CSV.with(ReadFlag.IGNOREBLANKLINES)
                        .load("\"a\",b\n\r\n\nc,d\n")
                        .rows())
                .hasSize(2);
    }

    @Test
    void loadsUnicodeFromDoubledQuotes() {
        assertThat(CSV.load("\"é\"\"€\",x\n").rows()).containsExactly(List.of("é\"€", "x"));
    }
}
