package io.forebay.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.Loaded;
import io.forebay.contract.format.Sampled;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.ValueRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that were told of random documents take them all, whatever their members hold. */
class SampledDocumentsTest {
    private static final List<String> NAMES = List.of("a", "b", "c d", "e\\\"", "f", "\u00e9", "g", "h");
    private static final Set<ReadFlag> FLAGS = EnumSet.of(
            ReadFlag.TRIMBLANKS,
            ReadFlag.EMPTYASNULL,
            ReadFlag.BLANKSASNULL,
            ReadFlag.ACCEPTANYDATE,
            ReadFlag.ROUNDEC,
            ReadFlag.TRUNCATECOLUMNS);
    private static final int DOCUMENTS = 30;

    /** A kind of value; members have some of them. Half a surrogate pair is none: no column takes it. */
    private enum Kind {
        NULL,
        SMALL,
        LARGE,
        HUGE,
        FRACTION,
        FINE,
        EXPONENT,
        LITERAL,
        DATE,
        TIMESTAMP,
        ZONED,
        CLOCK,
        DIGITS,
        WORDS,
        BLANKS,
        EMPTY,
        LONG,
        ESCAPES,
        NUL,
        OBJECT,
        ARRAY;

        String of(Random random) {
            return switch (this) {
                case NULL -> "null";
                case SMALL -> String.valueOf(random.nextInt(200) - 100);
                case LARGE -> String.valueOf(random.nextLong());
                case HUGE -> (random.nextBoolean() ? "-" : "") + digits(random, 1 + random.nextInt(80));
                case FRACTION -> random.nextInt(1000) + "." + random.nextInt(1000);
                case FINE -> "0." + "0".repeat(random.nextInt(50)) + digits(random, 1 + random.nextInt(40));
                case EXPONENT -> (random.nextInt(200) - 100) + "e" + (random.nextInt(800) - 400);
                case LITERAL -> String.valueOf(random.nextBoolean());
                case DATE -> quoted(date(random));
                case TIMESTAMP -> quoted(date(random) + " 10:20:30" + (random.nextBoolean() ? ".5" : ""));
                case ZONED -> quoted(date(random) + (random.nextBoolean() ? " 10:20:30+02" : "T10:20:30Z"));
                case CLOCK -> quoted("10:20:" + (10 + random.nextInt(60)));
                case DIGITS -> quoted(digits(random, 1 + random.nextInt(20)));
                case WORDS -> quoted("some \u00e9 words".repeat(1 + random.nextInt(4)));
                case BLANKS -> quoted(" ".repeat(1 + random.nextInt(3)) + (random.nextBoolean() ? "" : "7 "));
                case EMPTY -> "\"\"";
                case LONG -> quoted("x".repeat(random.nextInt(10) == 0 ? 70_000 : random.nextInt(3000)));
                case ESCAPES -> quoted("\\u00e9\\n\\\"" + "\\ud83d\\ude00".repeat(random.nextInt(5)));
                case NUL -> quoted("\\u0000");
                case OBJECT -> "{\"x\": [1, {\"y\": \"z\"}]}";
                case ARRAY -> "[ ]";
            };
        }

        private static String digits(Random random, int count) {
            StringBuilder digits = new StringBuilder().append(1 + random.nextInt(9));
            for (int i = 1; i < count; i++) {
                digits.append(random.nextInt(10));
            }
            return digits.toString();
        }

        private static String date(Random random) {
            return String.format(
                    Locale.ROOT,
                    "%04d-%02d-%02d",
                    1 + random.nextInt(9000),
                    1 + random.nextInt(12),
                    1 + random.nextInt(28));
        }

        private static String quoted(String text) {
            return '"' + text + '"';
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void loadWithoutARefusedRow(int seed) {
        for (int turn = 0; turn < 10; turn++) {
            check(new Random(seed * 1000L + turn));
        }
    }

    private static void check(Random random) {
        List<List<Kind>> members = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            List<Kind> kinds = new ArrayList<>();
            for (int count = 1 + random.nextInt(3); count > 0; count--) {
                kinds.add(Kind.values()[random.nextInt(Kind.values().length)]);
            }
            members.add(kinds);
        }
        byte[][] files = new byte[1 + random.nextInt(3)][];
        for (int i = 0; i < files.length; i++) {
            files[i] = file(members, random).getBytes(StandardCharsets.UTF_8);
        }
        ReadOptions options = options(random);
        Sampled sampled = Sampled.from(new JsonFormat(), options, files);
        for (byte[] file : files) {
            Loaded loaded = Loaded.from(new JsonFormat(), new ReadRequest(options, sampled.columns()), file);
            assertThat(loaded.rejected())
                    .as("%s with %s by %s", members, options, sampled.text())
                    .isEmpty();
            assertThat(loaded.rows()).hasSize(DOCUMENTS);
        }
    }

    private static String file(List<List<Kind>> members, Random random) {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < DOCUMENTS; i++) {
            List<String> document = new ArrayList<>();
            for (int member = 0; member < NAMES.size(); member++) {
                List<Kind> kinds = members.get(member);
                if (random.nextInt(5) > 0) {
                    String value = kinds.get(random.nextInt(kinds.size())).of(random);
                    document.add('"' + NAMES.get(member) + "\": " + value);
                }
            }
            file.append('{').append(String.join(", ", document)).append(random.nextBoolean() ? "}\n" : "}");
        }
        return file.toString();
    }

    private static ReadOptions options(Random random) {
        Set<ReadFlag> flags = EnumSet.noneOf(ReadFlag.class);
        FLAGS.stream().filter(flag -> random.nextInt(4) == 0).forEach(flags::add);
        List<@Nullable String> times = new ArrayList<>(List.of("auto", "epochsecs", "epochmillisecs"));
        times.add(null);
        Layout layout = new Layout.Named("JSON", List.of(random.nextBoolean() ? "auto" : "auto ignorecase"));
        ValueRules values = new ValueRules(
                "\\N",
                random.nextInt(4) == 0 ? '?' : null,
                random.nextBoolean() ? "auto" : null,
                times.get(random.nextInt(times.size())));
        return new ReadOptions(layout, Compression.NONE, Encoding.UTF8, 0, values, flags);
    }
}
