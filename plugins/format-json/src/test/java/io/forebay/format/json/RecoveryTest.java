package io.forebay.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is loaded of damaged files: never a value that may be part of another row, and all that is surely a row. */
class RecoveryTest {
    private static final Loading NUMBER = Loading.of(TypeKind.BIGINT);
    private static final int LINES = 9;
    private static final int DAMAGED = 4;

    private static String line(int v) {
        return "{\"s\":\"a}\\\"{b\",\"n\":{\"x\":[1,{\"v\":99}, [\"]\"]],\"v\":98} , \"v\":" + v + "}";
    }

    @Test
    void loadsAllOtherLinesWhenOneIsCut() {
        String whole = line(DAMAGED);
        for (int length = 1; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            Loading.Outcome outcome = NUMBER.load(lines(cut));
            long next = mayGoOn(cut) ? DAMAGED + 1 : DAMAGED;
            assertThat(outcome.values())
                    .as(cut)
                    .isEqualTo(LongStream.range(0, LINES)
                            .filter(v -> v < DAMAGED || v > next)
                            .boxed()
                            .toList());
            assertThat(outcome.onlyRejected().line()).as(cut).isEqualTo(next + 1);
            assertThat(outcome.onlyRejected().rawLine()).startsWith(cut.strip());
            assertThat(outcome.lines()).isEqualTo(LINES);
        }
    }

