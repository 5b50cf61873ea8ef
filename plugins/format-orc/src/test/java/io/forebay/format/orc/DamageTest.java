package io.forebay.format.orc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.forebay.contract.format.Loaded;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcProto;
import org.apache.orc.OrcProto.ColumnEncoding.Kind;
import org.apache.orc.OrcProto.Stream;
import org.apache.orc.OrcProto.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DamageTest {
    private static final String SCHEMA = "struct<a:int,b:string,c:decimal(30,2),d:array<string>,e:timestamp,f:string>";

    private static OrcLoad load() {
        return OrcLoad.of(
                        ColumnType.of(TypeKind.INTEGER),
                        ColumnType.varchar(100),
                        ColumnType.decimal(30, 2),
                        ColumnType.of(TypeKind.SUPER),
                        ColumnType.of(TypeKind.TIMESTAMP),
                        ColumnType.varchar(100))
                .with(ReadFlag.SERIALIZETOJSON);
    }

    /** @param stripe rows of a stripe; the start of a file of more than one may be a whole file too */
    private static byte[] file(CompressionKind codec, int rows, int stripe) {
        List<List<?>> list = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            list.add(
                    row % 9 == 0
                            ? Arrays.asList(new Object[6])
                            : List.of(
                                    row,
                                    "text " + row,
                                    new BigDecimal("12345678901234567890." + row % 100),
                                    List.of("x" + row),
                                    java.time.LocalDateTime.of(2000, 1, 1, 0, 0).plusHours(row),
                                    "key " + row % 4));
        }
        return OrcFiles.of(SCHEMA).with(codec).stripes(stripe).rows(list);
    }

    private static void refuses(OrcLoad load, byte[] file, String why) {
        assertThatThrownBy(() -> load.load(file))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(FormatError.DAMAGED_FILE))
                        .isTrue())
                .hasMessageContaining(why);
    }

    private static void refuses(TypeKind kind, byte[] file, String why) {
        refuses(OrcLoad.of(kind), file, why);
    }

    private static final OrcLoad TEXT = OrcLoad.of(ColumnType.varchar(100));

    @Test
    void refusesEveryCutFile() {
        for (CompressionKind codec : List.of(CompressionKind.NONE, CompressionKind.ZLIB)) {
            byte[] whole = file(codec, 20, 1000);
            for (int length = 1; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> load().load(cut))
                        .as("%s bytes of %s", length, whole.length)
                        .isInstanceOf(ForebayException.class);
            }
        }
    }

    @Test
    void neverLoadsAnotherNumberOfRowsThanWereWritten() {
        Random random = new Random(7);
        int damaged = 0;
        for (CompressionKind codec : CompressionKind.values()) {
            byte[] whole = file(codec, 60, 30);
            for (int round = 0; round < 400; round++) {
                byte[] bad = whole.clone();
                for (int flips = random.nextInt(4); flips >= 0; flips--) {
                    int at = random.nextBoolean() ? random.nextInt(bad.length) : bad.length - 1 - random.nextInt(400);
                    bad[at] ^= (byte) (1 << random.nextInt(8));
                }
                try {
                    Loaded loaded = load().load(bad);
                    assertThat(loaded.rows().size() + loaded.rejected().size()).isEqualTo(60);
                } catch (ForebayException e) {
                    assertThat(e.code()).isInstanceOf(FormatError.class);
                    damaged++;
                }
            }
        }
        assertThat(damaged).isGreaterThan(1000);
    }

    @Test
    void saysThatAFileIsNoOrc() {
        String parquet = "PAR1" + "x".repeat(100) + "PAR1";
        refuses(TEXT, parquet.getBytes(StandardCharsets.US_ASCII), "it is no ORC file");
        refuses(TEXT, "a,b,c\n".getBytes(StandardCharsets.US_ASCII), "it is no ORC file");
        refuses(TEXT, new byte[] {'O', 'R', 'C'}, "it is no ORC file");
    }

    @Test
    void refusesWhatItCannotRead() {
        RawFile strange = RawFile.of(Type.Kind.INT);
        refuses(TypeKind.INTEGER, strange.bytes(told -> told.setVersion(0, 7)), "version 7.12 of ORC");
        RawFile encrypted = RawFile.of(Type.Kind.INT);
        encrypted.footer.setEncryption(OrcProto.Encryption.getDefaultInstance());
        refuses(TypeKind.INTEGER, encrypted.bytes(), "encrypted columns");
        RawFile scalar = new RawFile();
        scalar.footer.addTypes(Type.newBuilder().setKind(Type.Kind.INT));
        refuses(TypeKind.INTEGER, scalar.bytes(), "files of structs are read");
    }

    @Test
    void refusesLengthsThatAreLongerThanTheFile() {
        for (long length : new long[] {1000, 1L << 40, -1, Long.MIN_VALUE}) {
            refuses(TypeKind.INTEGER, RawFile.of(Type.Kind.INT).bytes(told -> told.setFooterLength(length)), "no room");
            refuses(
                    TypeKind.INTEGER,
                    RawFile.of(Type.Kind.INT).bytes(told -> told.setMetadataLength(length)),
                    "no room");
        }
        refuses(
                TypeKind.INTEGER,
                RawFile.of(Type.Kind.INT).bytes(told -> told.setCompression(OrcProto.CompressionKind.ZLIB)
                        .setCompressionBlockSize(1L << 60)),
                "its chunks expand to");
    }

    @Test
    void refusesStripesThatLieElsewhere() {
        for (long wrong : new long[] {1L << 40, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            refuses(
                    TypeKind.INTEGER,
                    ints().stripe(2, told -> told.setOffset(wrong)).bytes(),
                    "no room");
            refuses(
                    TypeKind.INTEGER,
                    ints().stripe(2, told -> told.setIndexLength(wrong)).bytes(),
                    "no room");
            refuses(
                    TypeKind.INTEGER,
                    ints().stripe(2, told -> told.setDataLength(wrong)).bytes(),
                    "no room");
            refuses(
                    TypeKind.INTEGER,
                    ints().stripe(2, told -> told.setFooterLength(wrong)).bytes(),
                    "no room");
        }
        RawFile same = ints().stripe(2);
        same.footer.addStripes(same.footer.getStripes(0));
        refuses(TypeKind.INTEGER, same.bytes(), "stripe 2 says that it is at 3");
    }

    /** A column of the two integers 5 and 5. */
    private static RawFile ints() {
        return RawFile.of(Type.Kind.INT).encodings(Kind.DIRECT, Kind.DIRECT).stream(1, Stream.Kind.DATA, 0xFE, 10, 10);
    }

    @Test
    void readsAFileThatIsPutTogether() {
        assertThat(OrcLoad.of(TypeKind.INTEGER).load(ints().stripe(2).bytes()).values())
                .containsExactly(5L, 5L);
    }

    @Test
    void refusesNumbersOfRowsThatDoNotAgree() {
        RawFile file = ints().stripe(2);
        file.footer.setNumberOfRows(3);
        refuses(TypeKind.INTEGER, file.bytes(), "its stripes have 2 rows, and its footer says 3");
        refuses(TypeKind.INTEGER, ints().stripe(3).bytes(), "ends before its last value");
        refuses(TypeKind.INTEGER, ints().stripe(1L << 60).bytes(), "ends before its last value");
        refuses(TypeKind.INTEGER, ints().stripe(-1).bytes(), "says that it has -1 rows");
    }

    @Test
    void refusesBytesBehindTheLastValue() {
        RawFile file = RawFile.of(Type.Kind.INT).encodings(Kind.DIRECT, Kind.DIRECT);
        file.stream(1, Stream.Kind.DATA, 0xFE, 10, 10, 0xFF, 12);
        refuses(TypeKind.INTEGER, file.stripe(2).bytes(), "has bytes behind its last value");
    }

    @Test
    void refusesTypesThatAreNoTree() {
        RawFile round = new RawFile();
        round.footer.addTypes(
                Type.newBuilder().setKind(Type.Kind.STRUCT).addSubtypes(0).addFieldNames("a"));
        refuses(TypeKind.INTEGER, round.bytes(), "its types are no tree");
        RawFile deep = new RawFile();
        deep.footer.addTypes(
                Type.newBuilder().setKind(Type.Kind.STRUCT).addSubtypes(1).addFieldNames("a"));
        for (int depth = 1; depth < 5000; depth++) {
            deep.footer.addTypes(Type.newBuilder().setKind(Type.Kind.LIST).addSubtypes(depth + 1));
        }
        refuses(TypeKind.INTEGER, deep.bytes(), "nested too deep");
        RawFile many = new RawFile();
        for (int i = 0; i < 60_000; i++) {
            many.footer.addTypes(Type.getDefaultInstance());
        }
        refuses(TypeKind.INTEGER, many.bytes(), "too many types");
        RawFile wide = RawFile.of(Type.Kind.DECIMAL);
        wide.footer.getTypesBuilder(1).setPrecision(39).setScale(2);
        refuses(TypeKind.INTEGER, wide.bytes(), "precision 39");
    }

    @Test
    void refusesLengthsOfTextsBeforeItTakesMemoryForThem() {
        byte[] twoGigabytes = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x07};
        RawFile file =
                RawFile.of(Type.Kind.STRING).encodings(Kind.DIRECT, Kind.DIRECT).stream(1, Stream.Kind.DATA, 'a')
                        .stream(1, Stream.Kind.LENGTH, twoGigabytes);
        refuses(TEXT, file.stripe(1).bytes(), "row 1 takes more than 64 MB");
        RawFile lists = new RawFile();
        lists.footer.addTypes(
                Type.newBuilder().setKind(Type.Kind.STRUCT).addSubtypes(1).addFieldNames("a"));
        lists.footer.addTypes(Type.newBuilder().setKind(Type.Kind.LIST).addSubtypes(2));
        lists.footer.addTypes(Type.newBuilder().setKind(Type.Kind.INT));
        lists.encodings(Kind.DIRECT, Kind.DIRECT, Kind.DIRECT).stream(1, Stream.Kind.LENGTH, twoGigabytes).stream(
                2, Stream.Kind.DATA, 0xFF, 1);
        refuses(
                OrcLoad.of(TypeKind.SUPER).with(ReadFlag.SERIALIZETOJSON),
                lists.stripe(1).bytes(),
                "row 1 takes more than 64 MB");
    }

    /** A column whose dictionary has one text. */
    private static RawFile dictionary(int size) {
        RawFile file = RawFile.of(Type.Kind.STRING);
        file.stripe.addColumns(OrcProto.ColumnEncoding.newBuilder().setKind(Kind.DIRECT));
        file.stripe.addColumns(
                OrcProto.ColumnEncoding.newBuilder().setKind(Kind.DICTIONARY).setDictionarySize(size));
        return file;
    }

    @Test
    void readsADictionary() {
        RawFile file = dictionary(1).stream(1, Stream.Kind.DATA, 0xFF, 0).stream(1, Stream.Kind.LENGTH, 0xFF, 2).stream(
                1, Stream.Kind.DICTIONARY_DATA, 'a', 'b');
        assertThat(TEXT.load(file.stripe(1).bytes()).values()).containsExactly("ab");
    }

    @Test
    void refusesDictionariesThatAreWrong() {
        RawFile huge = dictionary(Integer.MAX_VALUE).stream(1, Stream.Kind.LENGTH, 0xFF, 2);
        refuses(TEXT, huge.stripe(1).bytes(), "MB of memory (dictionaries)");
        RawFile negative = dictionary(-5).stream(1, Stream.Kind.LENGTH, 0xFF, 2);
        refuses(TEXT, negative.stripe(1).bytes(), "4294967291 entries");
        RawFile noLengths = dictionary(1).stream(1, Stream.Kind.DATA, 0xFF, 0);
        refuses(TEXT, noLengths.stripe(1).bytes(), "the dictionary of column 1 is missing");
        RawFile noTexts = dictionary(1).stream(1, Stream.Kind.DATA, 0xFF, 0).stream(1, Stream.Kind.LENGTH, 0xFF, 2);
        refuses(TEXT, noTexts.stripe(1).bytes(), "has no texts");
        RawFile nothing = dictionary(0);
        refuses(TEXT, nothing.stripe(1).bytes(), "is missing");
        RawFile shorter =
                dictionary(1).stream(1, Stream.Kind.DATA, 0xFF, 0).stream(1, Stream.Kind.LENGTH, 0xFF, 20).stream(
                        1, Stream.Kind.DICTIONARY_DATA, 'a', 'b');
        refuses(TEXT, shorter.stripe(1).bytes(), "ends before its last value");
    }

    /** orc-core makes NULL of some of them, and something else of others. */
    @Test
    void loadsNoNumberOfMoreThan38Digits() {
        OrcLoad load = OrcLoad.of(ColumnType.decimal(38, 0));
        int nulls = 0;
        for (int digits = 39; digits < 80; digits++) {
            byte[] bytes = decimal(BigInteger.TEN.pow(digits - 1).add(BigInteger.ONE));
            try {
                assertThat(load.load(bytes).onlyRejected().code()).isEqualTo(1204);
            } catch (ForebayException e) {
                assertThat(e.is(FormatError.DAMAGED_FILE)).isTrue();
                nulls += String.valueOf(e.getMessage()).contains("more than 38 digits") ? 1 : 0;
            }
        }
        assertThat(nulls).isPositive();
        assertThat(OrcLoad.of(TypeKind.DOUBLE)
                        .load(decimal(BigInteger.TEN.negate()))
                        .values())
                .containsExactly(-10.0);
    }

    /** A file of one decimal without precision and scale, as old writers leave them out. */
    private static byte[] decimal(BigInteger value) {
        return RawFile.of(Type.Kind.DECIMAL).encodings(Kind.DIRECT, Kind.DIRECT).stream(
                        1, Stream.Kind.DATA, zigzag(value))
                .stream(1, Stream.Kind.SECONDARY, 0xFF, 0)
                .stripe(1)
                .bytes();
    }

    private static byte[] zigzag(BigInteger value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BigInteger left =
                value.signum() < 0 ? value.negate().shiftLeft(1).subtract(BigInteger.ONE) : value.shiftLeft(1);
        BigInteger most = BigInteger.valueOf(0x80);
        while (left.compareTo(most) >= 0) {
            out.write(left.byteValue() & 0x7F | 0x80);
            left = left.shiftRight(7);
        }
        out.write(left.intValue());
        return out.toByteArray();
    }

    @Test
    void refusesTimeZonesThatAreNotKnown() {
        RawFile file =
                RawFile.of(Type.Kind.TIMESTAMP).encodings(Kind.DIRECT, Kind.DIRECT).stream(1, Stream.Kind.DATA, 0xFF, 2)
                        .stream(1, Stream.Kind.SECONDARY, 0xFF, 0);
        file.stripe.setWriterTimezone("Atlantis/Center");
        refuses(TypeKind.TIMESTAMP, file.stripe(1).bytes(), "time zone \"Atlantis/Center\"");
    }

    @Test
    void takesTheClockForUtcWhereNoZoneIsTold() {
        java.util.TimeZone own = java.util.TimeZone.getDefault();
        try {
            java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone("Asia/Tokyo"));
            RawFile file = RawFile.of(Type.Kind.TIMESTAMP).encodings(Kind.DIRECT, Kind.DIRECT).stream(
                    1, Stream.Kind.DATA, 0xFF, 2)
                    .stream(1, Stream.Kind.SECONDARY, 0xFF, 0);
            assertThat(OrcLoad.of(TypeKind.TIMESTAMP)
                            .load(file.stripe(1).bytes())
                            .values())
                    .containsExactly(1_420_070_401_000_000L);
        } finally {
            java.util.TimeZone.setDefault(own);
        }
    }

    @Test
    void refusesStreamsThatItDoesNotKnow() {
        RawFile column = ints();
        column.stream(9, Stream.Kind.DATA, 1);
        refuses(TypeKind.INTEGER, column.stripe(2).bytes(), "a column that is not known");
        RawFile twice = ints().stream(1, Stream.Kind.DATA, 0xFE, 10, 10);
        refuses(TypeKind.INTEGER, twice.stripe(2).bytes(), "has a stream twice");
        RawFile missing = RawFile.of(Type.Kind.INT).encodings(Kind.DIRECT, Kind.DIRECT);
        refuses(TypeKind.INTEGER, missing.stripe(2).bytes(), "cannot be read");
        RawFile few = RawFile.of(Type.Kind.INT).encodings(Kind.DIRECT).stream(1, Stream.Kind.DATA, 0xFE, 10, 10);
        refuses(TypeKind.INTEGER, few.stripe(2).bytes(), "1 encodings for 2 columns");
    }

    /** orc-core would go round in it for ever. */
    @Test
    void refusesAChunkThatIsLargerThanTheFileSays() {
        RawFile file = RawFile.of(Type.Kind.STRING);
        file.postscript.setCompression(OrcProto.CompressionKind.ZLIB).setCompressionBlockSize(200);
        file.encodings(Kind.DIRECT, Kind.DIRECT).stream(
                1, Stream.Kind.DATA, RawFile.chunk(deflate(new byte[100_000]), false))
                .stream(1, Stream.Kind.LENGTH, RawFile.chunk(new byte[] {(byte) 0xFF, 50}, true));
        refuses(TEXT, file.stripe(1).bytes(), "expands to more than the 200 bytes");
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(bytes);
        deflater.finish();
        byte[] out = new byte[bytes.length];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }

    /** A few hundred bytes that say a billion rows of NULL. */
    @Test
    void refusesAFileThatInflatesTooFar() {
        RawFile file = RawFile.of(Type.Kind.INT);
        file.postscript.setCompression(OrcProto.CompressionKind.ZSTD).setCompressionBlockSize(1 << 22);
        byte[] nulls = new byte[2_000_000];
        for (int i = 0; i < nulls.length; i += 2) {
            nulls[i] = 127;
        }
        file.encodings(Kind.DIRECT, Kind.DIRECT).stream(
                1, Stream.Kind.PRESENT, RawFile.chunk(Zstd.compress(nulls), false));
        byte[] bytes = file.stripe(1_040_000_000L).bytes();
        assertThat(bytes.length).isLessThan(2000);
        assertThatThrownBy(() -> OrcLoad.of(TypeKind.INTEGER).limit(10_000_000).load(bytes))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(FormatError.INFLATES_TOO_FAR))
                        .isTrue());
    }

    @Test
    void refusesALongFooterBeforeItTakesMemoryForIt() {
        RawFile file = new RawFile();
        file.postscript.setCompression(OrcProto.CompressionKind.ZSTD).setCompressionBlockSize((1 << 23) - 1);
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        byte[] empty = new byte[8_000_000];
        for (int i = 0; i < empty.length; i += 2) {
            empty[i] = OrcProto.Footer.STRIPES_FIELD_NUMBER << 3 | 2;
        }
        for (int i = 0; i < 20; i++) {
            many.writeBytes(RawFile.chunk(Zstd.compress(empty), false));
        }
        byte[] stripes = many.toByteArray();
        byte[] last = file.postscript.setFooterLength(stripes.length).build().toByteArray();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("ORC".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(stripes);
        bytes.writeBytes(last);
        bytes.write(last.length);
        refuses(TypeKind.INTEGER, bytes.toByteArray(), "more than 1000000 stripes");
    }
}
