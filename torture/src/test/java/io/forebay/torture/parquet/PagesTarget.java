package io.forebay.torture.parquet;

import io.forebay.contract.format.ParquetBytes;
import io.forebay.format.parquet.ParquetFormat;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordReaders;
import io.forebay.torture.Input;
import io.forebay.torture.Target;
import io.forebay.torture.format.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Files whose footer and pages are made of the input, so that bytes that change reach the values: one that tells no lie is read
 * as it was made, and one that does is refused, or has as many rows as its footer says.
 */
public final class PagesTarget implements Target {
    private static final int LARGE_CHUNK = 2048;
    private static final int MOST_ROWS = 200;
    private static final long LIMIT = 300_000;
    private static final int SEEDS = 40;
    private static final int SEED_BYTES = 400;

    private final ParquetFormat format = new ParquetFormat();

    @Override
    public String name() {
        return "parquet-pages";
    }

    @Override
    public List<byte[]> seeds() {
        Random random = new Random(3);
        return IntStream.range(0, SEEDS)
                .mapToObj(seed -> {
                    byte[] bytes = new byte[SEED_BYTES];
                    random.nextBytes(bytes);
                    bytes[0] = (byte) (seed % 2);
                    return bytes;
                })
                .toList();
    }

    @Override
    public void run(byte[] bytes) throws IOException {
        Input input = new Input(bytes);
        Lies lies = new Lies(input);
        int most = 1 + input.below(64);
        int chunkRows = 1 + input.below(8);
        List<PageColumn> columns = new ArrayList<>();
        for (String name : List.of("a", "b").subList(0, 1 + input.below(2))) {
            columns.add(new PageColumn(name, input, lies));
        }
        List<List<@Nullable Object>> expected = new ArrayList<>();
        byte[] file = file(input, lies, columns, expected);
        ReadRequest request = request(input.flag(), columns);
        try (RecordReaders readers = format.open(request)) {
            Reading.Outcome outcome = Reading.of(readers, request, file, LARGE_CHUNK, Integer.MAX_VALUE);
            Reading.Outcome other = Reading.of(readers, request, file, chunkRows, most);
            boolean failed = outcome.findFailure().isPresent();
            if (failed != other.findFailure().isPresent() || (!failed && !outcome.equals(other))) {
                throw new AssertionError("read in one way " + outcome + "\nin another " + other);
            }
            check(outcome, lies, expected);
        }
    }

    private static void check(Reading.Outcome outcome, Lies lies, List<List<@Nullable Object>> expected) {
        if (!lies.told()) {
            if (!outcome.rows().equals(expected) || outcome.findFailure().isPresent()) {
                throw new AssertionError("made of " + expected + "\nwas " + outcome);
            }
            return;
        }
        boolean failed = outcome.findFailure().isPresent();
        if (!failed && outcome.rows().size() + outcome.rejected().size() != outcome.lines()) {
            throw new AssertionError("other rows than there are: " + outcome);
        }
        if (outcome.findFailure().filter(FormatError.WRONG_SCHEMA::equals).isPresent()) {
            throw new AssertionError("its schema is right: " + outcome);
        }
    }

    /** A file without lies, of columns a, b and c. */
    public static byte[] honest(byte[] choices) throws IOException {
        Input input = new Input(choices);
        Lies none = new Lies(new Input(new byte[0]));
        List<PageColumn> columns = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            columns.add(new PageColumn(name, input, none));
        }
        return file(input, none, columns, new ArrayList<>());
    }

    private static byte[] file(Input input, Lies lies, List<PageColumn> columns, List<List<@Nullable Object>> expected)
            throws IOException {
        ParquetBytes file = ParquetBytes.of(
                columns.stream().flatMap(column -> column.elements().stream()).toList());
        int groups = input.below(3);
        long all = 0;
        for (int group = 0; group < groups; group++) {
            int rows = input.below(MOST_ROWS);
            List<List<@Nullable Object>> byColumn = new ArrayList<>();
            for (PageColumn column : columns) {
                byColumn.add(column.write(rows, file));
            }
            for (int row = 0; row < rows; row++) {
                List<@Nullable Object> values = new ArrayList<>();
                for (List<@Nullable Object> column : byColumn) {
                    values.add(column.get(row));
                }
                expected.add(values);
            }
            long told = lies.count(rows);
            all += told;
            file.endGroup(told);
        }
        return file.bytes(lies.count(all));
    }

    private static ReadRequest request(boolean byName, List<PageColumn> columns) {
        ReadOptions plain = ReadOptions.DEFAULT;
        ReadOptions options = new ReadOptions(
                new Layout.Named("PARQUET", byName ? List.of("auto") : List.of()),
                plain.compression(),
                plain.encoding(),
                0,
                plain.values(),
                Set.of(ReadFlag.SERIALIZETOJSON));
        return new ReadRequest(options, columns.stream().map(PageColumn::target).toList(), ExtraFields.IGNORED, LIMIT);
    }
}
