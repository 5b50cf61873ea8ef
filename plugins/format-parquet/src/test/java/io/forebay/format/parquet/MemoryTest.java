package io.forebay.format.parquet;

import static io.forebay.format.parquet.FileMaker.group;
import static io.forebay.format.parquet.FileMaker.join;
import static io.forebay.format.parquet.FileMaker.leaf;
import static io.forebay.format.parquet.FileMaker.texts;
import static io.forebay.format.parquet.FileMaker.varint;
import static org.apache.parquet.format.FieldRepetitionType.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.format.MemoryChunk;
import io.forebay.format.kit.columnar.Values;
import io.forebay.format.kit.ranged.ObjectBytes;
import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.parquet.file.Footer;
import io.forebay.format.parquet.file.FooterReader;
import io.forebay.format.parquet.page.PageBuffers;
import io.forebay.format.parquet.page.PageMemory;
import io.forebay.format.parquet.page.PageSource;
import io.forebay.format.parquet.value.ColumnSource;
import io.forebay.format.parquet.value.ColumnSources;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Chunk;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.Test;

/** What small files may make of memory: as much as is counted, and no more. */
class MemoryTest {
    private static final long SMALL = 8 << 20;
    private static final int ROWS = 64;

    @Test
    void putsFewRowsOfLongJsonTogetherAtOnce() {
        byte[] file = new FileMaker(
                        group("n", REQUIRED, 1),
                        leaf("t", Type.BYTE_ARRAY, REQUIRED).setConverted_type(ConvertedType.UTF8))
                .dictionaryPage(1, texts("y".repeat(1 << 20)))
                .page(ROWS, Encoding.RLE_DICTIONARY, new byte[] {0}, varint((long) ROWS << 1))
                .endColumn()
                .endGroup(ROWS)
                .end();
        StoredObject object = new StoredObject(ObjectUri.parse("s3://lake/a"), file.length, "e", Instant.EPOCH);
        try (InflatingPool pool = new InflatingPool(ReadRequest.INFLATED_LIMIT);
                ObjectBytes bytes = new ObjectBytes(object, new ByteArrayInputStream(file), FooterReader.MAGIC, pool)) {
            Footer footer = FooterReader.read(bytes, columns -> columns);
            try (PageSource pages = new PageSource(
                    bytes, pool, new PageMemory(SMALL, SMALL), new PageBuffers(), (stored, made) -> {})) {
                ColumnSource source = new ColumnSources(
                                footer.groups().get(0), pages, Reading.options(Set.of(ReadFlag.SERIALIZETOJSON)), ROWS)
                        .open(footer.columns().get(0), Reading.column("n", TypeKind.SUPER));
                for (int row = 0; row < ROWS; ) {
                    int ready = source.available();
                    assertThat(ready).isBetween(1, 5);
                    Values values = new Values(ROWS);
                    source.read(values, ready);
                    assertThat(values.length[ready - 1]).isEqualTo((1 << 20) + 8);
                    row += ready;
                    assertThat(row).isLessThanOrEqualTo(ROWS);
                }
                source.end();
            }
        }
    }

    /** After thousands of short texts a batch has thousands of rows. */
    @Test
    void readsFewRowsOfLongEntriesAtOnce() {
        int rows = 4096;
        byte[] file = new FileMaker(leaf("x", Type.BYTE_ARRAY, REQUIRED))
                .dictionaryPage(2, texts("a", "y".repeat(1 << 20)))
                .page(rows, Encoding.RLE_DICTIONARY, new byte[] {1}, varint((long) rows << 1), new byte[] {0})
                .page(rows, Encoding.RLE_DICTIONARY, new byte[] {1}, varint((long) rows << 1), new byte[] {1})
                .endColumn()
                .endGroup(2L * rows)
                .end();
        ReadRequest request = new ReadRequest(
                Reading.options(Set.of()), List.of(Column.of("x", ColumnType.varbyte(ColumnType.MAX_VARBYTE * 2))));
        StoredObject object = new StoredObject(ObjectUri.parse("s3://lake/a"), file.length, "e", Instant.EPOCH);
        try (RecordReaders readers = new ParquetFormat(new PageMemory(SMALL, SMALL)).open(request);
                RecordReader reader = readers.open(object, new ByteArrayInputStream(file));
                RecordPart part = Objects.requireNonNull(reader.nextPart())) {
            Full chunk = new Full();
            for (int row = 0; row < rows; row += 8) {
                assertThat(part.read(chunk, 0, rejected -> false)).isEqualTo(8);
            }
            assertThat(part.read(chunk, 0, rejected -> false)).isEqualTo(8);
        }
    }

    /** Full after the first batch, as the warehouse's is when the texts are long. */
    private static final class Full implements Chunk {
        private int begun;

        @Override
        public int capacity() {
            int capacity = begun == 0 ? 2048 : begun;
            begun = 0;
            return capacity;
        }

        @Override
        public void setNull(int column, int row) {}

        @Override
        public void setLong(int column, int row, long value) {}

        @Override
        public void setWide(int column, int row, long high, long low) {}

        @Override
        public void setDouble(int column, int row, double value) {}

        @Override
        public void setBytes(int column, int row, byte[] bytes, int offset, int length) {
            begun = row + 1;
        }
    }

