package io.forebay.format.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.format.Loaded;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not what they say: each of them fails as a whole, within bounds of memory and time. */
@Timeout(60)
class DamageTest {
    private static final Schema SCHEMA = Files.parse(
            """
            {'type': 'record', 'name': 'r', 'fields': [
                {'name': 'id', 'type': 'int'}, {'name': 'name', 'type': ['null', 'string']},
                {'name': 'list', 'type': {'type': 'array', 'items': 'long'}}]}""");

    private static final AvroLoad LOAD = AvroLoad.of(
            Column.of("id", ColumnType.of(TypeKind.INTEGER)),
            Column.of("name", ColumnType.varchar(20)),
            Column.of("list", ColumnType.of(TypeKind.SUPER)));

    private static byte[] file(String codec) {
        List<GenericRecord> records = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            records.add(new GenericRecordBuilder(SCHEMA)
                    .set("id", i)
                    .set("name", "name " + i)
                    .set("list", List.of((long) i))
                    .build());
        }
        return Files.write(SCHEMA, CodecFactory.fromString(codec), records);
    }

    private static void fails(byte[] file, String why) {
        assertThatThrownBy(() -> LOAD.load(file))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(FormatError.DAMAGED_FILE))
                        .isTrue())
                .hasMessageContaining(why);
    }

    /** A file of one block in which {@code records} records are said to be. */
    private static byte[] block(Schema schema, long records, byte[] data) {
        return Files.join(Files.header(schema.toString(), "null"), Files.block(records, data));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "snappy", "zstandard"})
    void neverLoadsAPartOfAFileThatWasCut(String codec) {
        byte[] whole = file(codec);
        Set<Integer> loaded = new HashSet<>();
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            try {
                loaded.add(LOAD.load(cut).rows().size());
            } catch (ForebayException e) {
                assertThat(e.code()).isEqualTo(FormatError.DAMAGED_FILE);
            }
        }
        // A file that ends behind a sync marker is a whole file: of the header alone, or of whole blocks.
        assertThat(loaded).containsExactlyInAnyOrder(0, 3, 6);
    }

    @Test
    void loadsNoRowsOfAnObjectWithoutBytes() {
        assertThat(LOAD.load(new byte[0]).rows()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "snappy", "zstandard"})
    void survivesEveryBitThatIsFlipped(String codec) {
        byte[] whole = file(codec);
        int header = Files.header(SCHEMA.toString(), codec).length;
        int failed = 0;
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                Loaded loaded = LOAD.load(flipped);
                assertThat(loaded.rows().size() + loaded.rejected().size()).isLessThanOrEqualTo(8);
            } catch (ForebayException e) {
                assertThat(e.code()).isEqualTo(FormatError.DAMAGED_FILE);
                failed++;
            }
        }
        assertThat(failed).isGreaterThan((whole.length - header) * 4);
    }

    @Test
    void survivesNoiseBehindAHeader() {
        Random random = new Random(3);
        byte[] header = Files.header(SCHEMA.toString(), "null");
        for (int i = 0; i < 3000; i++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            byte[] file = Files.join(header, Files.block(1 + random.nextInt(3), noise));
            try {
                LOAD.load(file);
            } catch (ForebayException e) {
                assertThat(e.code()).isEqualTo(FormatError.DAMAGED_FILE);
            }
        }
    }

    @Test
    void refusesWhatIsNoAvro() {
        fails("id,name\n1,x\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII), "it is no Avro file");
        fails(new byte[] {'O', 'b', 'j', 2}, "it is no Avro file");
        fails(new byte[] {'O'}, "it is no Avro file");
    }

    @Test
    void refusesASchemaWhoseRootIsNoRecord() {
        fails(Files.header("\"int\"", "null"), "its schema is of type int; a record is needed");
        fails(Files.header("[\"int\", \"null\"]", "null"), "its schema is of type union");
    }

    @Test
    void refusesWhatIsNoSchema() {
        fails(Files.header("{\"type\": \"record\", \"name\": \"r\"", "null"), "its schema cannot be read");
        fails(Files.header("{\"type\": \"java.lang.Runtime\"}", "null"), "its schema cannot be read");
        fails(Files.header("", "null"), "its schema cannot be read");
    }

    @Test
    void refusesASchemaThatIsNestedWithoutEnd() {
        int depth = 100_000;
        String deep = "{\"type\":\"array\",\"items\":".repeat(depth) + "\"int\"" + "}".repeat(depth);
        fails(
                Files.header(
                        "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"id\",\"type\":" + deep + "}]}",
                        "null"),
                "its schema cannot be read");
    }

    @Test
    void refusesAHeaderWithoutASchema() {
        byte[] file = Files.bytes(out -> {
            out.writeFixed(new byte[] {'O', 'b', 'j', 1});
            out.writeMapStart();
            out.writeMapEnd();
            out.writeFixed(Files.SYNC);
        });
        fails(file, "its header has no schema");
    }

    @Test
    void believesNoLengthInTheHeader() {
        for (long length : new long[] {-1, 1L << 40, Integer.MAX_VALUE, Long.MIN_VALUE}) {
            byte[] file = Files.bytes(out -> {
                out.writeFixed(new byte[] {'O', 'b', 'j', 1});
                out.writeLong(1);
                out.writeLong(length);
            });
            fails(file, "its header has an entry of " + length + " bytes");
        }
        fails(
                Files.bytes(out -> {
                    out.writeFixed(new byte[] {'O', 'b', 'j', 1});
                    out.writeLong(Long.MAX_VALUE);
                }),
                "its header says that it has");
    }

    @Test
    void believesNoLengthOfABlock() {
        byte[] header = Files.header(SCHEMA.toString(), "null");
        fails(Files.join(header, Files.block(1, -5, new byte[9])), "has -5 bytes");
        fails(Files.join(header, Files.block(1, Long.MAX_VALUE, new byte[9])), "at most 64 MB are read");
        fails(Files.join(header, Files.block(1, 60 << 20, new byte[9])), "its end is missing");
        fails(Files.join(header, Files.block(-1, new byte[9])), "has -1 records");
        fails(Files.join(header, Files.block(Long.MAX_VALUE, new byte[9])), "9223372036854775807 records in 9 bytes");
    }

    @Test
    void refusesAWrongSyncMarker() {
        byte[] file = file("null");
        file[file.length - 1]++;
        fails(file, "the sync marker behind the block at record 7 is wrong");
    }

    @Test
    void refusesABlockWithMoreOrFewerRecordsThanItSays() {
        byte[] records = Files.bytes(out -> {
            for (int i = 0; i < 2; i++) {
                out.writeInt(i);
                out.writeIndex(0);
                out.writeLong(0);
            }
        });
        assertThat(LOAD.load(block(SCHEMA, 2, records)).rows()).hasSize(2);
        fails(block(SCHEMA, 3, records), "record 3 goes on behind the end of its block");
        fails(block(SCHEMA, 1, records), "the block that ends with record 1 has bytes behind its last record");
        fails(block(SCHEMA, 0, records), "has bytes behind its last record");
    }

    @Test
    void refusesImpossibleValues() {
        fails(block(SCHEMA, 1, Files.bytes(out -> out.writeLong(1L << 31))), "has the int 2147483648");
        fails(
                block(SCHEMA, 1, Files.bytes(out -> {
                    out.writeInt(1);
                    out.writeIndex(2);
                })),
                "has choice 2 of 2");
        fails(
                block(SCHEMA, 1, Files.bytes(out -> {
                    out.writeInt(1);
                    out.writeIndex(1);
                    out.writeLong(1L << 33);
                })),
                "has a text of 8589934592 bytes");
        fails(
                block(SCHEMA, 1, Files.bytes(out -> {
                    out.writeInt(1);
                    out.writeIndex(0);
                    out.writeLong(1L << 50);
                })),
                "says that it has 1125899906842624 items");
        fails(block(Files.of(Schema.create(Schema.Type.BOOLEAN)), 1, new byte[] {2}), "has the boolean 2");
        byte[] eleven = new byte[11];
        java.util.Arrays.fill(eleven, (byte) 0x80);
        fails(block(SCHEMA, 1, eleven), "more than ten bytes");
    }

    @Test
    void refusesRecordsOfMoreThanFourMegabytesAsRows() {
        Schema text = Files.of(Schema.create(Schema.Type.STRING));
        Loaded loaded = AvroLoad.of(TypeKind.VARCHAR)
                .load(Files.values(text.getField("c1").schema(), "a", "x".repeat(4 << 20), "b"));
        assertThat(loaded.values()).containsExactly("a", "b");
        assertThat(loaded.onlyRejected().line()).isEqualTo(2);
        assertThat(loaded.onlyRejected().code()).isEqualTo(1216);
        assertThat(loaded.onlyRejected().reason()).contains("4 MB");
        assertThat(loaded.onlyRejected().rawLine()).startsWith("{\"c1\":\"xxx").hasSize(1024);
    }

    @Test
    void boundsRecordsThatTakeNoBytes() {
        Schema nothing = Files.of(Schema.create(Schema.Type.NULL));
        AvroLoad load = AvroLoad.of(TypeKind.INTEGER);
        assertThat(load.load(block(nothing, 5, new byte[0])).rows()).hasSize(5);
        byte[] many = block(nothing, 1L << 40, new byte[0]);
        assertThatThrownBy(() -> load.load(many)).hasMessageContaining("1099511627776 records in 0 bytes");
    }

    @Test
    void passesOverItemsThatTakeNoBytesInOneStep() {
        Schema nothings = Files.of(Schema.createArray(Schema.create(Schema.Type.NULL)));
        byte[] file = block(nothings, 1, Files.bytes(out -> {
            out.writeLong(Long.MAX_VALUE);
            out.writeLong(0);
        }));
        assertThat(AvroLoad.of(Column.of("other", ColumnType.of(TypeKind.INTEGER)))
                        .load(file)
                        .rows())
                .hasSize(1);
        assertThat(AvroLoad.of(TypeKind.INTEGER)
                        .by("paths", "$.c1[999999999]")
                        .load(file)
                        .rows())
                .hasSize(1);
        assertThat(AvroLoad.of(TypeKind.SUPER).load(file).onlyRejected().reason())
                .contains("16 MB");
    }

    /** Twice as many values with each field, of which none takes a byte. */
    @Test
    void passesOverRecordsThatTakeNoBytesInOneStep() {
        StringBuilder schema = new StringBuilder("{'type': 'record', 'name': 'n0', 'fields': []}");
        for (int i = 1; i <= 60; i++) {
            schema = new StringBuilder("{'type':'record','name':'n" + i + "','fields':[{'name':'a','type':" + schema
                    + "},{'name':'b','type':'n" + (i - 1) + "'}]}");
        }
        Schema outer = Files.parse("{'type':'record','name':'r','fields':[{'name':'c1','type':" + schema
                + "},{'name':'id','type':'int'}]}");
        byte[] file = block(outer, 1, new byte[] {2});
        assertThat(LOAD.load(file).rows().get(0).get(0)).isEqualTo(1L);
        assertThat(AvroLoad.of(TypeKind.SUPER).load(file).onlyRejected().reason())
                .contains("16 MB");
    }

    @Test
    void boundsTheDepthOfValues() {
        Schema list = Files.parse("{'type':'record','name':'node','fields':[{'name':'next','type':['null','node']}]}");
        AvroLoad load = AvroLoad.of(Column.of("next", ColumnType.of(TypeKind.SUPER)));
        AvroLoad other = AvroLoad.of(Column.of("other", ColumnType.of(TypeKind.SUPER)));
        byte[] fine = block(list, 1, deep(400));
        assertThat(load.load(fine).rows()).hasSize(1);
        byte[] deep = block(list, 1, deep(1_000_000));
        for (AvroLoad each : List.of(load, other)) {
            assertThatThrownBy(() -> each.load(deep)).hasMessageContaining("is nested more than 1000 deep");
        }
    }

    private static byte[] deep(int depth) {
        byte[] data = new byte[depth + 1];
        java.util.Arrays.fill(data, 0, depth, (byte) 2);
        return data;
    }

    @Test
    void endsARecordThatIsItsOwnPart() {
        Schema endless = Files.parse("{'type':'record','name':'r','fields':[{'name':'self','type':'r'}]}");
        assertThatThrownBy(() -> LOAD.load(block(endless, 1, new byte[] {0})))
                .hasMessageContaining("is nested more than 1000 deep");
    }

    @Test
    void refusesDecimalsBeyondReason() {
        Schema bytes = Schema.create(Schema.Type.BYTES);
        String type = "{'type': 'bytes', 'logicalType': 'decimal', 'precision': 2147483647, 'scale': %d}";
        Schema wide = Files.parse(String.format(
                "{'type':'record','name':'r','fields':[{'name':'c1','type':" + type + "}]}", 2_000_000_000));
        AvroLoad load = AvroLoad.of(TypeKind.VARCHAR);
        byte[] one = Files.bytes(out -> out.writeBytes(new byte[] {1}));
        assertThatThrownBy(() -> load.load(block(wide, 1, one))).hasMessageContaining("2000000000 digits");
        Schema narrow = Files.parse(
                String.format("{'type':'record','name':'r','fields':[{'name':'c1','type':" + type + "}]}", 2));
        byte[] million = Files.bytes(out -> out.writeBytes(new byte[1 << 20]));
        assertThatThrownBy(() -> load.load(block(narrow, 1, million))).hasMessageContaining("has a decimal of 1048576");
        byte[] none = Files.datum(bytes, java.nio.ByteBuffer.allocate(0));
        assertThatThrownBy(() -> load.load(block(narrow, 1, none))).hasMessageContaining("has a decimal of 0 bytes");
    }

    @Test
    void refusesParametersForText() {
        assertThatThrownBy(() -> LOAD.with(Encoding.UTF16).load(file("null")))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(FormatError.BAD_OPTIONS))
                        .isTrue());
        assertThatThrownBy(() -> AvroLoad.of(TypeKind.TIMETZ).load(file("null")))
                .hasMessageContaining("time with time zone");
    }
}
