package io.forebay.format.orc;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.Loaded;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.orc.CompressionKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodecTest {
    private static final int ROWS = 30_000;

    /** Chunks of all kinds: many of them, ones that are stored as they are, and large ones. */
    @ParameterizedTest
    @EnumSource
    void readsChunksOfAllSizes(CompressionKind codec) {
        Random random = new Random(1);
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            rows.add(List.of(
                    (long) row,
                    "the same text again and again " + row / 100,
                    Long.toString(random.nextLong(), 36),
                    random.nextDouble()));
        }
        for (int buffer : new int[] {1024, 1 << 18, (1 << 23) - 1}) {
            byte[] file = OrcFiles.of("struct<a:bigint,b:string,c:string,d:double>")
                    .with(codec)
                    .with(options -> options.bufferSize(buffer).enforceBufferSize())
                    .rows(rows);
            Loaded loaded = OrcLoad.of(
                            ColumnType.of(TypeKind.BIGINT),
                            ColumnType.varchar(100),
                            ColumnType.varchar(20),
                            ColumnType.of(TypeKind.DOUBLE))
                    .load(file);
            assertThat(loaded.rows()).as("chunks of %s bytes", buffer).isEqualTo(rows);
        }
    }
}
