package io.forebay.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.warehouse.duckdb.functions.FunctionTable;
import io.forebay.warehouse.duckdb.functions.FunctionTable.Entry;
import io.forebay.warehouse.duckdb.functions.FunctionTable.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/reference/functions.md is the table; {@code -Dforebay.regenerate=true} writes it anew. */
class FunctionsReferenceTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "reference", "functions.md");
    private static final String START = "<!-- from here on written from the table of functions -->\n";

    private static String table() {
        Map<String, List<Entry>> families = FunctionTable.entries().stream()
                .collect(Collectors.groupingBy(Entry::family, LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder();
        families.forEach((family, entries) -> {
            text.append("\n## ").append(family).append('\n');
            String exact = names(entries.stream()
                    .filter(entry -> entry.status() == Status.EXACT)
                    .toList());
            if (!exact.isEmpty()) {
                text.append("As on Redshift: ").append(exact).append(".\n");
            }
            rows(text, entries, Status.DIFFERS, "differs");
            rows(text, entries, Status.REFUSED, "refused: instead");
        });
        return text.toString();
    }

    private static void rows(StringBuilder text, List<Entry> entries, Status status, String title) {
        Map<String, List<Entry>> notes = entries.stream()
                .filter(entry -> entry.status() == status)
                .collect(Collectors.groupingBy(Entry::note, LinkedHashMap::new, Collectors.toList()));
        if (!notes.isEmpty()) {
            text.append("\n| function | ").append(title).append(" |\n|---|---|\n");
            notes.forEach((note, same) -> text.append("| ")
                    .append(names(same))
                    .append(" | ")
                    .append(note)
                    .append(" |\n"));
        }
    }

    private static String names(List<Entry> entries) {
        return entries.stream()
                .map(entry -> "`" + entry.name().toUpperCase(Locale.ROOT) + "`")
                .collect(Collectors.joining(", "));
    }

    @Test
    void saysWhatTheTableSays() throws IOException {
        String page = Files.readString(PAGE);
        String wanted = page.substring(0, page.indexOf(START)) + START + table();
        if (Boolean.getBoolean("forebay.regenerate")) {
            Files.writeString(PAGE, wanted);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(wanted);
    }
}
