package io.forebay.torture.format;

import io.forebay.format.kit.ranged.ObjectBytes;
import io.forebay.format.kit.source.InflatingPool;
import io.forebay.format.parquet.ParquetFormat;
import io.forebay.format.parquet.file.FooterReader;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import io.forebay.torture.Input;
import io.forebay.torture.parquet.PagesTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Parquet; all of the file is the input's. */
public final class ParquetTarget extends RecordTarget {
    /** Rows that are null take no bytes: more of them than that would be too many for the time of a trial. */
    private static final long LIMIT = 50_000;

    private static final int MOST_SEED = 1500;
    private static final List<List<String>> ARGUMENTS = List.of(List.of(), List.of("auto"), List.of("auto ignorecase"));
    private static final String ROWS = "SELECT a::VARCHAR a, b::BIGINT b, c::VARCHAR[] c FROM (VALUES"
            + " ('text', 5, ['x', 'yy']), (NULL, NULL, NULL), ('', -70000, []), ('text', 5, ['x', NULL])) t(a, b, c)";

    public ParquetTarget() {
        super(new ParquetFormat());
    }

    @Override
    public String name() {
        return "parquet";
    }

    /** Of the columns that {@link Options#seed} gives, the file's are a text, a number and a list. */
    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        seeds.add(Options.seed(new byte[0], 0));
        List<String> options = List.of(
                "",
                ", CODEC uncompressed",
                ", CODEC uncompressed, PARQUET_VERSION v2",
                ", CODEC zstd, PARQUET_VERSION v2",
                ", CODEC lz4_raw");
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            Path folder = Files.createTempDirectory("seeds");
            for (String each : options) {
                Path file = folder.resolve("seed");
                statement.execute("COPY (" + ROWS + ") TO '" + file + "' (FORMAT parquet" + each + ")");
                seeds.add(Options.seed(Files.readAllBytes(file), seeds.size() % ARGUMENTS.size()));
                Files.delete(file);
            }
            Files.delete(folder);
            addAllEncodings(seeds);
            return seeds;
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Small files of all types, encodings and codecs, into columns of SUPER. */
    private static void addAllEncodings(List<byte[]> seeds) throws IOException {
        Random random = new Random(5);
        for (int tries = 0; tries < 100; tries++) {
            byte[] choices = new byte[300];
            random.nextBytes(choices);
            byte[] file = PagesTarget.honest(choices);
            if (file.length < MOST_SEED) {
                seeds.add(Input.of(file, 7, 2, tries % ARGUMENTS.size(), 0, 0, 0, 0, 0, 2, 2, 2));
            }
        }
    }

    /** As many rows as the footer says, loaded or rejected. */
    @Override
    protected void check(ReadRequest request, byte[] file, Reading.Outcome outcome) {
        if (file.length == 0 || outcome.findFailure().isPresent()) {
            return;
        }
        StoredObject object = new StoredObject(ObjectUri.parse("s3://lake/part-0"), file.length, "etag", Instant.EPOCH);
        try (InflatingPool pool = new InflatingPool(ReadRequest.INFLATED_LIMIT);
                ObjectBytes bytes = new ObjectBytes(object, new ByteArrayInputStream(file), FooterReader.MAGIC, pool)) {
            long rows = FooterReader.read(bytes, columns -> List.of()).rows();
            if (outcome.rows().size() + outcome.rejected().size() != rows || outcome.lines() != rows) {
                throw new AssertionError("the footer says " + rows + " rows: " + outcome);
            }
        }
    }

    @Override
    protected ReadRequest request(Input input) {
        Layout layout = new Layout.Named("PARQUET", input.pick(ARGUMENTS));
        ReadRequest request = Options.request(layout, false, input);
        ReadOptions options = request.options();
        Set<ReadFlag> flags = EnumSet.of(ReadFlag.SERIALIZETOJSON);
        if (options.has(ReadFlag.ROUNDEC)) {
            flags.add(ReadFlag.FILLRECORD);
        }
        ReadOptions mine =
                new ReadOptions(layout, options.compression(), options.encoding(), 0, options.values(), flags);
        ExtraFields extra = new ExtraFields(request.extra().policy(), false); // COPY takes no RESCUE for it
        return new ReadRequest(mine, request.columns(), extra, Math.min(LIMIT, request.inflatedLimit()));
    }
}
