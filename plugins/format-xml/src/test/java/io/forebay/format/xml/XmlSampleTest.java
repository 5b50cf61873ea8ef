package io.forebay.format.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.format.Loaded;
import io.forebay.contract.format.Sampled;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.ReadRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class XmlSampleTest {
    private static final XmlLoad LOAD = XmlLoad.texts();

    private static Sampled sample(String... files) {
        return Sampled.from(
                new XmlFormat(),
                LOAD.request().options(),
                Arrays.stream(files)
                        .map(file -> file.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new));
    }

    /** The columns of one file, which they must take, and where each value of its first record is found then. */
    private static String columns(String records) {
        String file = "<all>" + records + "</all>";
        Sampled sampled = sample(file);
        ReadRequest request = new ReadRequest(LOAD.request().options(), sampled.columns());
        Loaded loaded = Loaded.from(new XmlFormat(), request, file.getBytes(StandardCharsets.UTF_8));
        assertThat(loaded.rejected()).as("refused by %s", sampled.text()).isEmpty();
        return sampled.text() + " = " + loaded.rows().get(0);
    }

    @Test
    void tellsAttributesElementsAndOwnText() {
        assertThat(columns(
                        "<record id='7' day='2026-01-31'><title>On &amp; off</title><price>12.50</price> mixed </record>"
                                + "<record id='3000000000'><price>7</price><in>true</in></record>"))
                .isEqualTo("id bigint, day date, title character varying(16), price numeric(18,2), in boolean,"
                        + " _value character varying(16) = [7, 20484, On & off, 12.50, null, mixed]");
        assertThat(columns("<record>text</record>")).isEqualTo("_value character varying(16) = [text]");
        assertThat(columns("<record a='1'>\n </record>")).isEqualTo("a integer = [1]");
    }

    @Test
    void takesNestedAndRepeatedElementsForSuper() {
        assertThat(columns("<record><a><b>1</b></a><c>1</c><c>2</c><d x='1'/></record><record><a>x</a><c/></record>"))
                .isEqualTo("a super, c super, d super = [{\"b\":\"1\"}, [\"1\",\"2\"], {\"_x\":\"1\"}]");
    }

    @Test
    void guessesByTheValuesOfAllFiles() {
        assertThat(sample(
                                "<t><record><a/><n xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='1'/></record></t>",
                                "<t><record><b>{}</b><a>5</a></record></t>")
                        .text())
                .isEqualTo("a integer, n character varying(16), b character varying(16)");
        assertThat(columns("<record><long>" + "x".repeat(70_000) + "</long></record>"))
                .startsWith("long super");
    }

    @Test
    void givesAnAttributeItsOwnColumnBesideAnElement() {
        assertThat(columns("<record id='1'/><record><id>x</id></record>"))
                .isEqualTo("_id integer, id character varying(16) = [1, null]");
        assertThat(columns("<record Id='1'><iD>x</iD></record>"))
                .isEqualTo("_id integer, id character varying(16) = [1, x]");
        assertThat(columns("<record id='1' _id='2'/>")).isEqualTo("_id integer, __id integer = [1, 2]");
    }

    @Test
    void leavesOutWhatWouldShareAColumn() {
        assertThat(columns("<record n='1'><_n>x</_n><o/></record>"))
                .isEqualTo("n integer, o character varying(16) = [1, ]");
        assertThat(columns("<record value='1'>text</record>")).isEqualTo("value integer = [1]");
        assertThat(columns("<record n='1'><_n>x</_n><n>y</n><o/></record>")).isEqualTo("o character varying(16) = []");
        assertThat(columns("<record><a>1</a><A>2</A><b/></record>")).isEqualTo("b character varying(16) = []");
        assertThat(sample("<t><record a='1' A='2'><b/></record></t>").remarks())
                .contains(
                        "fields that would share a column with one of another kind or spelling, or for which the table"
                                + " has no room, are left out: \"a\"");
    }

    @Test
    void foldsNamesAsSqlDoes() {
        assertThat(columns("<record><Total>1</Total></record><record><total>2</total></record>"))
                .isEqualTo("total integer = [1]");
        assertThat(columns("<x:record xmlns:x='u'><x:a>1</x:a></x:record>")).isEqualTo("a integer = [1]");
    }

    @Test
    void stopsAtTheColumnsThatATableMayHave() {
        StringBuilder record = new StringBuilder("<record a='1'>");
        for (int i = 0; i < 1600; i++) {
            record.append("<e").append(i).append("/>");
        }
        assertThat(sample(record.append("</record>").toString()).columns()).hasSize(1600);
        assertThat(sample(record.toString()).remarks())
                .singleElement()
                .asString()
                .endsWith("are left out: \"e1599\"");
        assertThat(sample(record.toString().replace("</record>", "<x1/><x2/></record>"))
                        .remarks()
                        .get(0))
                .contains("only the first 1600 elements", "\"x1\", \"x2\"");
    }

    @Test
    void looksAtTheStartOfALargeFile() {
        String record = "<record><a>1</a></record>\n";
        String many = "<t>" + record.repeat(2_000_000 / record.length());
        assertThat(sample(many + "<broken").text()).isEqualTo("a integer");
        String long1 = "<t><record><a>" + "<b>1</b>".repeat(300_000 / 8) + "</a><c>" + "x".repeat(2_000_000);
        assertThat(sample(long1 + "</c></record><record><d/></record>").text()).isEqualTo("a super, c super");
        assertThatThrownBy(() -> sample("<t>" + "<!-- - -->".repeat(600_000)))
                .isInstanceOf(ForebayException.class)
                .hasMessageContaining("no element \"record\"");
        assertThatThrownBy(() -> sample("<t><record>" + "x".repeat(5_000_000) + "</record>" + many.substring(3)))
                .isInstanceOf(ForebayException.class);
    }

    @Test
    void tellsNothingOfFilesWithoutRecords() {
        assertThat(sample("<t><other/></t>", "").text()).isEmpty();
        assertThatThrownBy(() -> sample("<t><record><a>1</b></record></t>"))
                .isInstanceOf(ForebayException.class)
                .hasMessageContaining("is damaged: line 1");
        assertThatThrownBy(() ->
                        Sampled.from(new XmlFormat(), LOAD.rowTag(" ").request().options(), new byte[0]))
                .hasMessageContaining("ROWTAG");
    }

    @Test
    void readsTheEncodingThatTheFileOrTheCopySays() {
        byte[] file = "<t><record \u00e9='1'/></t>".getBytes(StandardCharsets.UTF_16LE);
        assertThat(Sampled.from(
                                new XmlFormat(),
                                LOAD.with(Encoding.UTF16LE).request().options(),
                                file)
                        .text())
                .isEqualTo("\u00e9 integer");
        assertThat(Sampled.from(
                                new XmlFormat(),
                                LOAD.request().options(),
                                "<?xml version='1.0' encoding='ISO-8859-1'?><t><record \u00e9='1'/></t>"
                                        .getBytes(StandardCharsets.ISO_8859_1))
                        .text())
                .isEqualTo("\u00e9 integer");
    }
}
