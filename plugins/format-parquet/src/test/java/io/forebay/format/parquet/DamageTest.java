package io.forebay.format.parquet;

import static io.forebay.format.parquet.FileMaker.group;
import static io.forebay.format.parquet.FileMaker.join;
import static io.forebay.format.parquet.FileMaker.leaf;
import static io.forebay.format.parquet.FileMaker.levels;
import static io.forebay.format.parquet.FileMaker.little;
import static io.forebay.format.parquet.FileMaker.littles;
import static io.forebay.format.parquet.FileMaker.texts;
import static io.forebay.format.parquet.FileMaker.varint;
import static org.apache.parquet.format.FieldRepetitionType.OPTIONAL;
import static org.apache.parquet.format.FieldRepetitionType.REPEATED;
import static org.apache.parquet.format.FieldRepetitionType.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.forebay.contract.format.Loaded;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a file, it has its rows or it fails: no other number of rows, no hang, no end of memory. */
@Timeout(120)
class DamageTest {
    private static final Duck DUCK = new Duck();
    private static final int ROWS = 3000;
    private static final Column NUMBER = Reading.column("x", TypeKind.INTEGER);

    @AfterAll
    static void closeDuck() {
        DUCK.close();
    }

    private static byte[] file(String options) {
        return DUCK.file(
                "SELECT i, (i % 7)::INTEGER a, 'text ' || i % 50 b, CASE WHEN i % 3 = 0 THEN i * 1.5 END c,"
                        + " (i * 12345.678)::DECIMAL(30,5) d, i % 2 = 0 e, [i, NULL] f, {'g': i::VARCHAR} h"
                        + " FROM range(" + ROWS + ") r(i)",
                options);
    }

    @Test
    void aPageWhoseLevelsForgetValuesFails() {
        byte[] two = {1, 0, 0, 0, 2, 0, 0, 0};
        for (byte[] levels : List.of(levels(1, 0, 0), levels(1, 1, 0))) {
            byte[] file = new FileMaker(leaf("x", Type.INT32, OPTIONAL))
                    .page(2, Encoding.PLAIN, levels, two)
                    .endColumn()
                    .endGroup(2)
                    .end();
            assertThatThrownBy(() -> Reading.load(file, List.of(NUMBER), Set.of()))
                    .isInstanceOf(ForebayException.class)
                    .hasMessageContaining("bytes behind its values");
        }
    }

