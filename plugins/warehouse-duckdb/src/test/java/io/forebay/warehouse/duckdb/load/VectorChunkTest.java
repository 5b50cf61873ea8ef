package io.forebay.warehouse.duckdb.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.warehouse.ColumnType;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorChunkTest {
    private static final byte[] MEGABYTE = new byte[1 << 20];

    /** The texts of a chunk are in memory at once. */
    @Test
    void hasRoomForFewRowsOfMegabytes() {
        VectorChunk chunk = new VectorChunk(List.of(ColumnType.varchar(9), ColumnType.varchar(0)));
        int row = 0;
        while (row < chunk.capacity()) {
            chunk.setNull(0, row);
            chunk.setBytes(1, row, MEGABYTE, 0, MEGABYTE.length);
            row++;
        }
        assertThat(row).isEqualTo(9);
        assertThat(chunk.capacity()).isEqualTo(9);
    }

    @Test
    void hasRoomForManyShortOnes() {
        VectorChunk chunk = new VectorChunk(List.of(ColumnType.varchar(9)));
        for (int row = 0; row < 64; row++) {
            chunk.setBytes(0, row, MEGABYTE, 0, 9);
            assertThat(chunk.capacity()).isEqualTo(64);
        }
    }
}
