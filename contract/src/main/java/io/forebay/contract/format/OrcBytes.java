package io.forebay.contract.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Files of ORC that are written byte by byte, by no library: for tests that want a small file, or one to be damaged. Columns
 * are called a, b, c and so on. SOURCE: Apache ORC Specification v1.
 */
public final class OrcBytes {
    private static final int MOST_LITERALS = 128;
    private static final int CHUNK = 1 << 16;
    private static final int STRUCT = 12;

    /** What a column holds, and the numbers of its types. */
    public enum Kind {
        /** {@code Long}. */
        BIGINT(4),
        /** {@code String}. */
        STRING(7),
        /** {@code List<String>}, without nulls. */
        STRINGS(10, 7);

        private final int[] types;

        Kind(int... types) {
            this.types = types;
        }
    }

    private enum Stream {
        PRESENT,
        DATA,
        LENGTH
    }

    private final Kind[] columns;
    private boolean zlib;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final Message footer = new Message();
    private long rows;
    private Message stripeFooter = new Message();

    private OrcBytes(Kind[] columns) {
        this.columns = columns.clone();
        file.writeBytes(ascii("ORC"));
    }

    public static OrcBytes of(Kind... columns) {
        return new OrcBytes(columns);
    }

    /** Compresses from now on, all or nothing. */
    public OrcBytes zlib() {
        zlib = true;
        return this;
    }

    /** A stripe of rows. */
    public OrcBytes stripe(List<? extends List<?>> stripe) {
        long offset = file.size();
        stripeFooter = new Message();
        int type = 1;
        for (int i = 0; i < columns.length; i++) {
            List<Object> values = new ArrayList<>();
            boolean[] present = new boolean[stripe.size()];
            for (int row = 0; row < present.length; row++) {
                Object value = stripe.get(row).get(i);
                present[row] = value != null;
                if (value != null) {
                    values.add(value);
                }
            }
            if (values.size() < present.length) {
                stream(Stream.PRESENT, type, bits(present));
            }
            column(columns[i], type, values);
            type += columns[i].types.length;
        }
        for (int i = 0; i < type; i++) {
            stripeFooter.field(2, new Message().field(1, 0));
        }
        stripeFooter.field(3, ascii("UTC"));
        long data = file.size() - offset;
        byte[] end = chunk(stripeFooter.bytes());
        file.writeBytes(end);
        footer.field(
                3,
                new Message()
                        .field(1, offset)
                        .field(2, 0)
                        .field(3, data)
                        .field(4, end.length)
                        .field(5, stripe.size()));
        rows += stripe.size();
        return this;
    }

    private void column(Kind kind, int type, List<?> values) {
        switch (kind) {
            case BIGINT ->
                stream(
                        Stream.DATA,
                        type,
                        literals(values.stream()
                                .map(value -> (Long) value << 1 ^ (Long) value >> 63)
                                .toList()));
            case STRING -> {
                List<byte[]> texts = values.stream()
                        .map(value -> value.toString().getBytes(StandardCharsets.UTF_8))
                        .toList();
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                texts.forEach(all::writeBytes);
                stream(Stream.DATA, type, all.toByteArray());
                stream(
                        Stream.LENGTH,
                        type,
                        literals(texts.stream().map(text -> (long) text.length).toList()));
            }
            case STRINGS -> {
                stream(
                        Stream.LENGTH,
                        type,
                        literals(values.stream()
                                .map(value -> (long) ((List<?>) value).size())
                                .toList()));
                column(
                        Kind.STRING,
                        type + 1,
                        values.stream()
                                .flatMap(value -> ((List<?>) value).stream())
                                .toList());
            }
        }
    }

    private void stream(Stream kind, int column, byte[] content) {
        byte[] stored = content.length == 0 ? content : chunk(content);
        stripeFooter.field(
                1, new Message().field(1, kind.ordinal()).field(2, column).field(3, stored.length));
        file.writeBytes(stored);
    }

    /** Run length encoding of version 1, without runs. @param numbers without signs */
    private static byte[] literals(List<Long> numbers) {
        Message out = new Message();
        for (int i = 0; i < numbers.size(); i++) {
            if (i % MOST_LITERALS == 0) {
                out.octet(256 - Math.min(MOST_LITERALS, numbers.size() - i));
            }
            out.varint(numbers.get(i));
        }
        return out.bytes();
    }

    private static byte[] bits(boolean[] present) {
        Message out = new Message();
        int octets = (present.length + 7) / 8;
        for (int i = 0; i < octets; i++) {
            if (i % MOST_LITERALS == 0) {
                out.octet(256 - Math.min(MOST_LITERALS, octets - i));
            }
            int octet = 0;
            for (int bit = 0; bit < 8; bit++) {
                int row = 8 * i + bit;
                octet = octet << 1 | (row < present.length && present[row] ? 1 : 0);
            }
            out.octet(octet);
        }
        return out.bytes();
    }

    private byte[] chunk(byte[] content) {
        if (!zlib) {
            return content;
        }
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(content);
        deflater.finish();
        byte[] packed = new byte[content.length + 64];
        int length = deflater.deflate(packed);
        deflater.end();
        Message out = new Message();
        int header = length << 1;
        out.octet(header).octet(header >> 8).octet(header >> 16);
        out.out.write(packed, 0, length);
        return out.bytes();
    }

    /** The file, with its footer; nothing may be added afterwards. */
    public byte[] bytes() {
        Message root = new Message().field(1, STRUCT);
        Message subtypes = new Message();
        List<Message> types = new ArrayList<>();
        types.add(root);
        for (Kind column : columns) {
            subtypes.varint(types.size());
            for (int i = 0; i < column.types.length; i++) {
                Message type = new Message().field(1, column.types[i]);
                if (i + 1 < column.types.length) {
                    type.field(2, new Message().varint(types.size() + 1));
                }
                types.add(type);
            }
        }
        root.field(2, subtypes);
        for (int i = 0; i < columns.length; i++) {
            root.field(3, ascii(Character.toString('a' + i)));
        }
        types.forEach(type -> footer.field(4, type));
        byte[] end = chunk(footer.field(6, rows).bytes());
        file.writeBytes(end);
        byte[] postscript = new Message()
                .field(1, end.length)
                .field(2, zlib ? 1 : 0)
                .field(3, CHUNK)
                .field(4, new Message().varint(0).varint(12))
                .field(5, 0)
                .field(8000, ascii("ORC"))
                .bytes();
        file.writeBytes(postscript);
        file.write(postscript.length);
        return file.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A message of protobuf. SOURCE: Protocol Buffers, "Encoding". */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message field(int number, long value) {
            return varint((long) number << 3).varint(value);
        }

        Message field(int number, byte[] value) {
            varint((long) number << 3 | 2).varint(value.length);
            out.writeBytes(value);
            return this;
        }

        Message field(int number, Message value) {
            return field(number, value.bytes());
        }

        Message varint(long value) {
            long left = value;
            while (left >>> 7 != 0) {
                out.write((int) left & 0x7F | 0x80);
                left >>>= 7;
            }
            out.write((int) left);
            return this;
        }

        Message octet(int value) {
            out.write(value);
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
