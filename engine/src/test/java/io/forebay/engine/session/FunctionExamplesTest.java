package io.forebay.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.store.MemoryObjectStore;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.TestWarehouse;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.warehouse.duckdb.functions.FunctionTable;
import io.forebay.warehouse.duckdb.functions.FunctionTable.Entry;
import io.forebay.warehouse.duckdb.functions.FunctionTable.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every function of the table gives what its examples say, or refuses, on DuckDB. */
class FunctionExamplesTest {
    private static EngineFixture engine;

    /** @param expected a value, or {@code !SQLSTATE message}; empty when only the type is said */
    private record Example(String name, String sql, String expected, String type) {
        static Example parse(String line) {
            int colon = line.indexOf(": ");
            int arrow = line.lastIndexOf(" => ");
            String sql = line.substring(colon + 2, arrow);
            String expected = line.substring(arrow + 4);
            int comma = expected.matches(".*, [a-z]+[a-z ]*(\\([0-9,]+\\))?") ? expected.lastIndexOf(", ") : -1;
            boolean typed = comma >= 0 && !expected.startsWith("!");
            return new Example(
                    line.substring(0, colon),
                    sql.startsWith("SELECT ") ? sql : "SELECT " + sql,
                    typed ? expected.substring(0, comma) : expected,
                    typed ? expected.substring(comma + 2) : "");
        }

        String value() {
            return expected.startsWith("[") && expected.endsWith("]")
                    ? expected.substring(1, expected.length() - 1)
                    : expected;
        }
    }

    @BeforeAll
    static void openEngine(@TempDir Path folder) {
        engine = new EngineFixture(
                folder, new MemoryObjectStore("lake"), place -> TestWarehouse.duckDb(place, Map.of()));
        engine.run("CREATE TABLE numbers (g int, a int, b bigint, d decimal(10,2), f float8, t timestamp)");
        engine.run("INSERT INTO numbers VALUES (1, 1, 10, 1.11, 1, '2024-01-01'), (1, 2, 20, 2.22, 2, '2024-01-02'),"
                + " (2, 3, 30, 3.33, 3, NULL)");
    }

    @AfterAll
    static void closeEngine() {
        engine.close();
    }

    private static List<Example> examples() throws IOException {
        try (var in = Objects.requireNonNull(FunctionExamplesTest.class.getResourceAsStream("functions.examples"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(Example::parse)
                    .toList();
        }
    }

    /** Empty when the example holds. */
    private static String failure(Example example) {
        try {
            return example.expected.startsWith("!") ? failureOfError(example) : failureOfValue(example);
        } catch (ForebayException e) {
            return e.code().sqlState() + " " + e.getMessage();
        }
    }

    private static String failureOfValue(Example example) {
        String column = engine.columns(example.sql);
        String type = column.substring(column.lastIndexOf(typeStart(example, column)));
        if (!example.type.isEmpty() && !column.endsWith(" " + example.type)) {
            return "the type is " + type;
        }
        String value = engine.run("SELECT CAST(r AS varchar) FROM (" + example.sql + ") AS x (r)");
        return example.expected.isEmpty() || value.equals(example.value()) ? "" : "[" + value + "]";
    }

    private static String typeStart(Example example, String column) {
        return column.endsWith(example.type) ? example.type : " ";
    }

    private static String failureOfError(Example example) {
        try {
            return "no error, but " + engine.run(example.sql);
        } catch (ForebayException e) {
            String shown = "!" + e.code().sqlState() + " " + e.getMessage();
            String[] wanted = example.expected.split(" ", 2);
            boolean same = shown.startsWith(wanted[0]) && (wanted.length < 2 || shown.contains(wanted[1]));
            return same ? "" : shown;
        }
    }

    @Test
    void givesWhatTheExamplesSay() throws IOException {
        Map<String, int[]> passed = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        for (Example example : examples()) {
            String failure = failure(example);
            int[] counts = passed.computeIfAbsent(example.name, name -> new int[2]);
            counts[failure.isEmpty() ? 0 : 1]++;
            if (!failure.isEmpty()) {
                failures.add(example.sql + " => " + example.expected + " (" + example.type + "), but: " + failure);
            }
        }
        System.out.println(passed.entrySet().stream()
                .map(entry ->
                        entry.getKey() + " " + entry.getValue()[0] + "/" + (entry.getValue()[0] + entry.getValue()[1]))
                .collect(Collectors.joining(", ")));
        assertThat(failures).isEmpty();
    }

    @Test
    void hasAnExampleOfEachFunctionThatItsOwnRulesAndLibraryGive() throws IOException {
        List<String> shown = examples().stream().map(Example::name).distinct().toList();
        List<String> wanted = FunctionTable.entries().stream()
                .filter(entry -> entry.status() != Status.REFUSED && !entry.by().equals("query"))
                .map(Entry::name)
                .toList();
        assertThat(wanted).isSubsetOf(shown);
    }

    @Test
    void refusesWhatIsNotThere() {
        for (Entry entry : FunctionTable.entries()) {
            if (entry.status() == Status.REFUSED) {
                assertThatThrownBy(() -> engine.run("SELECT " + entry.name() + "(1)"))
                        .as(entry.name())
                        .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.code())
                                .isEqualTo(CommonError.NOT_SUPPORTED))
                        .hasMessageContaining(entry.note());
            }
        }
    }
}
