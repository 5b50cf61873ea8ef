package io.forebay.format.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/** Makes files page by page, right or wrong ones. */
final class FileMaker {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final List<SchemaElement> schema = new ArrayList<>();
    final List<RowGroup> groups = new ArrayList<>();
    private final List<ColumnChunk> chunks = new ArrayList<>();
    private final List<List<String>> paths = new ArrayList<>();

    /** The leaves, in their order. */
    private final List<SchemaElement> leaves = new ArrayList<>();

    private long start;
    private long dictionary = -1;
    private long first = -1;
    private long values;

    /** @param elements depth first, without the root; their names are different */
    FileMaker(SchemaElement... elements) {
        out.writeBytes(MAGIC);
        SchemaElement root = new SchemaElement("schema");
        schema.add(root);
        int at = 0;
        int columns = 0;
        while (at < elements.length) {
            at = add(elements, at, List.of());
            columns++;
        }
        root.setNum_children(columns);
        start = out.size();
    }

    private int add(SchemaElement[] elements, int at, List<String> above) {
        SchemaElement element = elements[at];
        List<String> path = new ArrayList<>(above);
        path.add(element.getName());
        schema.add(element);
        int next = at + 1;
        if (element.isSetType()) {
            leaves.add(element);
            paths.add(path);
        }
        for (int i = 0; i < element.getNum_children(); i++) {
            next = add(elements, next, path);
        }
        return next;
    }

    static SchemaElement leaf(String name, Type type, FieldRepetitionType repeats) {
        return new SchemaElement(name).setType(type).setRepetition_type(repeats);
    }

    static SchemaElement group(String name, FieldRepetitionType repeats, int children) {
        return new SchemaElement(name).setRepetition_type(repeats).setNum_children(children);
    }

    /** A page of the first version. @param levels and values, as stored without compression */
    FileMaker page(int count, Encoding encoding, byte[]... levelsAndValues) {
        byte[] body = join(levelsAndValues);
        PageHeader header = new PageHeader(PageType.DATA_PAGE, body.length, body.length);
        header.setData_page_header(new DataPageHeader(count, encoding, Encoding.RLE, Encoding.RLE));
        return raw(header, body, count);
    }

    FileMaker dictionaryPage(int count, byte[] entries) {
        PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, entries.length, entries.length);
        header.setDictionary_page_header(new DictionaryPageHeader(count, Encoding.PLAIN));
        dictionary = out.size();
        write(header);
        out.writeBytes(entries);
        return this;
    }

    /** A page whatever its header says. */
    FileMaker raw(PageHeader header, byte[] body, int count) {
        first = first < 0 ? out.size() : first;
        values += count;
        write(header);
        out.writeBytes(body);
        return this;
    }

    private void write(PageHeader header) {
        try {
            Util.writePageHeader(header, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pages so far are a column of the row group. */
    FileMaker endColumn() {
        return endColumn(CompressionCodec.UNCOMPRESSED);
    }

    FileMaker endColumn(CompressionCodec codec) {
        SchemaElement leaf = leaves.get(chunks.size());
        long length = out.size() - start;
        ColumnMetaData meta = new ColumnMetaData(
                leaf.getType(),
                List.of(Encoding.PLAIN),
                paths.get(chunks.size()),
                codec,
                values,
                length,
                length,
                first < 0 ? start : first);
        if (dictionary >= 0) {
            meta.setDictionary_page_offset(dictionary);
        }
        ColumnChunk chunk = new ColumnChunk(0);
        chunk.setMeta_data(meta);
        chunks.add(chunk);
        start = out.size();
        first = -1;
        dictionary = -1;
        values = 0;
        return this;
    }

    FileMaker endGroup(long rows) {
        groups.add(new RowGroup(new ArrayList<>(chunks), out.size(), rows));
        chunks.clear();
        return this;
    }

    byte[] end() {
        return end(groups.stream().mapToLong(RowGroup::getNum_rows).sum());
    }

    byte[] end(long rows) {
        return end(new FileMetaData(1, schema, rows, groups));
    }

    byte[] end(FileMetaData footer) {
        int from = out.size();
        try {
            Util.writeFileMetaData(footer, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.writeBytes(little(out.size() - from, 4));
        out.writeBytes(MAGIC);
        return out.toByteArray();
    }

    /** One column, one page, one row group. @param values as PLAIN has them; required */
    static byte[] single(SchemaElement column, int rows, byte[] values) {
        return new FileMaker(column)
                .page(rows, Encoding.PLAIN, values)
                .endColumn()
                .endGroup(rows)
                .end();
    }

    static byte[] little(long value, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (value >> 8 * i);
        }
        return bytes;
    }

    static byte[] littles(int size, long... values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (long value : values) {
            bytes.writeBytes(little(value, size));
        }
        return bytes.toByteArray();
    }

    static byte[] texts(String... values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String value : values) {
            byte[] text = value.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(little(text.length, 4));
            bytes.writeBytes(text);
        }
        return bytes.toByteArray();
    }

    /** Levels of a page of the first version, as bits. */
    static byte[] levels(int width, int... levels) {
        byte[] runs = bits(width, levels);
        return join(little(runs.length, 4), runs);
    }

    /** Numbers as bits. */
    static byte[] bits(int width, int... numbers) {
        int groups = (numbers.length + 7) / 8;
        byte[] bytes = new byte[groups * width];
        for (int i = 0; i < numbers.length; i++) {
            for (int bit = 0; bit < width; bit++) {
                int at = i * width + bit;
                bytes[at / 8] |= (byte) ((numbers[i] >> bit & 1) << at % 8);
            }
        }
        return join(varint((long) groups << 1 | 1), bytes);
    }

    static byte[] varint(long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long left = value;
        while (left > 0x7F) {
            bytes.write((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        bytes.write((int) left);
        return bytes.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