    @Test
    void countsTheEntriesOfADictionary() {
        int entries = 1_000_000;
        byte[] file = new FileMaker(leaf("x", Type.BYTE_ARRAY, REQUIRED))
                .dictionaryPage(entries, new byte[4 * entries])
                .page(1, Encoding.RLE_DICTIONARY, new byte[] {0}, varint(2))
                .endColumn()
                .endGroup(1)
                .end();
        assertTooLarge(file, Reading.column("x", TypeKind.VARCHAR));
    }

    @Test
    void countsTheNumbersThatDeltasBecome() {
        int numbers = 4 << 20;
        byte[] block = new byte[5];
        byte[] values = join(varint(1 << 20), varint(4), varint(numbers), varint(0), block, block, block, block);
        byte[] file = new FileMaker(leaf("x", Type.INT32, REQUIRED))
                .page(numbers, Encoding.DELTA_BINARY_PACKED, values)
                .endColumn()
                .endGroup(numbers)
                .end();
        assertTooLarge(file, Reading.column("x", TypeKind.INTEGER));
    }

    @Test
    void countsTheBytesThatTextsShare() {
        int texts = 2048;
        int more = 60;
        byte[] prefixes = join(varint(128), varint(4), varint(texts), varint(0));
        byte[] lengths = join(varint(128), varint(4), varint(texts), varint(2 * more));
        for (int block = 0; block < texts / 128; block++) {
            prefixes = join(prefixes, varint(2 * more), new byte[4]);
            lengths = join(lengths, new byte[5]);
        }
        byte[] file = new FileMaker(leaf("x", Type.BYTE_ARRAY, REQUIRED))
                .page(texts, Encoding.DELTA_BYTE_ARRAY, prefixes, lengths, new byte[more * texts])
                .endColumn()
                .endGroup(texts)
                .end();
        assertTooLarge(file, Column.of("x", ColumnType.varbyte(1_000_000)));
    }

    /** Texts of a page are in use until those of the next were read. */
    @Test
    void countsAPageWithTheOneBeforeIt() {
        assertTooLarge(pages(2 << 20, 3 << 20), Reading.column("x", TypeKind.VARCHAR));
        ReadRequest request =
                new ReadRequest(Reading.options(Set.of()), List.of(Reading.column("x", TypeKind.VARCHAR)));
        read(pages(1 << 20, 3 << 19, 3 << 19, 2 << 20, 5 << 19), request);
    }

    /** Arrays have room for larger pages only when there is memory for that. */
    @Test
    void readsPagesThatJustFit() {
        int columns = 19;
        int rows = 50_000;
        SchemaElement[] schema = new SchemaElement[columns];
        List<Column> wanted = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            schema[i] = leaf("x" + i, Type.DOUBLE, REQUIRED);
            wanted.add(Reading.column("x" + i, TypeKind.DOUBLE));
        }
        FileMaker file = new FileMaker(schema);
        for (int i = 0; i < columns; i++) {
            file.page(rows, Encoding.PLAIN, new byte[rows * Double.BYTES]).endColumn();
        }
        read(file.endGroup(rows).end(), new ReadRequest(Reading.options(Set.of()), wanted));
    }

    /** Pages of so many bytes of empty texts. */
    private static byte[] pages(int... sizes) {
        FileMaker file = new FileMaker(leaf("x", Type.BYTE_ARRAY, REQUIRED));
        for (int size : sizes) {
            file.page(size / Integer.BYTES, Encoding.PLAIN, new byte[size]);
        }
        return file.endColumn()
                .endGroup(Arrays.stream(sizes).sum() / Integer.BYTES)
                .end();
    }

    /** Each column of a struct is read some values at a time, all at once. */
    @Test
    void countsTheColumnsOfAStruct() {
        int members = 1000;
        SchemaElement[] schema = new SchemaElement[1 + members];
        schema[0] = group("n", REQUIRED, members);
        for (int i = 0; i < members; i++) {
            schema[1 + i] = leaf("m" + i, Type.INT32, REQUIRED);
        }
        FileMaker file = new FileMaker(schema);
        for (int i = 0; i < members; i++) {
            file.page(1, Encoding.PLAIN, new byte[4]).endColumn();
        }
        ReadRequest request = new ReadRequest(
                Reading.options(Set.of(ReadFlag.SERIALIZETOJSON)), List.of(Reading.column("n", TypeKind.SUPER)));
        assertTooLarge(file.endGroup(1).end(), request);
    }

    private static void assertTooLarge(byte[] file, Column column) {
        assertTooLarge(file, new ReadRequest(Reading.options(Set.of()), List.of(column)));
    }

    private static void assertTooLarge(byte[] file, ReadRequest request) {
        assertThatThrownBy(() -> read(file, request))
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.code()).isEqualTo(FormatError.DAMAGED_FILE))
                .hasMessageContaining("needs more memory than all pages may have at once");
    }

    /** As many rows at once as the warehouse asks for. */
    private static void read(byte[] file, ReadRequest request) {
        StoredObject object = new StoredObject(ObjectUri.parse("s3://lake/a"), file.length, "e", Instant.EPOCH);
        try (RecordReaders readers = new ParquetFormat(new PageMemory(SMALL, SMALL)).open(request);
                RecordReader reader = readers.open(object, new ByteArrayInputStream(file));
                RecordPart part = Objects.requireNonNull(reader.nextPart())) {
            int rows;
            do {
                rows = part.read(new MemoryChunk(request.columns(), 2048), 0, rejected -> true);
            } while (rows > 0);
        }
    }
}
