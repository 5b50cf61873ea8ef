package io.forebay.format.json;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.MemoryChunk;
import io.forebay.format.kit.block.BlockReader;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.RecordPart;
import io.forebay.spi.format.RecordReader;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Documents of about 4 MB and more, and files that are made to exhaust the reader. */
@Timeout(60)
class LongDocumentTest {
    private static final int MOST = BlockReader.MAX_RECORD;
    private static final Loading TEXT = Loading.of(ColumnType.varchar(0));
    private static final Loading NUMBER = Loading.of(TypeKind.BIGINT);

    /** A document of so many bytes. */
    private static String document(int bytes) {
        return "{\"v\":\"" + "x".repeat(bytes - 8) + "\"}";
    }

    @Test
    void takesDocumentsOfFourMegabytes() {
        for (String between : List.of("", "\n")) {
            Loading.Outcome outcome = TEXT.load("{\"v\":1}" + between + document(MOST) + between + "{\"v\":2}");
            assertThat(outcome.rejected()).isEmpty();
            assertThat(outcome.values()).containsExactly("1", "x".repeat(MOST - 8), "2");
        }
    }

    @Test
    void refusesLongerOnesAndGoesOnBehindThem() {
        for (String between : List.of("", "\n", "   \n\n")) {
            Loading.Outcome outcome = TEXT.load("{\"v\":1}" + between + document(MOST + 1) + between + "{\"v\":2}");
            assertThat(outcome.values()).containsExactly("1", "2");
            RejectedRow row = outcome.onlyRejected();
            assertThat(row.code()).isEqualTo(1216);
            assertThat(row.reason()).startsWith("JSON object or array longer than 4 MB (4194304 bytes)");
            assertThat(row.rawLine()).isEqualTo(document(MOST).substring(0, RejectedRow.MAX_TEXT));
            assertThat(row.line())
                    .isEqualTo(1 + between.chars().filter(c -> c == '\n').count());
        }
    }

    @Test
    void refusesThemInLargeBlocksToo() {
        Loading.Outcome outcome = TEXT.blocks(2 * MOST).load(document(MOST) + document(MOST + 1) + "{\"v\":2}");
        assertThat(outcome.values()).hasSize(2);
        assertThat(outcome.onlyRejected().reason()).startsWith("JSON object or array longer than 4 MB");
    }

    @Test
    void tellsTheirLastLine() {
        String lines = "{\n\"v\":[" + "1,\n".repeat(MOST / 2) + "2]}";
        Loading.Outcome outcome = NUMBER.load("{\"v\":1}\n" + lines + "\n\n {\"v\":2}\n{\"v\":\"x\"}");
        assertThat(outcome.values()).containsExactly(1L, 2L);
        long last = 3 + MOST / 2;
        assertThat(outcome.rejected()).extracting(RejectedRow::line).containsExactly(last, last + 3);
        assertThat(outcome.lines()).isEqualTo(last + 3);
    }

    @Test
    void passesOverWhiteSpaceOfAnyLength() {
        String white = " \n".repeat(MOST);
        Loading.Outcome outcome = NUMBER.load(white + "{\"v\":1}" + white + "{\"v\":x}" + white);
        assertThat(outcome.values()).containsExactly(1L);
        assertThat(outcome.onlyRejected().line()).isEqualTo(2L * MOST + 1);
        assertThat(outcome.lines()).isEqualTo(3L * MOST);
    }

    @Test
    void goesOnAtALineBehindALongOneThatIsNotClosed() {
        String open = "{\"v\":[" + "1,".repeat(MOST);
        Loading.Outcome outcome = NUMBER.load("{\"v\":1}\n" + open + "1\n\n{\"v\":2}\n" + open + "\n{\"v\":3}\n");
        assertThat(outcome.values()).containsExactly(1L, 2L);
        assertThat(outcome.rejected()).extracting(RejectedRow::line).containsExactly(2L, 6L);
        Loading.Outcome quoted = NUMBER.load("{\"v\":\"" + "}".repeat(MOST) + "\n{\"v\":2}");
        assertThat(quoted.values()).containsExactly(2L);
        assertThat(quoted.onlyRejected().line()).isEqualTo(1);
    }

