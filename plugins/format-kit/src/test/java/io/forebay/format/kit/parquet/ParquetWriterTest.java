package io.forebay.format.kit.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParquetWriterTest {
    private static final long MEGABYTE = 1 << 20;

    /** The guide's example: MAXFILESIZE 200 MB, row groups of 32 MB. */
    @Test
    void roundsTheSizeOfFilesDownToWholeRowGroups() {
        assertThat(ParquetWriter.wholeGroups(200 * MEGABYTE, 32 * MEGABYTE)).isEqualTo(192 * MEGABYTE);
        assertThat(ParquetWriter.wholeGroups(192 * MEGABYTE, 32 * MEGABYTE)).isEqualTo(192 * MEGABYTE);
        assertThat(ParquetWriter.wholeGroups(5 * MEGABYTE, 32 * MEGABYTE)).isEqualTo(5 * MEGABYTE);
    }
}
