package io.forebay.contract.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of Parquet that are written byte by byte, by no library, and that say what they are told to, right or wrong: for
 * tests that want a small file, or one that lies. {@link ParquetValues} makes what pages hold. SOURCE: Apache Parquet format
 * 2.12, {@code parquet.thrift}; Apache Thrift, "Thrift Compact protocol encoding".
 */
public final class ParquetBytes {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int I32 = 5;
    private static final int STRUCT = 12;
    private static final int TEXT = 8;

    /** How values are stored: {@code Type}, in its order. */
    public enum Physical {
        BOOLEAN,
        INT32,
        INT64,
        INT96,
        FLOAT,
        DOUBLE,
        BYTE_ARRAY,
        FIXED
    }

    /** {@code FieldRepetitionType}, in its order. */
    public enum Repeats {
        REQUIRED,
        OPTIONAL,
        REPEATED
    }

    /** {@code CompressionCodec}, in its order. */
    public enum Codec {
        NONE,
        SNAPPY,
        GZIP,
        LZO,
        BROTLI,
        LZ4,
        ZSTD,
        LZ4_RAW
    }

    /** {@code Encoding}, with its numbers. */
    public enum Encoding {
        PLAIN(0),
        PLAIN_DICTIONARY(2),
        RLE(3),
        BIT_PACKED(4),
        DELTA_BINARY_PACKED(5),
        DELTA_LENGTH_BYTE_ARRAY(6),
        DELTA_BYTE_ARRAY(7),
        RLE_DICTIONARY(8),
        BYTE_STREAM_SPLIT(9);

        private final int number;

        Encoding(int number) {
            this.number = number;
        }
    }

    /**
     * A column or group of the schema.
     *
     * @param physical of a group, null
     * @param size of FIXED, in bytes
     * @param converted {@code ConvertedType}; -1 for none. UTF8 is 0, LIST 3
     */
    public record Element(
            String name,
            @org.jspecify.annotations.Nullable Physical physical,
            Repeats repeats,
            int children,
            int size,
            int converted) {
        public static Element leaf(String name, Physical physical, Repeats repeats) {
            return new Element(name, physical, repeats, 0, 0, -1);
        }

        public static Element group(String name, Repeats repeats, int children) {
            return new Element(name, null, repeats, children, 0, -1);
        }

        public Element sized(int bytes) {
            return new Element(name, physical, repeats, children, bytes, converted);
        }

        public Element as(int type) {
            return new Element(name, physical, repeats, children, size, type);
        }
    }

    /**
     * The header of a page.
     *
     * @param type 0 values, 1 an index, 2 a dictionary, 3 values of the second version
     * @param rows and all behind it only of the second version; {@code packed} whether values are compressed
     */
    public record Header(
            int type,
            int uncompressed,
            int compressed,
            int values,
            Encoding encoding,
            int rows,
            int nulls,
            int definition,
            int repetition,
            boolean packed) {
        public static Header values(int uncompressed, int compressed, int values, Encoding encoding) {
            return new Header(0, uncompressed, compressed, values, encoding, 0, 0, 0, 0, true);
        }

        public static Header dictionary(int uncompressed, int compressed, int values) {
            return new Header(2, uncompressed, compressed, values, Encoding.PLAIN, 0, 0, 0, 0, true);
        }

        private byte[] bytes() {
            Struct own = new Struct().number(1, values);
            switch (type) {
                case 0 ->
                    own.number(2, encoding.number)
                            .number(3, Encoding.RLE.number)
                            .number(4, Encoding.RLE.number);
                case 3 ->
                    own.number(2, nulls)
                            .number(3, rows)
                            .number(4, encoding.number)
                            .number(5, definition)
                            .number(6, repetition)
                            .flag(7, packed);
                default -> own.number(2, encoding.number);
            }
            int field = type == 0 ? 5 : type == 2 ? 7 : type == 3 ? 8 : 6;
            return new Struct()
                    .number(1, type)
                    .number(2, uncompressed)
                    .number(3, compressed)
                    .struct(field, type == 1 ? new Struct() : own)
                    .bytes();
        }
    }

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final List<Element> leaves = new ArrayList<>();
    private final List<List<byte[]>> paths = new ArrayList<>();
    private final List<byte[]> schema = new ArrayList<>();
    private final List<byte[]> chunks = new ArrayList<>();
    private final List<byte[]> groups = new ArrayList<>();
    private int start;
    private int dictionary = -1;
    private int first = -1;
    private long values;
    private long rows;

    private ParquetBytes(List<Element> elements) {
        file.writeBytes(MAGIC);
        start = file.size();
        int at = 0;
        int columns = 0;
        schema.add(new byte[0]);
        for (; at < elements.size(); columns++) {
            at = add(elements, at, List.of());
        }
        schema.set(0, new Struct().text(4, "schema").number(5, columns).bytes());
    }

    /** @param elements depth first, without the root */
    public static ParquetBytes of(List<Element> elements) {
        return new ParquetBytes(elements);
    }

