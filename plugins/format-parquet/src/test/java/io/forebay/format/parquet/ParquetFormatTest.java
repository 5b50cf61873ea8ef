package io.forebay.format.parquet;

import io.forebay.contract.format.RecordFormatContract;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

class ParquetFormatTest extends RecordFormatContract {
    private static final Duck DUCK = new Duck();

    @AfterAll
    static void closeDuck() {
        DUCK.close();
    }

    @Override
    protected boolean recordsAreTexts() {
        return false;
    }

    @Override
    protected RecordFormat format() {
        return new ParquetFormat();
    }

    @Override
    protected ReadRequest request() {
        return new ReadRequest(ReadOptions.DEFAULT.in(new Layout.Named("PARQUET", List.of())), COLUMNS);
    }

    @Override
    protected byte[] record(int id, String name) {
        return (id + "," + name + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected byte[] brokenRecord() {
        return "99999999999,broken\n".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected byte[] file(byte[] records) {
        return DUCK.fromCsv(records, "{'id': 'BIGINT', 'name': 'VARCHAR'}");
    }

    @Override
    protected boolean tellsColumnsAtTheStart() {
        return false;
    }
}
