package io.forebay.format.delimited;

import io.forebay.contract.format.RecordFormatContract;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import java.nio.charset.StandardCharsets;

class CsvFormatTest extends RecordFormatContract {
    @Override
    protected RecordFormat format() {
        return new DelimitedFormat();
    }

    @Override
    protected ReadRequest request() {
        return new ReadRequest(Loading.texts(1).csv().options(), COLUMNS);
    }

    @Override
    protected byte[] record(int id, String name) {
        return (id + ",\"" + name + "\"\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected byte[] brokenRecord() {
        return "x,\"broken\"\n".getBytes(StandardCharsets.UTF_8);
    }
}
