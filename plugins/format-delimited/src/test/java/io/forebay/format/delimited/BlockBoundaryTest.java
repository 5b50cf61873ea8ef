package io.forebay.format.delimited;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.warehouse.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random texts in blocks of a few bytes against slow models that see one character after the other. */
class BlockBoundaryTest {
    private static final int TEXTS = 3_000;

    /** A block that takes each text whole. */
    private static final int LARGE = 4096;

    private static final Loading LINES = Loading.texts(3);

    private final Random random = new Random(42);

    @Test
    void findsTheRecordsOfPlainText() {
        for (int i = 0; i < TEXTS; i++) {
            String text = text("ab1|||\n\n\r");
            List<List<String>> records = new ArrayList<>();
            for (String line : (text.endsWith("\n") ? text.substring(0, text.length() - 1) : text).split("\n", -1)) {
                String record = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
                records.add(List.of(record.split("\\|", -1)));
            }
            check(LINES, text, text.isEmpty() ? List.of() : records);
        }
    }

    @Test
    void findsTheRecordsOfEscapedText() {
        for (int i = 0; i < TEXTS; i++) {
            String text = text("ab\\\\\\||\n\n");
            check(LINES.with(ReadFlag.ESCAPE), text, escaped(text));
        }
    }

    @Test
    void findsTheRecordsOfCsv() {
        for (int i = 0; i < TEXTS; i++) {
            String text = csvText();
            check(LINES.layout(new Layout.Csv((byte) '|', (byte) '"')), text, quoted(text));
        }
    }

    @Test
    void rejectsTheSameRecordsInAnyBlocks() {
        Loading loading = Loading.of(TypeKind.INTEGER, TypeKind.VARCHAR);
        for (Loading kind : List.of(
                loading,
                loading.with(ReadFlag.ESCAPE),
                loading.with(ReadFlag.REMOVEQUOTES),
                loading.with(ReadFlag.ESCAPE, ReadFlag.REMOVEQUOTES, ReadFlag.IGNOREBLANKLINES),
                loading.layout(new Layout.Csv((byte) '|', (byte) '"')).ignoreHeader(1),
                loading.layout(new Layout.FixedWidth(
                        List.of(new Layout.FixedWidth.Field("a", 2), new Layout.FixedWidth.Field("b", 3)))))) {
            for (int i = 0; i < TEXTS / 3; i++) {
                String text = text("12|||\"\"'\\ é\r\n\n\n\0");
                assertThat(kind.blocks(1 + random.nextInt(20)).load(text))
                        .as(text)
                        .isEqualTo(kind.blocks(LARGE).load(text));
            }
        }
    }

    /** Each model record must be a row of three fields, or rejected on the line where it starts. */
    private void check(Loading loading, String text, List<List<String>> records) {
        List<List<String>> rows = records.stream()
                .map(record -> record.size() == 4 && record.get(3).isEmpty() ? record.subList(0, 3) : record)
                .filter(record -> record.size() == 3)
                .toList();
        Loading.Outcome outcome = loading.blocks(1 + random.nextInt(30)).load(text);
        assertThat(outcome.rows()).as(text).isEqualTo(rows);
        assertThat(outcome.rejected()).as(text).hasSize(records.size() - rows.size());
        long newlines = text.chars().filter(c -> c == '\n').count();
        assertThat(outcome.lines()).as(text).isEqualTo(newlines + (text.isEmpty() || text.endsWith("\n") ? 0 : 1));
        assertThat(outcome).isEqualTo(loading.blocks(LARGE).load(text));
    }

    private String text(String alphabet) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(60);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static List<List<String>> escaped(String text) {
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean begun = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            begun = true;
            if (c == '\\' && i + 1 < text.length()) {
                field.append(text.charAt(++i));
            } else if (c == '|' || c == '\n') {
                record.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    records.add(record);
                    record = new ArrayList<>();
                    begun = false;
                }
            } else {
                field.append(c);
            }
        }
        if (begun) {
            record.add(field.toString());
            records.add(record);
        }
        return records;
    }

    /** Well-formed CSV: fields that are quoted or hold no quote. */
    private String csvText() {
        StringBuilder text = new StringBuilder();
        int records = random.nextInt(6);
        for (int i = 0; i < records; i++) {
            int fields = random.nextInt(8) == 0 ? 2 : 3;
            for (int field = 0; field < fields; field++) {
                text.append(field == 0 ? "" : "|");
                text.append(
                        random.nextBoolean()
                                ? "x" + text("ab\"é").replace("\n", "")
                                : " \"" + text("ab|\n").replace("b", "\"\"") + "\" ");
            }
            text.append(i + 1 < records || random.nextBoolean() ? "\n" : "");
        }
        return text.toString();
    }

    private static List<List<String>> quoted(String text) {
        List<List<String>> records = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            List<String> record = new ArrayList<>();
            boolean more = true;
            while (more) {
                StringBuilder field = new StringBuilder();
                if (text.startsWith(" \"", at)) {
                    at += 2;
                    while (text.charAt(at) != '"' || text.startsWith("\"\"", at)) {
                        at += text.charAt(at) == '"' ? 1 : 0;
                        field.append(text.charAt(at++));
                    }
                    at += 2;
                } else {
                    while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != '\n') {
                        field.append(text.charAt(at++));
                    }
                }
                record.add(field.toString());
                more = at < text.length() && text.charAt(at) == '|';
                at++;
            }
            records.add(record);
        }
        return records;
    }

    @Test
    void survivesRandomBytes() {
        Loading loading = Loading.of(
                        TypeKind.INTEGER, TypeKind.DOUBLE, TypeKind.VARCHAR, TypeKind.TIMESTAMP, TypeKind.SUPER)
                .timeFormat("auto");
        for (Loading kind : List.of(
                loading, loading.csv(), loading.with(ReadFlag.ESCAPE, ReadFlag.REMOVEQUOTES), loading.replacing('?'))) {
            for (int i = 0; i < TEXTS; i++) {
                byte[] bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                for (int at = 0; at < bytes.length; at++) {
                    bytes[at] = random.nextInt(3) == 0 ? (byte) "|,\n\"'\\1 ".charAt(random.nextInt(8)) : bytes[at];
                }
                assertThat(kind.blocks(LARGE).load(bytes))
                        .as(new String(bytes, StandardCharsets.ISO_8859_1))
                        .isEqualTo(kind.blocks(16).load(bytes));
            }
        }
    }
}
