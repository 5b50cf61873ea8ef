package io.forebay.torture.damage;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.OrcBytes;
import io.forebay.contract.format.OrcBytes.Kind;
import io.forebay.contract.format.ParquetBytes;
import io.forebay.contract.format.ParquetBytes.Codec;
import io.forebay.contract.format.ParquetBytes.Element;
import io.forebay.contract.format.ParquetBytes.Encoding;
import io.forebay.contract.format.ParquetBytes.Physical;
import io.forebay.contract.format.ParquetBytes.Repeats;
import io.forebay.contract.format.ParquetValues;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.ReadRequest;
import io.forebay.torture.damage.GoodFile.Shape;
import io.forebay.torture.source.Packing;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of damaged files a load: each is loaded as it was, or gives row errors, or fails; never a shifted column. */
class DamagedFilesTest {
    private static final int FILE_DIGITS = 5;

    @TempDir
    Path folder;

    private Lake lake;
    private final List<Damage> damages = new ArrayList<>();

    @BeforeEach
    void open() {
        lake = new Lake(folder, ReadRequest.INFLATED_LIMIT);
        lake.run("CREATE TABLE t (a varchar(30), b varchar(30), c varchar(30), d varchar(30))");
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GZIP,DELIMITED,UTF8",
        "BZIP2,CSV,UTF8",
        "ZSTD,ESCAPED,UTF8",
        "LZOP,FIXED,UTF8",
        "GZIP,CSV,UTF16",
        "ZSTD,QUOTED,UTF16LE",
        "LZOP,DELIMITED,UTF16BE"
    })
    void loadsACompressedFileWholeOrNotAtAll(Compression compression, Shape shape, String encoding) throws Exception {
        String copy = "COPY t FROM '" + Lake.BUCKET + "in/' IAM_ROLE 'arn:aws:iam::1:role/r' " + compression + " "
                + shape.words() + " ENCODING " + encoding;
        lake.run(copy + " JOB CREATE j AUTO OFF");
        put(compression, shape, encoding);
        lake.run("COPY JOB RUN j");
        Set<Integer> whole = new HashSet<>();
        for (List<String> row : lake.run("SELECT file_name FROM sys_copy_job_detail WHERE trim(status) = 'I'")) {
            whole.add(Integer.parseInt(row.get(0).substring("in/".length())));
        }
        Map<Integer, List<List<String>>> loaded = loaded();
        for (int i = 0; i < damages.size(); i++) {
            List<List<String>> rows = loaded.getOrDefault(i, List.of());
            if (whole.contains(i)) {
                new LoadedRows(shape, new GoodFile(i), damages.get(i), rows).checkWhole();
            } else {
                assertThat(rows).as("rows of a failed file, %s", damages.get(i)).isEmpty();
                assertThat(damages.get(i).kind()).isNotEqualTo(Damage.Kind.NONE);
            }
        }
        assertThat(lake.run("SELECT count(*) FROM sys_copy_job_detail").get(0).get(0))
                .isEqualTo(Integer.toString(damages.size()));
        long errors = Long.parseLong(lake.run("SELECT count(DISTINCT filename) FROM stl_load_errors")
                .get(0)
                .get(0));
        assertThat(errors).isEqualTo(damages.size() - whole.size());
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void neverShiftsAColumnOfAFileWithoutChecksums(Shape shape) throws Exception {
        put(Compression.NONE, shape, "UTF8");
        lake.run("COPY t FROM '" + Lake.BUCKET + "in/' IAM_ROLE 'arn:aws:iam::1:role/r' " + shape.words()
                + " IGNOREALLERRORS");
        check(shape);
        List<String> totals = lake.run("SELECT (SELECT count(*) FROM t) > 1000, count(*) > 100 FROM stl_load_errors")
                .get(0);
        assertThat(totals).containsExactly("true", "true");
    }

    @ParameterizedTest
    @CsvSource({"DELIMITED,UTF16", "CSV,UTF16BE", "ESCAPED,UTF16LE"})
    void neverShiftsAColumnOfUtf16(Shape shape, String encoding) throws Exception {
        lake.run("COPY t FROM '" + Lake.BUCKET + "in/' IAM_ROLE 'arn:aws:iam::1:role/r' " + shape.words() + " ENCODING "
                + encoding + " JOB CREATE j AUTO OFF");
        put(Compression.NONE, shape, encoding);
        lake.run("COPY JOB RUN j");
        check(shape);
    }

    /** A changed byte may change one value, but no value stands in another's place, and no row is lost. */
    @Test
    void loadsAllRowsOfAnOrcFileInTheirPlacesOrNone() throws Exception {
        lake.run("COPY t FROM '" + Lake.BUCKET + "in/' IAM_ROLE 'arn:aws:iam::1:role/r' ORC JOB CREATE j AUTO OFF");
        damages.addAll(Damage.all(orc(0).length));
        damages.removeIf(damage -> damage.kind() == Damage.Kind.TWICE); // the last footer tells of the first copy
        for (int i = 0; i < damages.size(); i++) {
            lake.put(String.format("in/%05d", i), damages.get(i).apply(orc(i)));
        }
        lake.run("COPY JOB RUN j");
        check(Shape.DELIMITED);
        assertThat(loaded().values()).allSatisfy(rows -> assertThat(rows).hasSize(GoodFile.ROWS));
        assertThat(loaded()).hasSizeGreaterThan(50);
        assertThat(lake.run("SELECT count(*) FROM sys_copy_job_detail").get(0).get(0))
                .isEqualTo(Integer.toString(damages.size()));
    }

    /** The same of Parquet, whose pages have no checksums here: lengths stay what they are, or the file fails. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void loadsAllRowsOfAParquetFileInTheirPlacesOrNone(boolean lengths) throws Exception {
        lake.run("COPY t FROM '" + Lake.BUCKET + "in/' IAM_ROLE 'arn:aws:iam::1:role/r' PARQUET JOB CREATE j AUTO OFF");
        damages.addAll(Damage.all(parquet(0, lengths).length));
        damages.removeIf(
                damage -> damage.kind() == Damage.Kind.TWICE); // offsets of the last footer are of the first copy
        for (int i = 0; i < damages.size(); i++) {
            lake.put(String.format("in/%05d", i), damages.get(i).apply(parquet(i, lengths)));
        }
        lake.run("COPY JOB RUN j");
        check(Shape.DELIMITED);
        assertThat(loaded().values()).allSatisfy(rows -> assertThat(rows).hasSize(GoodFile.ROWS));
        assertThat(loaded()).hasSizeGreaterThan(50);
        assertThat(lake.run("SELECT count(*) FROM sys_copy_job_detail").get(0).get(0))
                .isEqualTo(Integer.toString(damages.size()));
    }

    /** @param lengths whether texts are DELTA_LENGTH_BYTE_ARRAY, or PLAIN */
    private static byte[] parquet(int number, boolean lengths) {
        List<List<String>> rows = new GoodFile(number).rows(Shape.DELIMITED);
        List<Element> schema = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d")) {
            schema.add(Element.leaf(name, Physical.BYTE_ARRAY, Repeats.REQUIRED).as(0));
        }
        ParquetBytes file = ParquetBytes.of(schema);
        for (int column = 0; column < schema.size(); column++) {
            int at = column;
            List<byte[]> texts = rows.stream()
                    .map(row -> row.get(at).getBytes(StandardCharsets.UTF_8))
                    .toList();
            Encoding encoding = lengths ? Encoding.DELTA_LENGTH_BYTE_ARRAY : Encoding.PLAIN;
            byte[] content = lengths ? ParquetValues.lengths(texts) : ParquetValues.plainTexts(texts);
            file.page(rows.size(), encoding, content).endColumn(Codec.NONE);
        }
        return file.endGroup(rows.size()).bytes();
    }

    private static byte[] orc(int number) {
        Kind[] columns = {Kind.STRING, Kind.STRING, Kind.STRING, Kind.STRING};
        return OrcBytes.of(columns)
                .stripe(new GoodFile(number).rows(Shape.DELIMITED))
                .bytes();
    }

    private void check(Shape shape) {
        Map<Integer, List<List<String>>> loaded = loaded();
        loaded.forEach((file, rows) -> new LoadedRows(shape, new GoodFile(file), damages.get(file), rows).checkRows());
        assertThat(loaded.get(0)).hasSize(GoodFile.ROWS);
    }

    private void put(Compression compression, Shape shape, String encoding) throws IOException {
        Charset charset =
                switch (encoding) {
                    case "UTF16", "UTF16LE" -> StandardCharsets.UTF_16LE;
                    case "UTF16BE" -> StandardCharsets.UTF_16BE;
                    default -> StandardCharsets.UTF_8;
                };
        int length = packed(compression, shape, encoding, charset, 0).length;
        damages.addAll(Damage.all(length));
        boolean marked = encoding.equals("UTF16");
        damages.removeIf(damage -> marked && damage.kind() == Damage.Kind.TWICE); // the second mark would be text
        for (int i = 0; i < damages.size(); i++) {
            byte[] file = packed(compression, shape, encoding, charset, i);
            lake.put(String.format("in/%05d", i), damages.get(i).apply(file));
        }
    }

    private static byte[] packed(Compression compression, Shape shape, String encoding, Charset charset, int number)
            throws IOException {
        byte[] text = new GoodFile(number).bytes(shape, charset, encoding.equals("UTF16"));
        return switch (compression) {
            case NONE -> text;
            case GZIP -> Packing.gzip(text, number % 10);
            case BZIP2 -> Packing.bzip2(text, number);
            case ZSTD -> Packing.zstd(text, number);
            case LZOP -> Packing.lzop(text, number);
        };
    }

    /** The rows by the file that most of their values name. */
    private Map<Integer, List<List<String>>> loaded() {
        Map<Integer, List<List<String>>> loaded = new HashMap<>();
        for (List<String> row : lake.run("SELECT a, b, c, d FROM t")) {
            loaded.computeIfAbsent(file(row), file -> new ArrayList<>()).add(row);
        }
        return loaded;
    }

    private static int file(List<String> row) {
        Map<String, Integer> votes = new HashMap<>();
        for (String value : row) {
            int end = Math.min(value.length(), 1 + FILE_DIGITS);
            votes.merge(value.substring(Math.min(1, end), end), 1, Integer::sum);
        }
        String most = votes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        return Integer.parseInt(most);
    }
}
