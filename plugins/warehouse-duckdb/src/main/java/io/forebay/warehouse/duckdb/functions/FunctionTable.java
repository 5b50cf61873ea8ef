package io.forebay.warehouse.duckdb.functions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Every function that Redshift's documentation names, and what becomes of it here: {@code functions.tsv}. */
public final class FunctionTable {
    /** What stands for a function. */
    public enum Status {
        EXACT,
        DIFFERS,
        REFUSED
    }

    /**
     * One function.
     *
     * @param by {@code DuckDB}, {@code library}, {@code rule}, or {@code =} and another name of DuckDB's
     * @param note how it differs, or what to do instead; may be empty
     */
    public record Entry(String family, String name, Status status, String by, String note) {
        static Entry parse(String line) {
            String[] cells = line.split("\t", -1);
            return new Entry(cells[0], cells[1], Status.valueOf(cells[2].toUpperCase(Locale.ROOT)), cells[3], cells[4]);
        }
    }

    private static final List<Entry> ENTRIES = read();

    private FunctionTable() {}

    /** In the table's order. */
    public static List<Entry> entries() {
        return ENTRIES;
    }

    private static List<Entry> read() {
        InputStream file = Objects.requireNonNull(FunctionTable.class.getResourceAsStream("functions.tsv"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            List<Entry> entries = new ArrayList<>();
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> entries.add(Entry.parse(line)));
            return List.copyOf(entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What to call instead of a function's name. */
    public static Map<String, String> names() {
        Map<String, String> names = new TreeMap<>();
        for (Entry entry : ENTRIES) {
            if (entry.by().equals("library")) {
                names.put(entry.name(), Library.FUNCTIONS + "." + entry.name());
            } else if (entry.by().startsWith("=")) {
                names.put(entry.name(), entry.by().substring(1));
            }
        }
        return Map.copyOf(names);
    }

    /** Functions that are not there, and what to say of them. */
    public static Map<String, String> missing() {
        Map<String, String> missing = new TreeMap<>();
        for (Entry entry : ENTRIES) {
            if (entry.status() == Status.REFUSED) {
                missing.put(entry.name(), entry.note());
            }
        }
        return Map.copyOf(missing);
    }
}