    /** Whether the next line's object may be a value in well-formed text that is cut here. */
    private static boolean mayGoOn(String cut) {
        Deque<Character> open = new ArrayDeque<>();
        boolean quoted = false;
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '{' || c == '[')) {
                open.push(c);
            } else if (!quoted && (c == '}' || c == ']')) {
                open.pop();
            }
        }
        String text = cut.strip();
        return !quoted && (open.peek() == '{' ? text.endsWith(":") : text.endsWith("[") || text.endsWith(","));
    }

    private static String lines(String damaged) {
        StringBuilder text = new StringBuilder();
        for (int v = 0; v < LINES; v++) {
            text.append(v == DAMAGED ? damaged : line(v)).append('\n');
        }
        return text.toString();
    }

    @Test
    void loadsAllOtherLinesWhenAByteIsOverwritten() {
        Random random = new Random(3);
        String whole = line(DAMAGED);
        for (int at = 0; at < whole.length(); at++) {
            for (char other : "x{}[]\",:\\0 \u0001".toCharArray()) {
                String damaged = whole.substring(0, at) + other + whole.substring(at + 1);
                Loading.Outcome outcome = NUMBER.load(lines(damaged));
                List<Object> values = new ArrayList<>(outcome.values());
                values.removeIf(v -> v == null || v.equals((long) DAMAGED));
                boolean open = damaged.endsWith(":") || damaged.endsWith(",") || damaged.endsWith("[");
                for (long v = 0; v < LINES; v++) {
                    if (v != DAMAGED && !(open && v == DAMAGED + 1)) {
                        assertThat(values).as(damaged).contains(v);
                    }
                }
                assertThat(outcome)
                        .isEqualTo(NUMBER.blocks(1 + random.nextInt(99)).load(lines(damaged)));
            }
        }
    }

    /** Damage inside of a document must not make rows of what is in it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "{\"a\":[|  {\"v\":7}|  {\"v\":8}|]}|",
                "{\"a\":[{\"v\":7,\"b\":]},{\"v\":8}]}",
                "{\"a\":[{\"v\":7},,{\"v\":8}]}|",
                "{\"a\":[|{\"v\":7},|oops,|{\"v\":8}|]}|",
                "[|{\"v\":7},|{\"v\":oops},|{\"v\":8}|]|",
                "{\"a\" {\"v\":7}}|",
                "{\"a\":{\"v\":7} \"b\":{\"v\":8}}|",
                "{\"a\":'{', \"b\":{\"v\":8}}|",
                "{\"a\":[1,2}, \"b\":{\"v\":8}|}]}|",
                "\"{\\\"v\\\":7}\"|",
                "\"{}\" ,|",
            })
    void makesNoRowsOfNestedValues(String damaged) {
        String text = "{\"v\":1}\n" + damaged.replace('|', '\n') + "\n{\"v\":2}\n{\"v\":3}\n";
        Loading.Outcome outcome = NUMBER.load(text);
        assertThat(outcome.values()).containsExactly(1L, 2L, 3L);
        assertThat(outcome.rejected()).isNotEmpty();
    }

    @Test
    void takesADamagedDocumentAsOneRowWhereItsEndIsKnown() {
        Loading.Outcome outcome = NUMBER.load("{\"v\":1}{\"v\":2, oops {\"x\":[\"}\"]} }{\"v\":3}{\"v\":4,}{\"v\":5}");
        assertThat(outcome.values()).containsExactly(1L, 3L, 5L);
        assertThat(outcome.rejected())
                .extracting(RejectedRow::rawLine)
                .containsExactly("{\"v\":2, oops {\"x\":[\"}\"]} }", "{\"v\":4,}");
        assertThat(outcome.rejected())
                .extracting(RejectedRow::reason)
                .containsExactly(
                        "Invalid JSON: a name in quotes is expected at byte 8",
                        "Invalid JSON: a name in quotes is expected at byte 7");
        assertThat(outcome.rejected()).extracting(RejectedRow::position).containsExactly(8, 7);
    }

    @Test
    void goesOnAtTheNextLineBehindATextThatIsNotClosed() {
        Loading.Outcome outcome = NUMBER.load("{\"v\":1,\"s\":\"x\n  y\"}\n{\"v\":2}\n  {\"v\":3,\n{\"v\":4}\n");
        assertThat(outcome.values()).containsExactly(2L, 4L);
        assertThat(outcome.rejected()).extracting(RejectedRow::line).containsExactly(2L, 4L);
        assertThat(outcome.rejected())
                .extracting(RejectedRow::reason)
                .containsExactly(
                        "Invalid JSON: a closing quote or \\u00xx is expected at byte 13",
                        "Invalid JSON: it ends before a name in quotes");
    }

    @Test
    void tellsOfADocumentThatTheFileCutsOff() {
        Loading.Outcome outcome = NUMBER.load("{\"v\":1}\n{\"v\":2,\n \"w\":\n\n");
        assertThat(outcome.values()).containsExactly(1L);
        assertThat(outcome.onlyRejected().line()).isEqualTo(3);
        assertThat(outcome.onlyRejected().reason()).isEqualTo("Invalid JSON: it ends before a value");
        assertThat(outcome.lines()).isEqualTo(4);
    }

    @Test
    void tellsTextThatIsNoJsonLineByLine() {
        Loading.Outcome outcome = NUMBER.load("1|a|\"{b}\"\n\n2|c\n3\0");
        assertThat(outcome.rows()).isEmpty();
        assertThat(outcome.rejected()).extracting(RejectedRow::line).containsExactly(1L, 3L, 4L);
        assertThat(outcome.rejected())
                .extracting(RejectedRow::reason)
                .containsOnly("Invalid JSON: an object or array is expected");
        assertThat(outcome.rejected()).extracting(RejectedRow::code).containsOnly(1216);
    }

    @Test
    void readsTheSameInAnyBlocks() {
        Random random = new Random(8);
        Loading texts =
                Loading.of(Column.of("a", ColumnType.varchar(0)), Column.of("b", ColumnType.of(TypeKind.INTEGER)));
        for (int i = 0; i < 4_000; i++) {
            byte[] text = damagedText(random).getBytes(StandardCharsets.UTF_8);
            Loading.Outcome large = texts.blocks(1 << 13).load(text);
            assertThat(texts.blocks(1 + random.nextInt(24)).load(text))
                    .as(new String(text, StandardCharsets.UTF_8))
                    .isEqualTo(large);
        }
    }

    private static String damagedText(Random random) {
        RandomJson json = new RandomJson(random, random.nextBoolean() ? "\n" : "\n  ");
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(json.document()).append(random.nextInt(3) == 0 ? json.space() : "\n");
        }
        for (int i = random.nextInt(5); i > 0 && text.length() > 0; i--) {
            int at = random.nextInt(text.length());
            text.replace(
                    at,
                    at + random.nextInt(2),
                    random.nextBoolean()
                            ? ""
                            : "{}[]\",:\\\n\0x".substring(random.nextInt(11)).substring(0, 1));
        }
        return text.toString();
    }

    @Test
    void cutsAtEveryByteAlike() {
        byte[] text = ("{\"v\":1}\n \n[2]\n{\"v\":{\"w\":[{}]},\n\"v\" :3}{\"v\":4},{\"v\":\"5\\\"}\n"
                        + "{\"v\":6,\n{\"v\":7} junk \"{\"\n{\"v\":\"8}\n{\"v\":9}")
                .getBytes(StandardCharsets.UTF_8);
        Loading.Outcome large = NUMBER.load(text);
        assertThat(large.values()).containsExactly(1L, 3L, 4L, 7L, 9L);
        assertThat(large.rejected()).extracting(RejectedRow::line).containsExactly(3L, 5L, 5L, 6L, 7L, 8L);
        for (int block = 1; block <= text.length; block++) {
            assertThat(NUMBER.blocks(block).load(text))
                    .as("blocks of %d", block)
                    .isEqualTo(large);
        }
    }

    @Test
    void survivesRandomBytes() {
        Random random = new Random(4);
        for (int i = 0; i < 4_000; i++) {
            byte[] bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = random.nextInt(4) > 0 ? (byte) "{}[]\":,\\\nv1 ".charAt(random.nextInt(12)) : bytes[at];
            }
            assertThat(NUMBER.blocks(1 + random.nextInt(16)).load(bytes))
                    .as(new String(bytes, StandardCharsets.ISO_8859_1))
                    .isEqualTo(NUMBER.load(bytes));
        }
    }
}
