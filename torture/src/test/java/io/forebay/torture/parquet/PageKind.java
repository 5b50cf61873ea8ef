package io.forebay.torture.parquet;

import io.forebay.contract.format.ParquetBytes.Element;
import io.forebay.contract.format.ParquetBytes.Encoding;
import io.forebay.contract.format.ParquetBytes.Physical;
import io.forebay.contract.format.ParquetBytes.Repeats;
import io.forebay.contract.format.ParquetValues;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.torture.Input;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** What values of a column are, how they may be stored, and what becomes of them. */
enum PageKind {
    INT32(Physical.INT32, 4, ColumnType.of(TypeKind.BIGINT), Encoding.DELTA_BINARY_PACKED, Encoding.BYTE_STREAM_SPLIT),
    INT64(Physical.INT64, 8, ColumnType.of(TypeKind.BIGINT), Encoding.DELTA_BINARY_PACKED, Encoding.BYTE_STREAM_SPLIT),
    BOOLEAN(Physical.BOOLEAN, 1, ColumnType.of(TypeKind.BOOLEAN), Encoding.RLE),
    FLOAT(Physical.FLOAT, 4, ColumnType.of(TypeKind.DOUBLE), Encoding.BYTE_STREAM_SPLIT),
    DOUBLE(Physical.DOUBLE, 8, ColumnType.of(TypeKind.DOUBLE), Encoding.BYTE_STREAM_SPLIT),
    TEXT(Physical.BYTE_ARRAY, 0, ColumnType.varchar(1000), Encoding.DELTA_LENGTH_BYTE_ARRAY, Encoding.DELTA_BYTE_ARRAY),
    FIXED(Physical.FIXED, 3, ColumnType.varbyte(3), Encoding.DELTA_BYTE_ARRAY, Encoding.BYTE_STREAM_SPLIT);

    private static final int UTF8 = 0;
    private static final List<Long> NUMBERS =
            List.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, (long) Integer.MAX_VALUE, (long) Integer.MIN_VALUE);
    private static final List<String> TEXTS = List.of("", "a", "ab", "abc", "ä€😀", "abcdefgh".repeat(20));

    final ColumnType type;
    private final Physical physical;
    private final int size;
    private final List<Encoding> encodings;

    PageKind(Physical physical, int size, ColumnType type, Encoding... encodings) {
        this.physical = physical;
        this.size = size;
        this.type = type;
        this.encodings = List.of(encodings);
    }

    Element element(String name, Repeats repeats) {
        Element leaf = Element.leaf(name, physical, repeats);
        return this == TEXT ? leaf.as(UTF8) : this == FIXED ? leaf.sized(size) : leaf;
    }

    /** PLAIN, a dictionary, or one of its own. */
    Encoding encoding(Input input) {
        int choice = input.below(2 + encodings.size());
        return choice == 0 ? Encoding.PLAIN : choice == 1 ? Encoding.RLE_DICTIONARY : encodings.get(choice - 2);
    }

    /** A value as {@link ParquetValues} takes it. */
    byte[] value(Input input) {
        int choice = input.below(16);
        if (this == TEXT) {
            String text = choice < TEXTS.size() ? TEXTS.get(choice) : "text " + input.below(256);
            return text.getBytes(StandardCharsets.UTF_8);
        }
        long number = choice < NUMBERS.size() ? NUMBERS.get(choice) : input.twoBytes() - (long) choice * 1000;
        return switch (this) {
            case BOOLEAN -> new byte[] {(byte) (number & 1)};
            case FLOAT -> ParquetValues.little(Float.floatToIntBits(number), size);
            case DOUBLE -> ParquetValues.little(Double.doubleToLongBits(number), size);
            default -> ParquetValues.little(number, size);
        };
    }

    /** What a chunk of memory has for a value, bytes in hexadecimal. */
    Object loaded(byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
        return switch (this) {
            case INT32 -> (long) bytes.getInt();
            case INT64 -> bytes.getLong();
            case BOOLEAN -> (long) value[0];
            case FLOAT -> (double) bytes.getFloat();
            case DOUBLE -> bytes.getDouble();
            case TEXT -> new String(value, StandardCharsets.UTF_8);
            case FIXED -> HexFormat.of().formatHex(value);
        };
    }

    byte[] plain(List<byte[]> values) {
        return this == TEXT
                ? ParquetValues.plainTexts(values)
                : this == BOOLEAN
                        ? ParquetValues.bits(1, longs(values), 0, values.size())
                        : ParquetValues.plain(values);
    }

    /** Values in any encoding but with a dictionary. */
    byte[] encoded(Encoding encoding, List<byte[]> values, Input input) {
        return switch (encoding) {
            case RLE -> ParquetValues.sized(ParquetValues.hybrid(1, longs(values), input::flag));
            case DELTA_BINARY_PACKED -> ParquetValues.deltas(longs(values));
            case DELTA_LENGTH_BYTE_ARRAY -> ParquetValues.lengths(values);
            case DELTA_BYTE_ARRAY -> ParquetValues.prefixes(values);
            case BYTE_STREAM_SPLIT -> ParquetValues.split(values, size);
            default -> plain(values);
        };
    }

    private long[] longs(List<byte[]> values) {
        return values.stream()
                .mapToLong(value -> {
                    ByteBuffer bytes = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
                    return size == 8 ? bytes.getLong() : size == 4 ? bytes.getInt() : value[0];
                })
                .toArray();
    }
}
