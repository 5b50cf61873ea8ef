package io.forebay.torture.format;

import io.forebay.format.avro.AvroFormat;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadRequest;
import io.forebay.torture.Input;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Avro's object container files; the schema and the blocks are the input's. */
public final class AvroTarget extends RecordTarget {
    private static final List<List<String>> ARGUMENTS =
            List.of(List.of("auto"), List.of("auto ignorecase"), List.of("paths", "$.a", "$.b[1]", "$['c'].d"));
    private static final byte[] SYNC = new byte[16];

    public AvroTarget() {
        super(new AvroFormat());
    }

    @Override
    public String name() {
        return "avro";
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                seed(
                        "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"},"
                                + "{\"name\":\"b\",\"type\":[\"null\",\"long\"]},{\"name\":\"c\",\"type\":\"double\"}]}",
                        "null",
                        2,
                        2,
                        'x',
                        2,
                        5,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        64,
                        0,
                        0,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1),
                seed(
                        "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"b\",\"type\":{\"type\":\"array\",\"items\":\"int\"}},"
                                + "{\"name\":\"c\",\"type\":{\"type\":\"map\",\"values\":\"r\"}}]}",
                        "null",
                        1,
                        4,
                        2,
                        4,
                        0,
                        0),
                seed(
                        "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"a\",\"type\":{\"type\":\"bytes\","
                                + "\"logicalType\":\"decimal\",\"precision\":9,\"scale\":2}},{\"name\":\"b\",\"type\":{\"type\":\"enum\","
                                + "\"name\":\"e\",\"symbols\":[\"X\",\"Y\"]}},{\"name\":\"c\",\"type\":{\"type\":\"fixed\",\"name\":\"f\",\"size\":2}}]}",
                        "deflate",
                        1,
                        0x63,
                        0x64,
                        0x60,
                        0x60,
                        0x64,
                        0x60,
                        0x00,
                        0x00),
                seed("{\"type\":\"record\",\"name\":\"r\",\"fields\":[]}", "snappy", 3));
    }

    private static byte[] seed(String schema, String codec, int records, int... block) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {'O', 'b', 'j', 1});
        number(out, 2);
        text(out, "avro.schema");
        text(out, schema);
        text(out, "avro.codec");
        text(out, codec);
        number(out, 0);
        out.writeBytes(SYNC);
        number(out, records);
        number(out, block.length);
        for (int each : block) {
            out.write(each);
        }
        out.writeBytes(SYNC);
        return Options.seed(out.toByteArray(), 0);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        number(out, text.length());
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** A number that is not negative, in zigzag form. */
    private static void number(ByteArrayOutputStream out, int number) {
        int rest = number << 1;
        while (rest >= 0x80) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    @Override
    protected ReadRequest request(Input input) {
        return Options.request(new Layout.Named("AVRO", input.pick(ARGUMENTS)), false, input);
    }
}
