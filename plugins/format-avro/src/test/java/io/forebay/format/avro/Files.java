package io.forebay.format.avro;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Avro files for tests: whole ones by Avro's own writer, and ones that are put together byte by byte. */
final class Files {
    static final byte[] SYNC = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    private Files() {}

    static Schema parse(String json) {
        return new Schema.Parser().parse(json.replace('\'', '"'));
    }

    /** A schema of one field {@code c1}. */
    static Schema of(Schema field) {
        return SchemaBuilder.record("r")
                .fields()
                .name("c1")
                .type(field)
                .noDefault()
                .endRecord();
    }

    /** A file of Avro's writer with a block of each few records. */
    static byte[] write(Schema schema, CodecFactory codec, List<?> records) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<Object> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.setCodec(codec);
            writer.create(schema, bytes, SYNC);
            int count = 0;
            for (Object record : records) {
                writer.append(record);
                if (++count % 3 == 0) {
                    writer.sync();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A file of records of the one field {@code c1}. */
    static byte[] values(Schema field, @Nullable Object... values) {
        Schema schema = of(field);
        return write(
                schema,
                CodecFactory.nullCodec(),
                java.util.Arrays.stream(values)
                        .map(value -> new GenericRecordBuilder(schema)
                                .set("c1", value)
                                .build())
                        .toList());
    }

    static byte[] header(String schema, String codec) {
        return bytes(out -> {
            out.writeFixed(new byte[] {'O', 'b', 'j', 1});
            out.writeMapStart();
            out.setItemCount(2);
            out.startItem();
            out.writeString("avro.schema");
            out.writeString(schema);
            out.startItem();
            out.writeString("avro.codec");
            out.writeString(codec);
            out.writeMapEnd();
            out.writeFixed(SYNC);
        });
    }

    static byte[] block(long records, byte[] data) {
        return block(records, data.length, data);
    }

    static byte[] block(long records, long length, byte[] data) {
        return bytes(out -> {
            out.writeLong(records);
            out.writeLong(length);
            out.writeFixed(data);
            out.writeFixed(SYNC);
        });
    }

    /** One value in Avro's binary form. */
    static byte[] datum(Schema schema, Object value) {
        return bytes(out -> new GenericDatumWriter<>(schema, GenericData.get()).write(value, out));
    }

    interface Write {
        void to(BinaryEncoder out) throws IOException;
    }

    static byte[] bytes(Write write) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            write.to(encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
