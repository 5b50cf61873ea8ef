package io.forebay.format.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.format.RecordFormatContract;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.warehouse.Column;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class XmlFormatTest extends RecordFormatContract {
    @Override
    protected RecordFormat format() {
        return new XmlFormat();
    }

    @Override
    protected ReadRequest request() {
        return XmlLoad.of(COLUMNS.toArray(new Column[0])).request();
    }

    @Override
    protected byte[] record(int id, String name) {
        return ("<record id=\"" + id + "\"><name>" + name + "</name></record>\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected byte[] brokenRecord() {
        return "<record id=\"x\"><name>broken</name></record>\n".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected byte[] file(byte[] records) {
        return ("<records>" + new String(records, StandardCharsets.UTF_8) + "</records>")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected boolean findsByName() {
        return true;
    }

    @Override
    protected byte[] fileWith(int id, String name, String field, String value) {
        return ("<all><record id=\"" + id + "\"><name>" + name + "</name><" + field + ">" + value + "</" + field
                        + "></record></all>")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void isFoundAsAPlugin() {
        assertThat(ServiceLoader.load(RecordFormat.class).stream().map(ServiceLoader.Provider::type))
                .contains(XmlFormat.class);
    }

    @Test
    void readsNoOtherLayout() {
        assertThat(new XmlFormat().reads(new Layout.Named("JSON", List.of("auto"))))
                .isFalse();
        assertThat(new XmlFormat().reads(new Layout.Delimited((byte) '|'))).isFalse();
        assertThat(new XmlFormat().name(new Layout.Named("XML", List.of("record"))))
                .isEqualTo("Xml");
    }

    @Test
    void needsATag() {
        for (XmlLoad load :
                List.of(XmlLoad.texts("a").rowTag(), XmlLoad.texts("a").rowTag(" "), XmlLoad.of())) {
            assertThatThrownBy(() -> load.load("<a/>"))
                    .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(FormatError.BAD_OPTIONS))
                            .isTrue());
        }
    }
}
