package io.forebay.format.delimited;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.MemoryChunk;
import io.forebay.format.kit.block.BlockReader;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.TypeKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Records of more than 4 MB. */
class LongRecordTest {
    private static final Loading NUMBERS = Loading.of(TypeKind.BIGINT);
    private static final String LONG = "3".repeat(BlockReader.MAX_RECORD + 1);

    @Test
    void rejectsOneRecordAndGoesOnBehindIt() {
        Loading.Outcome outcome = NUMBERS.load("1\n2\n" + LONG + "\n4\nx\n");
        assertThat(outcome.values()).containsExactly(1L, 2L, 4L);
        assertThat(outcome.lines()).isEqualTo(5);
        assertThat(outcome.rejected()).extracting(RejectedRow::line).containsExactly(3L, 5L);
        RejectedRow rejected = outcome.rejected().get(0);
        assertThat(rejected.code()).isEqualTo(1216);
        assertThat(rejected.reason()).isEqualTo("Record longer than 4 MB; an end of line may be missing");
        assertThat(rejected.rawLine()).isEqualTo("3".repeat(RejectedRow.MAX_TEXT));
    }

    @Test
    void rejectsThemInCompressedFiles() throws IOException {
        byte[] packed = Packing.gzip(("1\n" + LONG + "\n3\n" + LONG).getBytes(StandardCharsets.US_ASCII));
        Loading.Outcome outcome = NUMBERS.with(Compression.GZIP).load(packed);
        assertThat(outcome.values()).containsExactly(1L, 3L);
        assertThat(outcome.rejected()).extracting(RejectedRow::line).containsExactly(2L, 4L);
        assertThat(outcome.lines()).isEqualTo(4);
    }

    @Test
    void countsTheLinesOfARecord() {
        String quoted = "1\n\"" + "3\n".repeat(BlockReader.MAX_RECORD) + "\"\n7\nx\n";
        Loading.Outcome outcome = NUMBERS.csv().load(quoted);
        assertThat(outcome.values()).containsExactly(1L, 7L);
        long next = BlockReader.MAX_RECORD + 3L;
        assertThat(outcome.rejected()).extracting(RejectedRow::line).containsExactly(2L, next + 1);
        assertThat(outcome.lines()).isEqualTo(next + 1);
    }

    @Test
    void takesWhatFollowsAnOpenQuoteAsOneRecord() {
        for (String end : List.of("", "3")) {
            String open = "1\n\"" + "3\n".repeat(BlockReader.MAX_RECORD) + end;
            Loading.Outcome outcome = NUMBERS.csv().load(open);
            assertThat(outcome.values()).containsExactly(1L);
            assertThat(outcome.onlyRejected().line()).isEqualTo(2);
            assertThat(outcome.onlyRejected().reason()).isEqualTo("Record longer than 4 MB; a quote may not be closed");
            assertThat(outcome.lines()).isEqualTo(1 + BlockReader.MAX_RECORD + end.length());
        }
    }

    @Test
    void findsTheEndOfAnEscapedRecord() {
        String escaped = "3\\\n".repeat(BlockReader.MAX_RECORD / 2);
        Loading.Outcome outcome = NUMBERS.with(ReadFlag.ESCAPE).load(escaped + "\n4\n");
        assertThat(outcome.values()).containsExactly(4L);
        assertThat(outcome.onlyRejected().line()).isEqualTo(1);
    }

    @Test
    void looksForTheEndOnlyWhenReadingGoesOn() {
        byte[] text = ("1\n" + LONG + LONG + "\n3\n").getBytes(StandardCharsets.US_ASCII);
        ByteArrayInputStream stored = new ByteArrayInputStream(text);
        try (RecordReaders readers = NUMBERS.open();
                RecordReader reader = readers.open(Loading.object(text.length), stored)) {
            requireNonNull(reader.nextPart()).close();
            RecordPart part = requireNonNull(reader.nextPart());
            assertThat(part.read(new MemoryChunk(NUMBERS.columns(), 4), 0, row -> false))
                    .isZero();
            assertThat(reader.nextPart()).isNull();
            assertThat(reader.linesScanned()).isEqualTo(2);
            assertThat(stored.available()).isGreaterThan(LONG.length() / 2);
        }
    }

    @Test
    void needsNoMoreMemoryForMoreThanAnArrayTakes() {
        InputStream text = new SequenceInputStream(
                new Sevens((1L << 31) + 10), new ByteArrayInputStream("\n8\n".getBytes(StandardCharsets.US_ASCII)));
        Loading.Outcome outcome = NUMBERS.load(text, (1L << 31) + 13);
        assertThat(outcome.values()).containsExactly(8L);
        assertThat(outcome.onlyRejected().rawLine()).startsWith("777");
    }

    @Test
    void findsTheEndThatTheSplitterFinds() {
        Random random = new Random(7);
        Layout csv = new Layout.Csv((byte) ',', (byte) '"');
        for (Loading kind : List.of(
                NUMBERS,
                NUMBERS.with(ReadFlag.ESCAPE),
                NUMBERS.with(ReadFlag.REMOVEQUOTES),
                NUMBERS.with(ReadFlag.ESCAPE, ReadFlag.REMOVEQUOTES),
                NUMBERS.layout(csv),
                NUMBERS.layout(new Layout.Csv((byte) ' ', (byte) '"')),
                NUMBERS.layout(new Layout.FixedWidth(List.of(new Layout.FixedWidth.Field("a", 3)))))) {
            LoadRules rules = new LoadRules(new ReadRequest(kind.options(), kind.columns()));
            for (int i = 0; i < 20_000; i++) {
                byte[] text = text(random);
                int limit = text.length - 17;
                int next = rules.splitter.split(text, 0, limit, new Fields(1));
                int[] cuts = random.ints(3, 0, limit + 1).sorted().toArray();
                assertThat(end(rules.splitter.recordEnd(), text, cuts, limit))
                        .as(new String(text, 0, limit, StandardCharsets.US_ASCII))
                        .isEqualTo(next > limit ? -1 : next);
            }
        }
    }

    private static byte[] text(Random random) {
        int length = 1 + random.nextInt(24);
        byte[] text = new byte[length + 17];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) "ab,| \"\"\"'\\\\\r\n".charAt(random.nextInt(13));
        }
        text[length] = '\n';
        return text;
    }

    /** The end as found in pieces. */
    private static int end(LineEnd end, byte[] text, int[] cuts, int limit) {
        List<Integer> ends = new ArrayList<>(Arrays.stream(cuts).boxed().toList());
        ends.add(limit);
        int from = 0;
        for (int to : ends) {
            int found = end.find(text, from, to);
            if (found >= 0) {
                return found;
            }
            from = to;
        }
        return -1;
    }

    /** So many digits. */
    private static final class Sevens extends InputStream {
        private long left;

        Sevens(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? '7' : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            int given = (int) Math.min(left, length);
            Arrays.fill(into, from, from + given, (byte) '7');
            left -= given;
            return given == 0 ? -1 : given;
        }
    }
}
