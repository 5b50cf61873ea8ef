package io.forebay.format.kit.parquet;

import io.forebay.format.kit.write.RowBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Writes one struct in Thrift's compact protocol; fields in ascending order of their ids. */
final class ThriftStruct {
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;

    private final RowBytes out;
    private int last;

    private ThriftStruct(RowBytes out) {
        this.out = out;
    }

    static void write(RowBytes out, Consumer<ThriftStruct> fields) {
        fields.accept(new ThriftStruct(out));
        out.add(0);
    }

    ThriftStruct i32(int id, int value) {
        field(id, I32);
        Varint.zigzag(value, out);
        return this;
    }

    ThriftStruct i64(int id, long value) {
        field(id, I64);
        Varint.zigzag(value, out);
        return this;
    }

    ThriftStruct text(int id, String value) {
        return binary(id, value.getBytes(StandardCharsets.UTF_8));
    }

    ThriftStruct binary(int id, byte[] value) {
        field(id, BINARY);
        bytes(value);
        return this;
    }

    ThriftStruct struct(int id, Consumer<ThriftStruct> fields) {
        field(id, STRUCT);
        write(out, fields);
        return this;
    }

    <T> ThriftStruct structs(int id, List<T> values, BiConsumer<T, ThriftStruct> fields) {
        list(id, STRUCT, values.size());
        for (T value : values) {
            write(out, struct -> fields.accept(value, struct));
        }
        return this;
    }

    /** A list of structs that were written one after the other. */
    ThriftStruct structs(int id, int count, byte[] written) {
        list(id, STRUCT, count);
        out.add(written);
        return this;
    }

    ThriftStruct i32s(int id, int... values) {
        list(id, I32, values.length);
        for (int value : values) {
            Varint.zigzag(value, out);
        }
        return this;
    }

    ThriftStruct texts(int id, String value) {
        list(id, BINARY, 1);
        bytes(value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    private void list(int id, int type, int size) {
        field(id, LIST);
        if (size < 15) {
            out.add(size << 4 | type);
        } else {
            out.add(0xf0 | type);
            Varint.add(size, out);
        }
    }

    private void bytes(byte[] value) {
        Varint.add(value.length, out);
        out.add(value);
    }

    private void field(int id, int type) {
        out.add(id - last << 4 | type);
        last = id;
    }
}
