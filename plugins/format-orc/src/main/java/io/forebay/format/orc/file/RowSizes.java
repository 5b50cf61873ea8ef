package io.forebay.format.orc.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.orc.OrcProto;
import org.apache.orc.OrcProto.Stream.Kind;
import org.apache.orc.TypeDescription;
import org.apache.orc.impl.BitFieldReader;
import org.apache.orc.impl.IntegerReader;
import org.apache.orc.impl.RunLengthByteReader;
import org.jspecify.annotations.Nullable;

/**
 * Tells how much memory the next row will take, from a second look at the streams that have the lengths: orc-core takes
 * what they say before it looks whether it is there. Used by one thread.
 */
final class RowSizes {
    /** The largest row. */
    static final long MOST = 64 << 20;

    private static final long FIXED = 16;
    private static final long TEXT = 32;
    private static final long DECIMAL = 64;

    private final StripeStreams streams;
    private final long fixed;
    private final List<Size> varying = new ArrayList<>();

    /** The memory of one value after another. */
    private interface Size {
        /** More than {@link #MOST} when it is known to be too much. */
        long next() throws IOException;
    }

    /** @param included by number of the column */
    RowSizes(TypeDescription root, boolean[] included, StripeStreams streams) throws IOException {
        this.streams = streams;
        long sum = 1;
        for (TypeDescription column : root.getChildren()) {
            if (included[column.getId()]) {
                Size size = of(column);
                if (size instanceof Always always) {
                    sum += always.bytes();
                } else {
                    varying.add(size);
                }
            }
        }
        fixed = sum;
    }

    /** The memory of the next row, in bytes. */
    long next() throws IOException {
        long sum = fixed;
        for (Size size : varying) {
            sum += size.next();
        }
        return sum;
    }

    private record Always(long bytes) implements Size {
        @Override
        public long next() {
            return bytes;
        }
    }

    private Size of(TypeDescription type) throws IOException {
        return switch (type.getCategory()) {
            case BOOLEAN, BYTE, SHORT, INT, LONG, FLOAT, DOUBLE, DATE, TIMESTAMP, TIMESTAMP_INSTANT ->
                new Always(FIXED);
            case DECIMAL -> new Always(DECIMAL);
            case STRING, CHAR, VARCHAR -> dictionary(type) ? new Always(TEXT) : nullable(type, bytes(type));
            case BINARY, Geometry, Geography -> nullable(type, bytes(type));
            case LIST -> nullable(type, many(type, List.of(of(part(type, 0)))));
            case MAP -> nullable(type, many(type, List.of(of(part(type, 0)), of(part(type, 1)))));
            case STRUCT -> nullable(type, struct(type));
            case UNION -> nullable(type, union(type));
        };
    }

    private static TypeDescription part(TypeDescription type, int part) {
        return type.getChildren().get(part);
    }

    private boolean dictionary(TypeDescription type) {
        return Dictionaries.has(streams.getEncoding(type.getId()));
    }

    private Size nullable(TypeDescription type, Size value) throws IOException {
        StreamBytes stream = streams.look(type.getId(), Kind.PRESENT);
        if (stream == null || value instanceof Always) {
            return value;
        }
        BitFieldReader present = new BitFieldReader(stream);
        return () -> present.next() == 0 ? FIXED : value.next();
    }

    private @Nullable IntegerReader lengths(TypeDescription type) throws IOException {
        StreamBytes stream = streams.look(type.getId(), Kind.LENGTH);
        OrcProto.ColumnEncoding encoding = streams.getEncoding(type.getId());
        return stream == null ? null : Integers.open(stream, encoding);
    }

    private Size bytes(TypeDescription type) throws IOException {
        IntegerReader lengths = lengths(type);
        return lengths == null ? new Always(TEXT) : () -> TEXT + length(lengths);
    }

    /** No less than 0. */
    private static long length(IntegerReader lengths) throws IOException {
        long length = lengths.next();
        if (length < 0) {
            throw new IOException("a length is " + length);
        }
        return Math.min(length, MOST);
    }

    private Size many(TypeDescription type, List<Size> parts) throws IOException {
        IntegerReader lengths = lengths(type);
        if (lengths == null) {
            return new Always(FIXED);
        }
        return () -> {
            long length = length(lengths);
            long sum = FIXED;
            for (Size part : parts) {
                if (part instanceof Always always) {
                    sum += length * always.bytes();
                    continue;
                }
                for (long i = 0; i < length && sum <= MOST; i++) {
                    sum += part.next();
                }
            }
            return sum;
        };
    }

    private Size struct(TypeDescription type) throws IOException {
        List<Size> parts = parts(type);
        if (parts.stream().allMatch(Always.class::isInstance)) {
            return new Always(FIXED * (parts.size() + 1));
        }
        return () -> {
            long sum = FIXED;
            for (Size part : parts) {
                sum += part.next();
            }
            return sum;
        };
    }

    private List<Size> parts(TypeDescription type) throws IOException {
        List<Size> parts = new ArrayList<>();
        if (type.getChildren() != null) {
            for (TypeDescription part : type.getChildren()) {
                parts.add(of(part));
            }
        }
        return parts;
    }

    private Size union(TypeDescription type) throws IOException {
        List<Size> parts = parts(type);
        long all = FIXED * (parts.size() + 1);
        StreamBytes stream = streams.look(type.getId(), Kind.DATA);
        if (stream == null) {
            return new Always(all);
        }
        RunLengthByteReader tags = new RunLengthByteReader(stream);
        return () -> {
            int tag = tags.next();
            if (tag < 0 || tag >= parts.size()) {
                throw new IOException("a union has a value of its part " + tag + ", and it has " + parts.size());
            }
            return all + parts.get(tag).next();
        };
    }
}
