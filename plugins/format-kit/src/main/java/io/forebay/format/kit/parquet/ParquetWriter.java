package io.forebay.format.kit.parquet;

import io.forebay.format.kit.parquet.ParquetColumn.Chunk;
import io.forebay.format.kit.write.RowBytes;
import io.forebay.format.kit.write.ScratchFile;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.RecordWriter;
import io.forebay.spi.format.WriteColumn;
import io.forebay.spi.warehouse.Rows;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One Parquet file. */
final class ParquetWriter implements RecordWriter {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private record Group(List<Chunk> chunks, long rows) {}

    private final ScratchFile file;
    private final List<WriteColumn> written;
    private final Snappy snappy;
    /** Of the row group that is in memory; empty between two. */
    private final List<ParquetColumn> columns = new ArrayList<>();

    /** What the footer will tell of the row groups: one after the other, those of before a release in a file. */
    private final RowBytes groups = new RowBytes();

    private final ScratchFile earlier;
    private int groupCount;
    private final long groupBytes;
    private final long limit;
    private long rows;
    private long groupRows;

    /**
     * @param snappy may be shared by files that the same thread writes
     * @param maxBytes rounded down to whole row groups, as Redshift does
     */
    ParquetWriter(Path path, List<WriteColumn> written, Snappy snappy, long groupBytes, long maxBytes) {
        this.file = new ScratchFile(path, Compression.NONE);
        this.earlier = new ScratchFile(path.resolveSibling(path.getFileName() + "-groups"), Compression.NONE);
        this.groupBytes = groupBytes;
        this.limit = wholeGroups(maxBytes, groupBytes);
        this.written = written;
        this.snappy = snappy;
    }

    static long wholeGroups(long maxBytes, long groupBytes) {
        return maxBytes < groupBytes ? maxBytes : maxBytes / groupBytes * groupBytes;
    }

    @Override
    public boolean write(Rows row) {
        long plain = plainBytes();
        if (rows > 0 && file.stored() + plain > limit) {
            return false;
        }
        if (plain >= groupBytes) {
            endGroup();
        }
        if (columns.isEmpty()) {
            written.forEach(column -> columns.add(new ParquetColumn(column, snappy)));
        }
        for (ParquetColumn column : columns) {
            column.add(row);
        }
        rows++;
        groupRows++;
        return true;
    }

    private long plainBytes() {
        long bytes = 0;
        for (ParquetColumn column : columns) {
            bytes += column.plainBytes();
        }
        return bytes;
    }

    private void endGroup() {
        if (groupRows == 0) {
            return;
        }
        if (groupCount == 0) {
            file.write(MAGIC, MAGIC.length);
        }
        List<Chunk> chunks = new ArrayList<>();
        for (ParquetColumn column : columns) {
            RowBytes pages = new RowBytes();
            chunks.add(column.end(file.stored(), pages));
            file.write(pages.array(), pages.length());
        }
        Group group = new Group(chunks, groupRows);
        ThriftStruct.write(groups, struct -> group(group, struct));
        groupCount++;
        columns.clear();
        groupRows = 0;
    }

    @Override
    public long held() {
        long held = file.held() + groups.array().length;
        for (ParquetColumn column : columns) {
            held += column.held();
        }
        return held;
    }

    /** Ends the row group, which is the smaller for it. */
    @Override
    public void release() {
        endGroup();
        file.release();
        earlier.write(groups.array(), groups.length());
        earlier.release();
        groups.clear();
    }

    private byte[] allGroups() {
        RowBytes all = new RowBytes();
        if (earlier.stored() > 0) {
            all.add(earlier.takeBack());
        }
        all.add(groups.array(), 0, groups.length());
        return Arrays.copyOf(all.array(), all.length());
    }

    @Override
    public Written finish() {
        endGroup();
        if (groupCount == 0) {
            file.write(MAGIC, MAGIC.length);
        }
        RowBytes footer = new RowBytes();
        ThriftStruct.write(footer, this::footer);
        int length = footer.length();
        for (int i = 0; i < 4; i++) {
            footer.add(length >> 8 * i);
        }
        footer.add(MAGIC);
        file.write(footer.array(), footer.length());
        return new Written(file.finish(), rows, rows);
    }

    private void footer(ThriftStruct footer) {
        footer.i32(1, 1);
        footer.structs(2, schema(), Schema::write);
        footer.i64(3, rows);
        footer.structs(4, groupCount, allGroups());
        footer.text(6, "forebay version 1.0.0 (build unload)");
        footer.structs(7, written, (column, order) -> order.struct(1, typeDefined -> {}));
    }

    /** The root, then each column. */
    private List<Schema> schema() {
        List<Schema> schema = new ArrayList<>();
        schema.add(root -> root.text(4, "schema").i32(5, written.size()));
        written.forEach(column -> schema.add(element -> element(column, element)));
        return schema;
    }

    @FunctionalInterface
    private interface Schema {
        void write(ThriftStruct element);
    }

    private static void element(WriteColumn column, ThriftStruct element) {
        ParquetType type = ParquetType.of(column);
        element.i32(1, type.physical());
        if (type.length() > 0) {
            element.i32(2, type.length());
        }
        element.i32(3, 1).text(4, column.name());
        if (type.converted() >= 0) {
            element.i32(6, type.converted());
        }
        if (type.physical() == ParquetType.FIXED) {
            element.i32(7, column.type().scale()).i32(8, column.type().precision());
        }
    }

    private static void group(Group group, ThriftStruct out) {
        out.structs(1, group.chunks, ParquetWriter::chunk);
        out.i64(2, group.chunks.stream().mapToLong(Chunk::uncompressed).sum());
        out.i64(3, group.rows);
    }

    private static void chunk(Chunk chunk, ThriftStruct out) {
        out.i64(2, chunk.offset()).struct(3, data -> data.i32(1, chunk.type().physical())
                .i32s(2, 0, 3)
                .texts(3, chunk.column().name())
                .i32(4, 1)
                .i64(5, chunk.values())
                .i64(6, chunk.uncompressed())
                .i64(7, chunk.compressed())
                .i64(9, chunk.offset())
                .struct(12, statistics -> {
                    statistics.i64(3, chunk.nulls());
                    chunk.extremes().add(statistics);
                }));
    }

    @Override
    public void close() {
        file.close();
        earlier.close();
    }
}