    @Test
    void refusesLongTextThatIsNoJsonOnce() {
        Loading.Outcome outcome =
                NUMBER.load("x".repeat(2 * MOST) + "\n{\"v\":1}" + "y".repeat(2 * MOST) + "{\"v\":2}");
        assertThat(outcome.values()).containsExactly(1L, 2L);
        assertThat(outcome.rejected()).extracting(RejectedRow::line).containsExactly(1L, 2L);
        assertThat(outcome.rejected())
                .extracting(RejectedRow::reason)
                .containsOnly("More than 4 MB that are no JSON object or array");
    }

    @Test
    void bearsTwoGigabytesOfBracketsInAFewKilobytes() throws IOException {
        int memberBytes = 1 << 26;
        byte[] member = gzip("[".repeat(memberBytes));
        byte[] end = gzip("\n]\n{\"v\":1}\n{\"v\":2}");
        InputStream members = new SequenceInputStream(Collections.enumeration(Collections.nCopies(32, member).stream()
                .map(ByteArrayInputStream::new)
                .toList()));
        Loading.Outcome outcome = NUMBER.with(Compression.GZIP)
                .blocks(JsonReaders.BLOCK_BYTES)
                .load(new SequenceInputStream(members, new ByteArrayInputStream(end)), 32L * member.length);
        assertThat(outcome.values()).containsExactly(1L, 2L);
        assertThat(outcome.onlyRejected().line()).isEqualTo(2);
        assertThat(outcome.onlyRejected().rawLine()).isEqualTo("[".repeat(RejectedRow.MAX_TEXT));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }

    @Test
    void refusesDocumentsThatAreNestedTooDeeply() {
        int most = DocumentReader.MAX_DEPTH;
        Loading whole = Loading.of(TypeKind.SUPER).layout("noshred");
        for (String open : List.of("[", "{\"a\":")) {
            String close = open.equals("[") ? "]" : "}";
            String deepest = open.repeat(most - 1) + open.charAt(0) + close + close.repeat(most - 1);
            assertThat(whole.load(deepest).value()).isEqualTo(deepest);
            String deeper = open + deepest + close;
            Loading.Outcome outcome = whole.load(deeper + deepest + "\n" + deepest);
            assertThat(outcome.values()).containsExactly(deepest, deepest);
            assertThat(outcome.onlyRejected().reason())
                    .startsWith("Invalid JSON: a value nested at most 1000 deep is expected at byte");
        }
        String nested = "[".repeat(most) + "]".repeat(most);
        Loading.Outcome outcome = NUMBER.load("{\"w\":" + nested + ",\"v\":1}\n{\"v\":2}");
        assertThat(outcome.values()).containsExactly(2L);
        assertThat(outcome.rejected()).hasSize(1);
    }

    @Test
    void readsNumbersAndNamesOfAnyLength() {
        String digits = "1" + "0".repeat(1 << 20);
        assertThat(NUMBER.load("{\"v\":" + digits + "}").onlyRejected().code()).isEqualTo(1222);
        assertThat(NUMBER.load("{\"v\":" + digits + "e-" + (1 << 20) + "}").value())
                .isEqualTo(1L);
        assertThat(NUMBER.load("{\"v\":0." + digits + "e0" + digits + "}")
                        .onlyRejected()
                        .code())
                .isEqualTo(1222);
        assertThat(NUMBER.load("{\"" + digits + "\":0,\"v\":7}").value()).isEqualTo(7L);
    }

    @Test
    void stopsReadingWhenToldTo() {
        byte[] text =
                ("{\"v\":1}\n{\"v\":x}\n{\"v\":2}\n" + "{\"v\":3}\n".repeat(100)).getBytes(StandardCharsets.US_ASCII);
        Loading small = NUMBER.blocks(30);
        try (RecordReaders readers = small.open();
                RecordReader reader = readers.open(Loading.object(text.length), new ByteArrayInputStream(text))) {
            RecordPart part = requireNonNull(reader.nextPart());
            MemoryChunk chunk = new MemoryChunk(small.columns(), 10);
            assertThat(part.read(chunk, 0, row -> false)).isEqualTo(1);
            assertThat(chunk.rows(1)).containsExactly(Arrays.asList(1L));
            part.close();
            assertThat(reader.nextPart()).isNull();
        }
    }
}
