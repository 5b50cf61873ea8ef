package io.forebay.format.delimited;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.MemoryChunk;
import io.forebay.format.kit.block.BlockReader;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.TypeKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DelimitedReaderTest {
    private static final Loading NUMBERS = Loading.of(TypeKind.BIGINT);

    @Test
    void letsSeveralThreadsReadOneFileWithExactLineNumbers() throws Exception {
        StringBuilder text = new StringBuilder();
        for (long i = 1; i <= 20_000; i++) {
            text.append(i % 1000 == 0 ? "bad" : "" + i).append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
        for (Compression compression : List.of(Compression.NONE, Compression.GZIP)) {
            byte[] stored = compression == Compression.NONE ? bytes : Packing.gzip(bytes);
            Set<Object> values = ConcurrentHashMap.newKeySet();
            Set<Long> badLines = ConcurrentHashMap.newKeySet();
            readInParallel(NUMBERS.with(compression).blocks(1000), stored, values, badLines);
            assertThat(values).hasSize(20_000 - 20);
            assertThat(badLines)
                    .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 20)
                            .mapToObj(i -> i * 1000)
                            .toList());
        }
    }

    private static void readInParallel(Loading loading, byte[] stored, Set<Object> values, Set<Long> badLines)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (RecordReaders readers = loading.open();
                RecordReader reader = readers.open(Loading.object(stored.length), new ByteArrayInputStream(stored))) {
            Callable<Long> work = () -> {
                long rows = 0;
                for (RecordPart part = reader.nextPart(); part != null; part = reader.nextPart()) {
                    rows += drain(loading, part, values, badLines);
                }
                return rows;
            };
            long rows = 0;
            for (Future<Long> done : threads.invokeAll(List.of(work, work, work, work))) {
                rows += done.get();
            }
            assertThat(rows).isEqualTo(values.size());
            assertThat(reader.linesScanned()).isEqualTo(20_000);
        } finally {
            threads.shutdownNow();
        }
    }

    private static long drain(Loading loading, RecordPart part, Set<Object> values, Set<Long> badLines) {
        long rows = 0;
        int filled;
        do {
            MemoryChunk chunk = new MemoryChunk(loading.columns(), 64);
            filled = part.read(chunk, 0, row -> badLines.add(row.line()));
            chunk.rows(filled).forEach(row -> values.add(String.valueOf(row.get(0))));
            rows += filled;
        } while (filled > 0);
        part.close();
        return rows;
    }

    @Test
    void growsBlocksForLongRecords() {
        Loading text =
                Loading.of(io.forebay.spi.warehouse.ColumnType.varchar(0)).blocks(16);
        String longest = "x".repeat(BlockReader.MAX_RECORD);
        assertThat(text.load("a\n" + longest + "\nb\n").values()).containsExactly("a", longest, "b");
    }

    @Test
    void startsAtTheRowThatItIsGiven() {
        byte[] bytes = "1\nx\n2\n3\n".getBytes(StandardCharsets.US_ASCII);
        try (RecordReaders readers = NUMBERS.open();
                RecordReader reader = readers.open(Loading.object(8), new ByteArrayInputStream(bytes))) {
            RecordPart part = requireNonNull(reader.nextPart());
            MemoryChunk chunk = new MemoryChunk(NUMBERS.columns(), 3);
            chunk.setLong(0, 0, 99);
            chunk.setLine(0, 1);
            assertThat(part.read(chunk, 1, row -> true)).isEqualTo(2);
            assertThat(chunk.rows(3)).containsExactly(List.of(99L), List.of(1L), List.of(2L));
            assertThat(part.read(chunk, 2, row -> true)).isEqualTo(1);
            assertThat(part.read(chunk, 2, row -> true)).isZero();
            part.close();
            part.close();
        }
    }

    @Test
    void stopsReadingTheObjectWhenToldTo() {
        RejectedRow[] seen = new RejectedRow[1];
        byte[] bytes = "1\nx\n2\ny\n3\n".getBytes(StandardCharsets.US_ASCII);
        Loading small = NUMBERS.blocks(4);
        try (RecordReaders readers = small.open();
                RecordReader reader = readers.open(Loading.object(10), new ByteArrayInputStream(bytes))) {
            RecordPart part = requireNonNull(reader.nextPart());
            MemoryChunk chunk = new MemoryChunk(small.columns(), 10);
            assertThat(part.read(chunk, 0, row -> {
                        seen[0] = row;
                        return false;
                    }))
                    .isEqualTo(1);
            assertThat(seen[0].line()).isEqualTo(2);
            assertThat(reader.nextPart()).isNull();
            part.close();
        }
    }

    @Test
    void takesFewBlocksForManySmallFiles() throws IOException {
        byte[] packed = Packing.gzip("1\n2\n".getBytes(StandardCharsets.US_ASCII));
        Loading gzip = NUMBERS.with(Compression.GZIP);
        try (RecordReaders readers = gzip.open()) {
            for (int i = 0; i < 20_000; i++) {
                try (RecordReader reader =
                        readers.open(Loading.object(packed.length), new ByteArrayInputStream(packed))) {
                    RecordPart part = requireNonNull(reader.nextPart());
                    assertThat(part.read(new MemoryChunk(gzip.columns(), 4), 0, row -> false))
                            .isEqualTo(2);
                    part.close();
                    assertThat(reader.nextPart()).isNull();
                }
            }
        }
    }

    @Test
    void readsLayoutsButNamedOnesAndNamesThem() {
        DelimitedFormat format = new DelimitedFormat();
        assertThat(format.reads(new Layout.Named("JSON", List.of("auto")))).isFalse();
        assertThat(format.reads(NUMBERS.options().layout())).isTrue();
        assertThat(format.name(NUMBERS.options().layout())).isEqualTo("Text");
        assertThat(format.name(NUMBERS.csv().options().layout())).isEqualTo("Csv");
        assertThat(format.name(new Layout.FixedWidth(List.of()))).isEqualTo("FixedWidth");
        assertThat(java.util.ServiceLoader.load(io.forebay.spi.format.RecordFormat.class))
                .anyMatch(DelimitedFormat.class::isInstance);
    }
}
