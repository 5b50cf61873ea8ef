package io.forebay.format.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.format.Loaded;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.warehouse.TypeKind;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not well-formed, or that would take more than they are worth: each of them fails as a whole. */
@Timeout(60)
class DamageTest {
    private static final XmlLoad LOAD = XmlLoad.texts("c");
    private static final String GOOD =
            "<?xml version='1.0'?><!-- c --><all a='1'><record><c>1 &amp; x</c></record><record c='2'/>"
                    + "<record><c><![CDATA[3]]></c><d>ä</d></record></all>";

    private static void fails(String document, String why) {
        fails(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), why);
    }

    private static void fails(InputStream document, String why) {
        ReadRequest request = LOAD.request();
        assertThatThrownBy(() -> Loaded.from(new XmlFormat(), request, document))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(FormatError.DAMAGED_FILE))
                        .isTrue())
                .hasMessageContaining(why);
    }

    @Test
    void neverLoadsAPartOfAFileThatWasCut() {
        byte[] whole = GOOD.getBytes(StandardCharsets.UTF_8);
        assertThat(LOAD.load(whole).values()).containsExactly("1 & x", "2", "3");
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> LOAD.load(cut)).isInstanceOf(ForebayException.class);
        }
    }

    @Test
    void survivesEveryBitThatIsFlipped() {
        byte[] whole = GOOD.getBytes(StandardCharsets.UTF_8);
        int failed = 0;
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                Loaded loaded = LOAD.load(flipped);
                assertThat(loaded.rows().size() + loaded.rejected().size()).isLessThanOrEqualTo(3);
            } catch (ForebayException e) {
                assertThat(e.code()).isIn(FormatError.DAMAGED_FILE, FormatError.WRONG_ENCODING);
                failed++;
            }
        }
        assertThat(failed).isGreaterThan(whole.length * 4);
    }

    @Test
    void survivesMarkupInAnyOrder() {
        String[] pieces = {
            "<record>",
            "</record>",
            "<c>",
            "</c>",
            "<c x='1'>",
            "<all>",
            "</all>",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "&amp;",
            "&#0;",
            "&#xD800;",
            "&nbsp;",
            "<?p",
            "?>",
            "x",
            "'",
            "\"",
            "<",
            ">",
            "=",
            "\n",
            "\u00e4",
            "<!DOCTYPE a>",
            "<c/>",
            "\ufffe",
            "xmlns:x='u'",
            "<x:c/>",
            "<!",
            "&",
            ";",
            "--",
            "<?xml version='1.0'?>"
        };
        Random random = new Random(5);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder document = new StringBuilder(random.nextBoolean() ? "<record>" : "");
            int count = random.nextInt(8);
            for (int piece = 0; piece < count; piece++) {
                document.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                LOAD.load(document.toString());
            } catch (ForebayException e) {
                assertThat(e.code()).isEqualTo(FormatError.DAMAGED_FILE);
            }
        }
    }

    @Test
    void tellsThePlaceOfWhatIsNotWellFormed() {
        fails(
                "<all>\n <record><c>1</c></record>\n <record><c>1</d></record>\n</all>",
                "line 3, column 16: The element type \"c\" must be terminated");
        fails("<record/><record/>", "is damaged: line 1");
        fails("<record><c>1</c></record", "is damaged: line 1");
        fails("<record c='1' c='2'/>", "is damaged: line 1");
        fails("<record>a & b</record>", "is damaged: line 1");
        fails("<x:record/>", "is damaged: line 1");
        fails("id,name\n1,x", "is damaged: line 1");
        fails(" ", "is damaged: line 1");
    }

    @Test
    void loadsNoRowsOfAnObjectWithoutBytes() {
        assertThat(LOAD.load(new byte[0]).rows()).isEmpty();
        assertThat(LOAD.load("<all/>").rows()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE all><all/>",
                "<!DOCTYPE all SYSTEM 'http://127.0.0.1:9/x.dtd'><record><c>&x;</c></record>",
                "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]><record><c>&b;</c></record>",
                "<!DOCTYPE r [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/p'> %p;]><record/>",
                "<!DOCTYPE r [<!ATTLIST record c CDATA 'default'>]><record/>"
            })
    void refusesADoctype(String document) {
        fails(document, "it has a DOCTYPE, which is not read");
    }

    @Test
    void readsNoFileOfTheServer(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "top secret");
        String uri = secret.toUri().toString();
        fails(
                "<!DOCTYPE r [<!ENTITY e SYSTEM '" + uri + "'>]><record><c>&e;</c></record>",
                "it has a DOCTYPE, which is not read");
        fails(
                "<record xmlns:xi='http://www.w3.org/2001/XInclude'><c>&e;</c></record>",
                "The entity \"e\" was referenced, but not declared.");
        assertThat(LOAD.load("<record xmlns:xi='http://www.w3.org/2001/XInclude'><c><xi:include href='" + uri
                                + "'/></c></record>")
                        .values())
                .containsExactly("{\"include\":{\"_href\":\"" + uri + "\"}}");
    }

    @Test
    void refusesEntitiesThatNobodyDefined() {
        fails("<record><c>&nbsp;</c></record>", "The entity \"nbsp\" was referenced, but not declared.");
        fails("<record c='&nbsp;'/>", "The entity \"nbsp\" was referenced, but not declared.");
    }

    @Test
    void boundsTheDepthOfElements() {
        fails("<a>".repeat(100_000), "elements are nested more than 1000 deep");
        fails("<record>" + "<a>".repeat(100_000), "elements are nested more than 1000 deep");
        String fine = "<record><c>" + "<a>".repeat(900) + "</a>".repeat(900) + "</c></record>";
        assertThat(XmlLoad.of(TypeKind.SUPER).load(fine).rows()).hasSize(1);
    }

    /** A stream that is never in memory as a whole. */
    private static InputStream endless(String start, String repeated, long bytes) {
        byte[] piece =
                repeated.repeat(Math.max(1, (1 << 16) / repeated.length())).getBytes(StandardCharsets.UTF_8);
        List<InputStream> streams = new ArrayList<>();
        streams.add(new ByteArrayInputStream(start.getBytes(StandardCharsets.UTF_8)));
        for (long done = 0; done < bytes; done += piece.length) {
            streams.add(new ByteArrayInputStream(piece));
        }
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<record c='", "<record><c><![CDATA[", "<!--", "<?p ", "<record ", "<", "<!DOCTYPE a ["})
    void boundsWhatTheParserKeepsWhole(String start) {
        fails(endless(start, "x", 1L << 30), "");
    }

    @Test
    void refusesARecordOfMoreThanFourMegabytesAsARow() {
        String big = "<record><c>" + "x".repeat(5 << 20) + "</c></record>";
        String wide = "<record><c>" + "<b/>".repeat(150_000) + "</c></record>";
        String attribute = "<record c='" + "x".repeat(5 << 20) + "'/>";
        Loaded loaded =
                LOAD.load("<all><record c='1'/>\n" + big + "\n" + wide + "\n" + attribute + "\n<record c='2'/></all>");
        assertThat(loaded.values()).containsExactly("1", "2");
        assertThat(loaded.rejected())
                .extracting(row -> row.line() + " " + row.code())
                .containsExactly("2 1216", "3 1216", "4 1216");
        assertThat(loaded.rejected().get(0).reason()).contains("longer than 4 MB");
        assertThat(loaded.rejected().get(1).reason()).contains("more than 100000 elements");
        assertThat(loaded.rejected().get(0).rawLine())
                .startsWith("<record><c>xxx")
                .hasSize(1024);
    }

    @Test
    void passesOverMuchTextOutsideOfRecords() {
        InputStream much = new SequenceInputStream(
                endless("<all>", "<a>text</a>\n", 8 << 20),
                new ByteArrayInputStream("<record c='1'/></all>".getBytes(StandardCharsets.UTF_8)));
        assertThat(Loaded.from(new XmlFormat(), LOAD.request(), much).values()).containsExactly("1");
    }

    @Test
    void boundsTheNumberOfDifferentNames() {
        StringBuilder names = new StringBuilder("<all>");
        for (int i = 0; i < 100_010; i++) {
            names.append("<n").append(i).append("/>");
        }
        fails(names.append("</all>").toString(), "more than 100000 different names");
        StringBuilder spaces = new StringBuilder("<all>");
        for (int i = 0; i < 5000; i++) {
            spaces.append("<a xmlns='u").append(i).append("x".repeat(900)).append("'/>");
        }
        fails(spaces.append("</all>").toString(), "more than 100000 different names");
    }

    @Test
    void readsManyEntityReferencesInOneText() {
        String document = "<record><c>" + "&lt;".repeat(900_000) + "</c></record>";
        assertThat(XmlLoad.of(TypeKind.VARCHAR).load(document).values()).containsExactly("<".repeat(900_000));
    }
}
