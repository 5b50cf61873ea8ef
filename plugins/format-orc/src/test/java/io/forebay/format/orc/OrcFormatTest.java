package io.forebay.format.orc;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.Loaded;
import io.forebay.contract.format.OrcBytes;
import io.forebay.contract.format.RecordFormatContract;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class OrcFormatTest extends RecordFormatContract {
    private static final int STRIPE_ROWS = 30_000;

    @Override
    protected boolean recordsAreTexts() {
        return false;
    }

    @Override
    protected RecordFormat format() {
        return new OrcFormat();
    }

    @Override
    protected ReadRequest request() {
        return OrcLoad.of(COLUMNS.toArray(new io.forebay.spi.warehouse.Column[0]))
                .request();
    }

    /** A line that {@link #file} makes a row of: records of ORC are not one behind the other. */
    @Override
    protected byte[] record(int id, String name) {
        return line(id, name);
    }

    /** Its id is no INTEGER. */
    @Override
    protected byte[] brokenRecord() {
        return line(1L << 40, "broken");
    }

    private static byte[] line(long id, String name) {
        return (id + "\t" + name + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected byte[] file(byte[] records) {
        List<List<?>> rows = new ArrayList<>();
        for (String line : new String(records, StandardCharsets.UTF_8).split("\n")) {
            String[] fields = line.split("\t");
            rows.add(Arrays.asList(Long.parseLong(fields[0]), fields[1]));
        }
        return OrcFiles.of("struct<id:bigint,name:string>").stripes(STRIPE_ROWS).rows(rows);
    }

    @Override
    protected boolean tellsColumnsAtTheStart() {
        return false;
    }

    @Test
    void readsFilesOfAnotherWriter() {
        List<List<Object>> rows = List.of(List.of(1L, "one"), List.of(-2L, ""));
        for (OrcBytes file : List.of(
                OrcBytes.of(OrcBytes.Kind.BIGINT, OrcBytes.Kind.STRING),
                OrcBytes.of(OrcBytes.Kind.BIGINT, OrcBytes.Kind.STRING).zlib())) {
            assertThat(Loaded.from(
                                    new OrcFormat(),
                                    request(),
                                    file.stripe(rows).stripe(rows).bytes())
                            .rows())
                    .containsExactly(List.of(1L, "one"), List.of(-2L, ""), List.of(1L, "one"), List.of(-2L, ""));
        }
    }

    @Test
    void isFoundAsAPlugin() {
        assertThat(ServiceLoader.load(RecordFormat.class).stream().map(ServiceLoader.Provider::type))
                .contains(OrcFormat.class);
    }

    @Test
    void readsNoOtherLayout() {
        assertThat(new OrcFormat().reads(new Layout.Named("PARQUET", List.of())))
                .isFalse();
        assertThat(new OrcFormat().reads(new Layout.Csv((byte) ',', (byte) '"')))
                .isFalse();
        assertThat(new OrcFormat().name(new Layout.Named("ORC", List.of()))).isEqualTo("Orc");
    }
}