    @Test
    void aFileThatIsCutAnywhereFails() {
        byte[] whole = DUCK.file("SELECT i, 'x' || i b FROM range(40) r(i)", "");
        List<Column> columns = Reading.describe(whole);
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Reading.load(cut, columns, Set.of()))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOfSatisfying(
                            ForebayException.class, e -> assertThat(e.code()).isEqualTo(FormatError.DAMAGED_FILE));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", CODEC 'uncompressed'",
                ", CODEC 'zstd', PARQUET_VERSION 'v2'",
                ", CODEC 'uncompressed', PARQUET_VERSION 'v2'",
                ", CODEC 'gzip'",
                ", CODEC 'lz4_raw'",
                ", CODEC 'brotli'"
            })
    void bitsThatFlipChangeNoNumberOfRows(String options) {
        byte[] whole = file(options);
        List<Column> columns = Reading.describe(whole);
        Random random = new Random(options.length());
        for (int i = 0; i < 200; i++) {
            byte[] flipped = whole.clone();
            int flips = 1 + random.nextInt(3);
            int near = random.nextInt(whole.length);
            for (int flip = 0; flip < flips; flip++) {
                int at = Math.min(whole.length - 1, near + random.nextInt(20));
                flipped[at] ^= (byte) (1 << random.nextInt(8));
            }
            assertRowsOrFailure(flipped, columns);
        }
    }

    private static void assertRowsOrFailure(byte[] bytes, List<Column> columns) {
        try {
            Loaded loaded = Reading.load(bytes, columns.toArray(new Column[0]));
            assertThat(loaded.rows().size() + loaded.rejected().size()).isEqualTo(ROWS);
        } catch (ForebayException e) {
            boolean known = e.code() instanceof FormatError || e.is(CommonError.TOO_MUCH);
            if (!known || String.valueOf(e.getMessage()).contains("cannot be read: java.")) {
                fail("not told as damage", e);
            }
        }
    }

    @Test
    void aFooterMayClaimWhatItLikes() {
        byte[] four = littles(4, 1, 2, 3, 4);
        for (long rows : new long[] {0, 3, 5, Integer.MAX_VALUE + 1L, Long.MAX_VALUE, -1}) {
            FileMaker maker = new FileMaker(leaf("x", Type.INT32, REQUIRED))
                    .page(4, Encoding.PLAIN, four)
                    .endColumn()
                    .endGroup(4);
            byte[] total = maker.end(rows);
            assertDamaged(total, "rows");
            FileMaker other = new FileMaker(leaf("x", Type.INT32, REQUIRED))
                    .page(4, Encoding.PLAIN, four)
                    .endColumn()
                    .endGroup(4);
            other.groups.get(0).setNum_rows(rows);
            byte[] group = other.end(rows);
            assertDamaged(group, "rows");
        }
    }

    /** Each becomes several objects, and a footer has room for millions. */
    @Test
    void aFooterHasNoMoreColumnsThanFitIntoMemory() {
        SchemaElement[] columns = new SchemaElement[100_001];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = leaf("c" + i, Type.INT32, REQUIRED);
        }
        byte[] file = new FileMaker(columns).end();
        assertDamaged(file, "tells of 100002 columns and groups; at most 100000 are read");
    }

    @Test
    void aGroupHasNeitherMoreNorFewerRowsThanItSays() {
        for (int claimed : new int[] {3, 5}) {
            FileMaker maker = new FileMaker(leaf("x", Type.INT32, REQUIRED))
                    .page(4, Encoding.PLAIN, littles(4, 1, 2, 3, 4))
                    .endColumn()
                    .endGroup(claimed);
            maker.groups.get(0).getColumns().get(0).getMeta_data().setNum_values(claimed);
            assertDamaged(maker.end(), claimed == 3 ? "behind the 3 rows" : "is missing");
        }
    }

    @Test
    void pagesHaveWhatTheySay() {
        assertDamaged(one(5, Encoding.PLAIN, littles(4, 1, 2, 3, 4)), "fewer values");
        assertDamaged(one(4, Encoding.DELTA_BINARY_PACKED, new byte[] {1, 2, 3}), "has blocks");
        assertDamaged(one(4, Encoding.RLE_DICTIONARY, new byte[] {2, 3, 0}), "dictionary that is missing");
        byte[] beyond = new FileMaker(leaf("x", Type.INT32, REQUIRED))
                .dictionaryPage(2, littles(4, 7, 8))
                .page(1, Encoding.RLE_DICTIONARY, new byte[] {2, 2, 2})
                .endColumn()
                .endGroup(1)
                .end();
        assertDamaged(beyond, "entry 2 of a dictionary of 2");
        byte[] levels = new FileMaker(leaf("x", Type.INT32, OPTIONAL))
                .page(20, Encoding.PLAIN, levels(1, 1, 0), littles(4, 5))
                .endColumn()
                .endGroup(20)
                .end();
        assertDamaged(levels, "fewer definition levels than values");
        byte[] text = new FileMaker(leaf("x", Type.BYTE_ARRAY, REQUIRED))
                .page(1, Encoding.PLAIN, littles(4, Integer.MAX_VALUE), new byte[3])
                .endColumn()
                .endGroup(1)
                .end();
        assertThatThrownBy(() -> Reading.load(text, Reading.column("x", TypeKind.VARCHAR)))
                .hasMessageContaining("has a value of 2147483647 bytes, of which 3 are there");
    }

    /** Lengths of a page are looked at before there is memory for them. */
    @Test
    void pagesThatClaimGigabytesTakeNone() {
        for (CompressionCodec codec : List.of(
                CompressionCodec.SNAPPY, CompressionCodec.GZIP, CompressionCodec.ZSTD, CompressionCodec.LZ4_RAW)) {
            PageHeader header = new PageHeader(PageType.DATA_PAGE, Integer.MAX_VALUE, 16);
            header.setData_page_header(new DataPageHeader(4, Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
            byte[] file = new FileMaker(leaf("x", Type.INT32, REQUIRED))
                    .raw(header, new byte[16], 4)
                    .endColumn(codec)
                    .endGroup(4)
                    .end();
            assertThatThrownBy(() -> Reading.load(file, NUMBER)).isInstanceOf(ForebayException.class);
        }
    }

    /** A text of a dictionary that every row has is a bomb of another kind. */
    @Test
    void dictionariesInflateNoFurtherThanIsAllowed() {
        byte[] file = new FileMaker(leaf("x", Type.BYTE_ARRAY, REQUIRED))
                .dictionaryPage(1, texts("y".repeat(60_000)))
                .page(200_000, Encoding.RLE_DICTIONARY, new byte[] {0}, FileMaker.varint(200_000L << 1))
                .endColumn()
                .endGroup(200_000)
                .end();
        ReadRequest tight = new ReadRequest(
                Reading.options(Set.of()),
                List.of(Column.of("x", ColumnType.varchar(65535))),
                ExtraFields.IGNORED,
                50_000_000);
        assertThatThrownBy(() -> Loaded.from(new ParquetFormat(), tight, file))
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.code()).isEqualTo(FormatError.INFLATES_TOO_FAR));
    }

    /** A run of nulls makes one list of millions of items, though its text is cut off soon. */
    @Test
    void listsInflateNoFurtherThanIsAllowed() {
        int items = 200_000_000;
        byte[] repetitions = join(varint(2), new byte[1], varint((items - 1L) << 1), new byte[] {1});
        byte[] definitions = join(varint((long) items << 1), new byte[] {1});
        byte[] file = new FileMaker(
                        group("x", REQUIRED, 1).setConverted_type(ConvertedType.LIST),
                        group("list", REPEATED, 1),
                        leaf("element", Type.INT32, OPTIONAL))
                .page(
                        items,
                        Encoding.PLAIN,
                        join(little(repetitions.length, 4), repetitions, little(definitions.length, 4), definitions))
                .endColumn()
                .endGroup(1)
                .end();
        ReadRequest tight = new ReadRequest(
                Reading.options(Set.of(ReadFlag.SERIALIZETOJSON)),
                List.of(Reading.column("x", TypeKind.SUPER)),
                ExtraFields.IGNORED,
                50_000_000);
        assertThatThrownBy(() -> Loaded.from(new ParquetFormat(), tight, file))
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.code()).isEqualTo(FormatError.INFLATES_TOO_FAR));
    }

    @Test
    void aWrongChecksumIsSeen() {
        byte[] body = littles(4, 1, 2);
        for (int wrong : new int[] {0, 1}) {
            CRC32 checksum = new CRC32();
            checksum.update(body);
            PageHeader header = new PageHeader(PageType.DATA_PAGE, 8, 8);
            header.setData_page_header(new DataPageHeader(2, Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
            header.setCrc((int) checksum.getValue() + wrong);
            byte[] file = new FileMaker(leaf("x", Type.INT32, REQUIRED))
                    .raw(header, body, 2)
                    .endColumn()
                    .endGroup(2)
                    .end();
            if (wrong == 0) {
                assertThat(Reading.load(file, NUMBER).values()).isEqualTo(List.of(1L, 2L));
            } else {
                assertDamaged(file, "has a wrong checksum");
            }
        }
    }

    @Test
    void tellsWhatIsNoParquetFile() {
        assertDamaged("id,name\n1,a\n2,b\n".getBytes(StandardCharsets.UTF_8), "does not start with PAR1");
        byte[] encrypted = file("");
        System.arraycopy("PARE".getBytes(StandardCharsets.UTF_8), 0, encrypted, encrypted.length - 4, 4);
        assertDamaged(encrypted, "encrypted");
    }

    private static byte[] one(int rows, Encoding encoding, byte[] values) {
        return new FileMaker(leaf("x", Type.INT32, REQUIRED))
                .page(rows, encoding, values)
                .endColumn()
                .endGroup(rows)
                .end();
    }

    private static void assertDamaged(byte[] file, String why) {
        assertThatThrownBy(() -> Reading.load(file, NUMBER))
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.code()).isEqualTo(FormatError.DAMAGED_FILE))
                .hasMessageContaining(why);
    }
}
