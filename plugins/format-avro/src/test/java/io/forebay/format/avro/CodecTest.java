package io.forebay.format.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.format.Loaded;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.warehouse.TypeKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How blocks, and files as a whole, are compressed. */
@Timeout(60)
class CodecTest {
    private static final Schema SCHEMA = Files.of(Schema.create(Schema.Type.STRING));
    private static final AvroLoad LOAD = AvroLoad.of(TypeKind.VARCHAR);

    /** Texts that repeat themselves near and far, and some that do not. */
    private static List<String> texts() {
        Random random = new Random(11);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String noise = Long.toHexString(random.nextLong());
            texts.add(i % 4 == 0 ? "same ".repeat(1 + random.nextInt(5000)) : noise.repeat(1 + i % 3 * 2000));
        }
        return texts;
    }

    private static byte[] file(CodecFactory codec, List<String> texts) {
        List<GenericRecord> records = new ArrayList<>();
        texts.forEach(text ->
                records.add(new GenericRecordBuilder(SCHEMA).set("c1", text).build()));
        return Files.write(SCHEMA, codec, records);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "snappy", "bzip2", "zstandard"})
    void readsWhatAvrosWriterCompressed(String codec) {
        Loaded loaded = LOAD.load(file(CodecFactory.fromString(codec), texts()));
        assertThat(loaded.values()).isEqualTo(new ArrayList<@Nullable Object>(texts()));
        assertThat(loaded.lines()).isEqualTo(50);
    }

    @Test
    void refusesOtherCodecsByName() {
        byte[] file = Files.join(Files.header(SCHEMA.toString(), "xz"), Files.block(1, new byte[] {0}));
        assertThatThrownBy(() -> LOAD.load(file))
                .hasMessage("s3://lake/part-0 cannot be read: its codec is \"xz\"; null, deflate, snappy, bzip2 and"
                        + " zstandard are read");
    }

    /** Python's avro leaves three bytes of a checksum behind each deflated block. */
    @Test
    void passesOverBytesBehindADeflatedBlock() {
        byte[] deflated = deflate(Files.bytes(out -> out.writeString("one")));
        byte[] file = Files.join(
                Files.header(SCHEMA.toString(), "deflate"), Files.block(1, Files.join(deflated, new byte[] {1, 2, 3})));
        assertThat(LOAD.load(file).values()).containsExactly("one");
    }

    @Test
    void readsFilesThatAreCompressedAsAWhole() throws IOException {
        byte[] file = file(CodecFactory.nullCodec(), List.of("a", "b"));
        byte[] packed = gzip(file);
        assertThat(LOAD.with(Compression.GZIP).load(packed).values()).containsExactly("a", "b");
        assertThatThrownBy(() -> LOAD.load(packed))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(FormatError.WRONG_COMPRESSION))
                        .isTrue())
                .hasMessageContaining("add GZIP");
        assertThatThrownBy(() -> LOAD.with(Compression.GZIP).load(file)).hasMessageContaining("not GZIP-compressed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deflate", "snappy", "zstandard"})
    void endsABlockThatExpandsWithoutEnd(String codec) throws IOException {
        byte[] bomb = bomb(codec);
        assertThat(bomb.length).isLessThan(4 << 20);
        byte[] file = Files.join(Files.header(SCHEMA.toString(), codec), Files.block(1, bomb));
        assertThatThrownBy(() -> LOAD.load(file))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(FormatError.DAMAGED_FILE))
                        .isTrue())
                .hasMessageMatching(".*(64 MB|67108864).*");
    }

    /** 65 MB of zeros. */
    private static byte[] bomb(String codec) throws IOException {
        byte[] zeros = new byte[65 << 20];
        if (codec.equals("snappy")) {
            return org.xerial.snappy.Snappy.compress(zeros);
        }
        if (codec.equals("deflate")) {
            return deflate(zeros);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new com.github.luben.zstd.ZstdOutputStream(bytes)) {
            out.write(zeros);
        }
        return bytes.toByteArray();
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(1, true);
        deflater.setInput(bytes);
        deflater.finish();
        byte[] out = new byte[(1 << 16) + bytes.length / 50];
        int length = deflater.deflate(out);
        deflater.end();
        return java.util.Arrays.copyOf(out, length);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
