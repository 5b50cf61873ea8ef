package io.forebay.format.json;

import io.forebay.contract.format.RecordFormatContract;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.warehouse.Column;
import java.nio.charset.StandardCharsets;

/** The contract over arrays that stand one behind the other, as JSONPaths read them. */
class JsonPathsFormatTest extends RecordFormatContract {
    @Override
    protected RecordFormat format() {
        return new JsonFormat();
    }

    @Override
    protected ReadRequest request() {
        return Loading.of(COLUMNS.toArray(new Column[0]))
                .paths("$[0]", "$[1]['n']")
                .request();
    }

    @Override
    protected byte[] record(int id, String name) {
        return ("[" + id + ", {\"n\": \"" + name + "\"}]\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected byte[] brokenRecord() {
        return "[true, {}]\n".getBytes(StandardCharsets.UTF_8);
    }
}
