package io.forebay.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.RecordFormatContract;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.warehouse.Column;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class JsonFormatTest extends RecordFormatContract {
    @Override
    protected RecordFormat format() {
        return new JsonFormat();
    }

    @Override
    protected ReadRequest request() {
        return Loading.of(COLUMNS.toArray(new Column[0])).request();
    }

    @Override
    protected byte[] record(int id, String name) {
        return ("{\"id\": " + id + ", \"name\": \"" + name + "\"}\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected byte[] brokenRecord() {
        return "{\"id\": \"x\", \"name\": \"broken\"}\n".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected boolean findsByName() {
        return true;
    }

    @Override
    protected byte[] fileWith(int id, String name, String field, String value) {
        String text = value.replace("\"", "\\\"");
        return ("{\"id\": " + id + ", \"name\": \"" + name + "\", \"" + field + "\": \"" + text + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsNoOtherFormats() {
        assertThat(format().reads(new Layout.Named("AVRO", List.of("auto")))).isFalse();
        assertThat(format().reads(new Layout.Delimited((byte) '|'))).isFalse();
        assertThat(ServiceLoader.load(RecordFormat.class)).anyMatch(JsonFormat.class::isInstance);
    }
}