    private int add(List<Element> elements, int at, List<byte[]> above) {
        Element element = elements.get(at);
        Struct struct = new Struct();
        List<byte[]> path = new ArrayList<>(above);
        path.add(element.name.getBytes(StandardCharsets.UTF_8));
        if (element.physical != null) {
            struct.number(1, element.physical.ordinal());
            leaves.add(element);
            paths.add(path);
        }
        if (element.size > 0) {
            struct.number(2, element.size);
        }
        struct.number(3, element.repeats.ordinal()).text(4, element.name);
        if (element.children > 0) {
            struct.number(5, element.children);
        }
        if (element.converted >= 0) {
            struct.number(6, element.converted);
        }
        schema.add(struct.bytes());
        int next = at + 1;
        for (int i = 0; i < element.children; i++) {
            next = add(elements, next, path);
        }
        return next;
    }

    /** A page, as it is stored. */
    public ParquetBytes page(Header header, byte[] stored) {
        if (header.type == 2) {
            dictionary = dictionary < 0 ? file.size() : dictionary;
        } else {
            first = first < 0 ? file.size() : first;
            values += header.values;
        }
        file.writeBytes(header.bytes());
        file.writeBytes(stored);
        return this;
    }

    /** A page of values that is not compressed. @param content levels and values */
    public ParquetBytes page(int count, Encoding encoding, byte[] content) {
        return page(Header.values(content.length, content.length, count, encoding), content);
    }

    /** A dictionary that is not compressed. */
    public ParquetBytes dictionary(int count, byte[] content) {
        return page(Header.dictionary(content.length, content.length, count), content);
    }

    /** The pages since the last column are the next of the row group. */
    public ParquetBytes endColumn(Codec codec) {
        return endColumn(codec, values);
    }

    public ParquetBytes endColumn(Codec codec, long count) {
        Element leaf = leaves.get(chunks.size());
        Struct meta = new Struct()
                .number(1, leaf.physical == null ? 0 : leaf.physical.ordinal())
                .list(2, I32, List.of(new byte[] {0}))
                .list(
                        3,
                        TEXT,
                        paths.get(chunks.size()).stream().map(Struct::sized).toList())
                .number(4, codec.ordinal())
                .large(5, count)
                .large(6, file.size() - start)
                .large(7, file.size() - start)
                .large(9, first < 0 ? start : first);
        if (dictionary >= 0) {
            meta.large(11, dictionary);
        }
        chunks.add(new Struct().large(2, 0).struct(3, meta).bytes());
        start = file.size();
        dictionary = -1;
        first = -1;
        values = 0;
        return this;
    }

    public ParquetBytes endGroup(long count) {
        groups.add(new Struct()
                .list(1, STRUCT, chunks)
                .large(2, file.size())
                .large(3, count)
                .bytes());
        chunks.clear();
        rows += count;
        return this;
    }

    /** The row group that came last again, as often as that: without bytes of its own. */
    public ParquetBytes again(int times) {
        byte[] last = groups.get(groups.size() - 1);
        for (int i = 0; i < times; i++) {
            groups.add(last);
        }
        return this;
    }

    public byte[] bytes() {
        return bytes(rows);
    }

    /** @param count what the footer says that there are rows */
    public byte[] bytes(long count) {
        byte[] footer = new Struct()
                .number(1, 1)
                .list(2, STRUCT, schema)
                .large(3, count)
                .list(4, STRUCT, groups)
                .bytes();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(file.toByteArray());
        all.writeBytes(footer);
        all.writeBytes(ParquetValues.little(footer.length, 4));
        all.writeBytes(MAGIC);
        return all.toByteArray();
    }

    /** A struct of Thrift's compact protocol; fields in the order of their numbers. */
    private static final class Struct {
        private static final int TRUE = 1;
        private static final int FALSE = 2;
        private static final int I64 = 6;
        private static final int LIST = 9;

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int last;

        private Struct field(int number, int type, byte[] value) {
            out.write(number - last << 4 | type);
            last = number;
            out.writeBytes(value);
            return this;
        }

        Struct number(int number, int value) {
            return field(number, I32, ParquetValues.zigzag(value));
        }

        Struct large(int number, long value) {
            return field(number, I64, ParquetValues.zigzag(value));
        }

        Struct flag(int number, boolean value) {
            return field(number, value ? TRUE : FALSE, new byte[0]);
        }

        Struct text(int number, String value) {
            return field(number, TEXT, sized(value.getBytes(StandardCharsets.UTF_8)));
        }

        Struct struct(int number, Struct value) {
            return field(number, STRUCT, value.bytes());
        }

        Struct list(int number, int type, List<byte[]> items) {
            int size = items.size();
            field(number, LIST, size < 15 ? new byte[] {(byte) (size << 4 | type)} : new byte[] {(byte) (0xF0 | type)});
            if (size >= 15) {
                out.writeBytes(ParquetValues.varint(size));
            }
            items.forEach(out::writeBytes);
            return this;
        }

        static byte[] sized(byte[] text) {
            return ParquetValues.join(ParquetValues.varint(text.length), text);
        }

        byte[] bytes() {
            return ParquetValues.join(out.toByteArray(), new byte[1]);
        }
    }
}
