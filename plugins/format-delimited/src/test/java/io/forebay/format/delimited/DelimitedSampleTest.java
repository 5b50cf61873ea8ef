package io.forebay.format.delimited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.format.Sampled;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ValueRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class DelimitedSampleTest {
    private static final ValueRules AUTO = new ValueRules("\\N", null, "auto", "auto");

    private static String describe(ReadOptions options, String... texts) {
        return Sampled.from(
                        new DelimitedFormat(),
                        options,
                        Arrays.stream(texts)
                                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                                .toArray(byte[][]::new))
                .text();
    }

    private static ReadOptions csv(int headers, ValueRules values) {
        return new ReadOptions(
                new Layout.Csv((byte) ',', (byte) '"'), Compression.NONE, Encoding.UTF8, headers, values, Set.of());
    }

    @Test
    void namesColumnsByTheHeaderAndGuessesTheirTypes() {
        assertThat(describe(
                        csv(1, ValueRules.DEFAULT),
                        "Id,Total,\"Sold On\",seen,ok,zip,note,ratio,doc\n"
                                + "1,12.50,2026-01-31,2026-01-31 10:00:00,true,00123,\"a, \"\"b\"\"\",1.5e3,"
                                + "\"{\"\"a\"\":1}\"\n"
                                + "3000000000,-7.125,2026-02-01,2026-02-01 11:30:00.5,false,99999,\\N,2,[]\n"))
                .isEqualTo("id bigint, total numeric(18,3), sold on date, seen timestamp without time zone, ok boolean,"
                        + " zip character varying(16), note character varying(16), ratio double precision, doc super");
    }

    @Test
    void knowsTimesAsTheOptionsReadThem() {
        String text = "2026-01-31T10:00:00Z|31-Jan-2026|2026-01-31 10:00:00|10:00 AM\n";
        assertThat(describe(ReadOptions.DEFAULT, text))
                .isEqualTo("column_1 character varying(64), column_2 character varying(32),"
                        + " column_3 timestamp without time zone, column_4 character varying(16)");
        ReadOptions auto =
                new ReadOptions(ReadOptions.DEFAULT.layout(), Compression.NONE, Encoding.UTF8, 0, AUTO, Set.of());
        assertThat(describe(auto, "2026-01-31T10:00:00Z|31-Jan-2026|2026-01-31 10:00:00\n"))
                .isEqualTo("column_1 timestamp with time zone, column_2 date, column_3 timestamp without time zone");
    }

    @Test
    void widensWhatItHasSeen() {
        assertThat(describe(ReadOptions.DEFAULT, "1|1|x\n2.5|99999999999999999999|" + "é".repeat(20) + "\n"))
                .isEqualTo("column_1 numeric(18,1), column_2 numeric(38,0), column_3 character varying(128)");
    }

    @Test
    void takesNoTrailingDelimiterForAColumn() {
        assertThat(describe(ReadOptions.DEFAULT, "1|a\n2|b|\n"))
                .isEqualTo("column_1 integer, column_2 character varying(16)");
    }

    @Test
    void namesFixedWidthsByTheirLabels() {
        ReadOptions fixed = new ReadOptions(
                new Layout.FixedWidth(
                        List.of(new Layout.FixedWidth.Field("ID", 3), new Layout.FixedWidth.Field("b", 2))),
                Compression.NONE,
                Encoding.UTF8,
                0,
                ValueRules.DEFAULT,
                Set.of());
        assertThat(describe(fixed, "123xy\n 45z \n")).isEqualTo("id integer, b character varying(16)");
        assertThat(describe(fixed, "123xyz\n 45z \n")).isEqualTo("id integer, b character varying(16)");
    }

    @Test
    void makesNamesDifferent() {
        assertThat(describe(csv(1, ValueRules.DEFAULT), "a,A,,a\n1,2,3,4\n"))
                .isEqualTo("a integer, a_2 integer, column_3 integer, a_3 integer");
    }

    @Test
    void hasNoColumnsForFilesWithoutRecords() {
        assertThat(describe(ReadOptions.DEFAULT, "")).isEmpty();
        assertThat(describe(ReadOptions.DEFAULT, "\n\n")).isEmpty();
    }

    /** A type is guessed from the values of all files, not from the types of each. */
    @Test
    void mergesTheValuesOfFiles() {
        assertThat(describe(ReadOptions.DEFAULT, "|1|{}|2026-01-31\n", "5|x|a|2026-01-31 10:00:00|9\n"))
                .isEqualTo("column_1 integer, column_2 character varying(16), column_3 character varying(16),"
                        + " column_4 timestamp without time zone, column_5 integer");
    }

    @Test
    void takesNoTextForADateBecauseAnyIsAccepted() {
        ReadOptions any = new ReadOptions(
                ReadOptions.DEFAULT.layout(),
                Compression.NONE,
                Encoding.UTF8,
                0,
                ValueRules.DEFAULT,
                Set.of(ReadFlag.ACCEPTANYDATE));
        assertThat(describe(any, "hello|2026-01-31\n")).isEqualTo("column_1 character varying(16), column_2 date");
    }

    @Test
    void takesNumbersThatNoDecimalHolds() {
        assertThat(describe(ReadOptions.DEFAULT, "." + "0".repeat(37) + "1|" + "9".repeat(400) + "\n"))
                .isEqualTo("column_1 double precision, column_2 character varying(1024)");
    }

    @Test
    void readsOnToTheEndOfALongFirstRecord() {
        assertThat(describe(ReadOptions.DEFAULT, "1|" + "x".repeat(3 << 20) + "\n2|y\n"))
                .isEqualTo("column_1 integer, column_2 character varying(65535)");
        assertThatThrownBy(() -> describe(ReadOptions.DEFAULT, "1|" + "x".repeat(5 << 20) + "\n"))
                .isInstanceOf(ForebayException.class)
                .hasMessageContaining("no end of a record");
    }

    @Test
    void saysWhatACompressedFileLooksLike() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("1|2\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> Sampled.from(new DelimitedFormat(), ReadOptions.DEFAULT, bytes.toByteArray()))
                .isInstanceOf(ForebayException.class)
                .hasMessageContaining("add GZIP");
        assertThat(describe(csv(1, ValueRules.DEFAULT), "BZh9,b\n1,2\n")).isEqualTo("bzh9 integer, b integer");
    }

    @Test
    void refusesMoreFieldsThanATableHasColumns() {
        assertThat(describe(ReadOptions.DEFAULT, "1|".repeat(1599) + "1\n")).endsWith("column_1600 integer");
        assertThatThrownBy(() -> describe(ReadOptions.DEFAULT, "1|".repeat(1600) + "1\n"))
                .isInstanceOf(ForebayException.class)
                .hasMessageContaining("more than 1600 fields");
    }
}
