package io.forebay.format.delimited;

import io.forebay.contract.format.RecordFormatContract;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import java.nio.charset.StandardCharsets;

class DelimitedFormatTest extends RecordFormatContract {
    @Override
    protected RecordFormat format() {
        return new DelimitedFormat();
    }

    @Override
    protected ReadRequest request() {
        return new ReadRequest(ReadOptions.DEFAULT, COLUMNS);
    }

    @Override
    protected byte[] record(int id, String name) {
        return (id + "|" + name + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected byte[] brokenRecord() {
        return "x|broken\n".getBytes(StandardCharsets.UTF_8);
    }
}
