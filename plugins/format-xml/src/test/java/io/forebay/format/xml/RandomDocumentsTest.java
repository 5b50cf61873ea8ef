package io.forebay.format.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.Loaded;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random values, written by Java's own writer of XML, come back equal. */
class RandomDocumentsTest {
    private static final int[] CHARACTERS = {
        'a', 'Z', ' ', '<', '>', '&', '"', '\'', ']', '\t', '\n', 0xE4, 0x20AC, 0x1F600, '-'
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void comeBackEqual(long seed) throws XMLStreamException {
        Random random = new Random(seed);
        StringWriter document = new StringWriter();
        XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(document);
        List<List<@Nullable Object>> expected = new ArrayList<>();
        out.writeStartDocument();
        out.writeStartElement("all");
        for (int i = 0; i < 200; i++) {
            String text = text(random);
            String data = text(random).replace("]]>", "");
            long number = random.nextLong();
            double real = random.nextGaussian();
            out.writeStartElement("record");
            out.writeAttribute("number", Long.toString(number));
            element(out, "text", text);
            out.writeComment("between");
            out.writeStartElement("data");
            out.writeCData(data);
            out.writeEndElement();
            element(out, "real", Double.toString(real));
            out.writeEndElement();
            out.writeCharacters(random.nextBoolean() ? "\n" : "");
            expected.add(List.of(text, data, number, real));
        }
        out.writeEndElement();
        out.writeEndDocument();
        Loaded loaded = XmlLoad.of(
                        Column.of("text", ColumnType.varchar(0)),
                        Column.of("data", ColumnType.varchar(0)),
                        Column.of("number", ColumnType.of(TypeKind.BIGINT)),
                        Column.of("real", ColumnType.of(TypeKind.DOUBLE)))
                .load(document.toString());
        assertThat(loaded.rejected()).isEmpty();
        assertThat(loaded.rows()).isEqualTo(expected);
    }

    private static void element(XMLStreamWriter out, String name, String text) throws XMLStreamException {
        out.writeStartElement(name);
        out.writeCharacters(text);
        out.writeEndElement();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(20);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return text.toString();
    }
}
