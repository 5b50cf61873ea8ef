package io.forebay.format.parquet;

import static io.forebay.format.parquet.FileMaker.leaf;
import static io.forebay.format.parquet.FileMaker.levels;
import static io.forebay.format.parquet.FileMaker.little;
import static org.apache.parquet.format.FieldRepetitionType.OPTIONAL;
import static org.apache.parquet.format.FieldRepetitionType.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.MemoryChunk;
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
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A row group that several threads read, each from a row in the middle of pages on. */
class LargeGroupTest {
    private static final int ROWS = 60_000;
    private static final int SIZE = 1000;

    private static final List<Column> COLUMNS = List.of(
            Column.of("bytes", ColumnType.varbyte(SIZE)),
            Reading.column("id", TypeKind.INTEGER),
            Reading.column("entry", TypeKind.INTEGER));

    private static byte[] file() {
        FileMaker maker = new FileMaker(
                leaf("bytes", Type.FIXED_LEN_BYTE_ARRAY, REQUIRED).setType_length(SIZE),
                leaf("id", Type.INT32, OPTIONAL),
                leaf("entry", Type.INT32, REQUIRED));
        for (int from = 0; from < ROWS; from += 1000) {
            ByteArrayOutputStream values = new ByteArrayOutputStream();
            for (int row = from; row < from + 1000; row++) {
                values.writeBytes(little(row, 4));
                values.writeBytes(new byte[SIZE - 4]);
            }
            maker.page(1000, Encoding.PLAIN, values.toByteArray());
        }
        maker.endColumn();
        for (int from = 0; from < ROWS; from += 777) {
            int rows = Math.min(777, ROWS - from);
            int[] present = new int[rows];
            ByteArrayOutputStream values = new ByteArrayOutputStream();
            for (int i = 0; i < rows; i++) {
                present[i] = (from + i) % 5 == 0 ? 0 : 1;
                if (present[i] == 1) {
                    values.writeBytes(little(from + i, 4));
                }
            }
            maker.page(rows, Encoding.PLAIN, levels(1, present), values.toByteArray());
        }
        maker.endColumn();
        maker.dictionaryPage(3, FileMaker.littles(4, 10, 11, 12));
        for (int from = 0; from < ROWS; from += 10_000) {
            int[] entries = new int[10_000];
            for (int i = 0; i < entries.length; i++) {
                entries[i] = (from + i) % 3;
            }
            maker.page(10_000, Encoding.RLE_DICTIONARY, new byte[] {2}, FileMaker.bits(2, entries));
        }
        return maker.endColumn().endGroup(ROWS).end();
    }

    @Test
    void readsEachRowOnceFromRangesThatOthersMayReadMeanwhile() {
        byte[] file = file();
        StoredObject object = new StoredObject(ObjectUri.parse("s3://lake/a"), file.length, "e", Instant.EPOCH);
        try (RecordReaders readers = new ParquetFormat().open(new ReadRequest(Reading.options(Set.of()), COLUMNS));
                RecordReader reader = readers.open(object, new ByteArrayInputStream(file))) {
            List<RecordPart> parts = new ArrayList<>();
            for (RecordPart part = reader.nextPart(); part != null; part = reader.nextPart()) {
                parts.add(part);
            }
            assertThat(parts).hasSizeGreaterThan(2);
            assertThat(reader.linesScanned()).isEqualTo(ROWS);
            int row = 0;
            for (RecordPart part : parts) {
                int filled;
                do {
                    MemoryChunk chunk = new MemoryChunk(COLUMNS, 2048);
                    filled = part.read(chunk, 0, rejected -> false);
                    for (List<@Nullable Object> values : chunk.rows(filled)) {
                        check(row++, values);
                    }
                } while (filled > 0);
                part.close();
            }
            assertThat(row).isEqualTo(ROWS);
        }
    }

    /** Each range would decompress all columns, each of which is a small part of the group. */
    @Test
    void makesNoRangesOfManyColumnsWithOnePageEach() {
        int columns = 40;
        int rows = 1 << 18;
        List<Column> table = new ArrayList<>();
        SchemaElement[] schema = new SchemaElement[columns];
        for (int i = 0; i < columns; i++) {
            schema[i] = leaf("c" + i, Type.INT64, REQUIRED);
            table.add(Reading.column("c" + i, TypeKind.BIGINT));
        }
        FileMaker maker = new FileMaker(schema);
        for (int i = 0; i < columns; i++) {
            maker.page(rows, Encoding.PLAIN, new byte[8 * rows]).endColumn();
        }
        byte[] file = maker.endGroup(rows).end();
        StoredObject object = new StoredObject(ObjectUri.parse("s3://lake/a"), file.length, "e", Instant.EPOCH);
        try (RecordReaders readers = new ParquetFormat().open(new ReadRequest(Reading.options(Set.of()), table));
                RecordReader reader = readers.open(object, new ByteArrayInputStream(file))) {
            assertThat(reader.nextPart()).isNotNull();
            assertThat(reader.nextPart()).isNull();
        }
    }

    private static void check(int row, List<@Nullable Object> values) {
        byte[] bytes = Arrays.copyOf(little(row, 4), SIZE);
        assertThat(Arrays.equals((byte[]) values.get(0), bytes))
                .as("row %d", row)
                .isTrue();
        assertThat(values.get(1)).isEqualTo(row % 5 == 0 ? null : (long) row);
        assertThat(values.get(2)).isEqualTo(10L + row % 3);
    }
}
