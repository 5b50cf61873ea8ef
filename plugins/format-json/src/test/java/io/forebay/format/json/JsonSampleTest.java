package io.forebay.format.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.format.Loaded;
import io.forebay.contract.format.Sampled;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RejectedRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class JsonSampleTest {
    private static final Loading AUTO = Loading.of();
    private static final Loading IGNORE_CASE = AUTO.layout("auto ignorecase");

    private static Sampled sample(Loading loading, String... files) {
        return Sampled.from(
                new JsonFormat(),
                loading.request().options(),
                Arrays.stream(files)
                        .map(file -> file.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new));
    }

    /** The columns of one file, which they must take. */
    private static String columns(Loading loading, String file) {
        Sampled sampled = sample(loading, file);
        ReadRequest request = new ReadRequest(loading.request().options(), sampled.columns());
        Loaded loaded = Loaded.from(new JsonFormat(), request, file.getBytes(StandardCharsets.UTF_8));
        assertThat(loaded.rejected()).as("refused by %s", sampled.text()).isEmpty();
        return sampled.text();
    }

    @Test
    void tellsTheMembersInTheOrderOfFirstSight() {
        assertThat(
                        columns(
                                AUTO,
                                """
                {"id": 1, "total": 12.50, "ok": true, "at": "2026-01-31 10:00:00", "day": "2026-01-31", "name": "Ann"}
                {"id": 3000000000, "day": null, "items": [{"sku": "a"}], "zip": "00123",
                 "where": {"x": 1}, "big": 1e300, "none": null}
                """))
                .isEqualTo("id bigint, total numeric(18,2), ok boolean, at timestamp without time zone, day date,"
                        + " name character varying(16), items super, zip character varying(16), where super,"
                        + " big double precision, none character varying(16)");
    }

    @Test
    void takesAStringForATextThoughItLooksLikeANumber() {
        assertThat(columns(AUTO, "{\"a\": \"12\", \"b\": \"true\", \"c\": \"{}\", \"d\": \"2026-01-31\"}"))
                .isEqualTo("a character varying(16), b character varying(16), c character varying(16), d date");
    }

    @Test
    void findsOneTypeForValuesOfDifferentKinds() {
        assertThat(columns(AUTO, "{\"a\":1,\"b\":1,\"c\":1,\"d\":true}{\"a\":1.5,\"b\":\"x\",\"c\":[],\"d\":0}"))
                .isEqualTo("a numeric(18,1), b character varying(16), c super, d character varying(16)");
        assertThat(columns(AUTO, "{\"a\":\"\",\"b\":\"\",\"c\":\"\"}{\"a\":1,\"b\":\"2026-01-31\",\"c\":{}}"))
                .isEqualTo("a character varying(16), b date, c super");
    }

    @Test
    void guessesByTheValuesOfAllFiles() {
        assertThat(sample(AUTO, "{\"a\":null,\"b\":1}", "{\"c\":true,\"a\":7,\"b\":99999999999}")
                        .text())
                .isEqualTo("a integer, b bigint, c boolean");
    }

    @Test
    void countsTheBytesOfTextsWithoutTheirEscapes() {
        assertThat(columns(AUTO, "{\"a\": \"" + "\\u00e9".repeat(4) + "\", \"b\": \"" + "\\u6771".repeat(6) + "\"}"))
                .isEqualTo("a character varying(16), b character varying(64)");
    }

    @Test
    void givesWhatNoTextTakesASuper() {
        assertThat(columns(AUTO, "{\"nul\": \"a\\u0000\", \"long\": \"" + "x".repeat(70_000) + "\"}"))
                .isEqualTo("nul super, long super");
        assertThat(columns(AUTO.values('?', null, null), "{\"half\": \"\\ud83d\"}"))
                .isEqualTo("half character varying(16)");
    }

    @Test
    void foldsNamesAsSqlDoes() {
        Sampled exact = sample(AUTO, "{\"userId\": 1, \"id\": 2, \"\u00c9t\u00e9\": 3}");
        assertThat(exact.text()).isEqualTo("userid integer, id integer, \u00c9t\u00e9 integer");
        assertThat(exact.remarks()).singleElement().asString().contains("(\"userId\")", "'auto ignorecase'");
        Sampled any = sample(IGNORE_CASE, "{\"userId\": 1, \"id\": 2}");
        assertThat(any.text()).isEqualTo("userid integer, id integer");
        assertThat(any.remarks()).isEmpty();
    }

    @Test
    void givesNamesThatDifferByCaseAloneOneColumn() {
        String file = "{\"Id\": 1, \"id\": \"x\"}{\"ID\": 3}";
        assertThat(columns(AUTO, file)).isEqualTo("id character varying(16)");
        assertThat(sample(AUTO, file).remarks()).singleElement().asString().contains("(\"Id\", \"ID\")", "upper case");
        assertThat(columns(IGNORE_CASE, file)).isEqualTo("id character varying(16)");
        assertThat(sample(IGNORE_CASE, file).remarks())
                .containsExactly("members whose names differ by case alone (\"Id\", \"id\", \"ID\") share a column");
    }

    @Test
    void takesAnyNameThatAColumnCanHave() {
        assertThat(columns(AUTO, "{\"a b\": 1, \"2\": 2, \"q\\\"t\": 3, \"select\": 4, \"\\u00e9\": 5}"))
                .isEqualTo("a b integer, 2 integer, q\"t integer, select integer, \u00e9 integer");
        Sampled sampled =
                sample(AUTO, "{\"\": 1, \"a\\u0000\": 2, \"\\ud800\": 3, \"" + "n".repeat(128) + "\": 4, \"b\": 5}");
        assertThat(sampled.text()).isEqualTo("b integer");
        assertThat(sampled.remarks())
                .containsExactly(
                        "members whose names no column can have (\"\", \"a.\", \"\ufffd\" and more) are left out: a"
                                + " column's name has 1 to 127 bytes of valid UTF-8");
    }

    @Test
    void stopsAtTheColumnsThatATableMayHave() {
        StringBuilder document = new StringBuilder("{\"m0\":0");
        for (int i = 1; i < 2000; i++) {
            document.append(",\"m").append(i).append("\":").append(i);
        }
        Sampled sampled = sample(AUTO, document.append('}').toString());
        assertThat(sampled.columns()).hasSize(1600);
        assertThat(sampled.remarks())
                .containsExactly(
                        "only the first 1600 members have columns, as a table may have no more; others (\"m1600\","
                                + " \"m1601\", \"m1602\" and more) are left out");
        assertThat(columns(AUTO, document.toString())).endsWith("m1599 integer");
    }

    @Test
    void loadsWholeDocumentsIntoOneSuper() {
        assertThat(columns(AUTO.layout("noshred"), "{\"a\":1} [2]")).isEqualTo("document super");
        assertThat(sample(AUTO.layout("noshred"), " ").text()).isEmpty();
    }

    @Test
    void namesTheColumnsOfPathsByTheirLastSteps() {
        String[] dots = {"$.Id", "$.who.name", "$.tags[0]", "$.tags[1]", "$.other.name", "$"};
        assertThat(columns(
                        AUTO.paths(dots), "{\"Id\":7,\"who\":{\"name\":\"Ann\"},\"tags\":[\"x\",2.5],\"other\":null}"))
                .isEqualTo("id integer, name character varying(16), tags_0 character varying(16), tags_1 numeric(18,1),"
                        + " name_2 character varying(16), column_6 super");
        assertThat(columns(
                        AUTO.paths("$[0]", "$[1]['']", "$[1]['a b']").paths("$[0]", "$[1]['a b'][3]"),
                        "[1,{\"a b\":[0,0,0,true]}]"))
                .isEqualTo("column_1 integer, a b_3 boolean");
    }

    @Test
    void leavesOutADocumentThatTheSampleCuts() {
        String line = "{\"a\": 1, \"pad\": \"" + "x".repeat(1000) + "\"}\n";
        String file =
                line.repeat((1 << 20) / line.length()) + "{\"cut\": \"" + "y".repeat(3000) + "\"}\n{\"later\": 1}";
        assertThat(sample(AUTO, file).text()).isEqualTo("a integer, pad character varying(4096)");
        assertThat(sample(AUTO, file.replace("\n", "")).text()).isEqualTo("a integer, pad character varying(4096)");
    }

    @Test
    void readsOnToTheEndOfALongFirstDocument() {
        String nested = "[" + "1,".repeat(1_500_000) + "1]";
        assertThat(columns(AUTO, "{\"a\": 1, \"list\": " + nested + ", \"b\": 2}\n{\"a\": 2}"))
                .isEqualTo("a integer, list super, b integer");
        assertThatThrownBy(() -> sample(AUTO, "{\"a\": \"" + "x".repeat(5 << 20)))
                .isInstanceOf(ForebayException.class)
                .hasMessageContaining("no end of a record");
    }

    @Test
    void passesOverWhatIsNoDocument() {
        assertThat(sample(AUTO, "head\n{\"a\": 1}\n{broken\n[1]\n{\"b\": 2}").text())
                .isEqualTo("a integer, b integer");
        assertThat(sample(AUTO, "{\"a\": 1}[1]").remarks())
                .containsExactly("documents that are arrays are refused: they have no members");
        assertThat(columns(AUTO.ignoreHeader(2), "x\ny\n{\"a\": 1}")).isEqualTo("a integer");
        assertThat(sample(AUTO, "", " \n", "{}").text()).isEmpty();
    }

    @Test
    void saysWhyThereIsNothingToTell() {
        assertThatThrownBy(() -> sample(AUTO, "[{\"a\": 1}, {\"a\": 2}]"))
                .isInstanceOf(ForebayException.class)
                .hasMessageContaining("s3://lake/part-0 holds arrays")
                .hasMessageContaining("noshred");
        assertThatThrownBy(() -> sample(AUTO, "id,name\n1,Ann\n"))
                .isInstanceOf(ForebayException.class)
                .hasMessageContaining("no JSON object or array");
        assertThatThrownBy(() -> sample(AUTO.layout("lines"), "{}")).hasMessageContaining("'lines' is unknown");
    }

    @Test
    void readsCompressedAndEncodedFiles() throws IOException {
        String text = "{\"a\": \"\u00e9\u00e9\"}\n".repeat(100_000);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(Sampled.from(
                                new JsonFormat(),
                                AUTO.with(Compression.GZIP).request().options(),
                                bytes.toByteArray())
                        .text())
                .isEqualTo("a character varying(16)");
        assertThatThrownBy(() -> Sampled.from(new JsonFormat(), AUTO.request().options(), bytes.toByteArray()))
                .hasMessageContaining("looks GZIP-compressed: add GZIP");
        assertThat(Sampled.from(
                                new JsonFormat(),
                                AUTO.with(Encoding.UTF16LE).request().options(),
                                text.getBytes(StandardCharsets.UTF_16LE))
                        .text())
                .isEqualTo("a character varying(16)");
    }

    /** What is refused after all is no type's fault. */
    @Test
    void cannotHelpWithBytesThatNoTypeTakes() {
        byte[] file = "{\"a\": \"\u00e9\", \"b\": 1}".getBytes(StandardCharsets.ISO_8859_1);
        Sampled sampled = Sampled.from(new JsonFormat(), AUTO.request().options(), file);
        assertThat(sampled.text()).isEqualTo("a character varying(16), b integer");
        Loaded loaded =
                Loaded.from(new JsonFormat(), new ReadRequest(AUTO.request().options(), sampled.columns()), file);
        assertThat(loaded.rejected()).extracting(RejectedRow::code).containsExactly(1220);
    }
}
