package io.forebay.format.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.ForebayException;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSONPaths. */
class PathTest {
    private static final String NO_ELEMENT = "Invalid JSONPath format: Not an array or index out of range.";
    private static final String NO_OBJECT = "Invalid JSONPath format: Member is not an object.";
    private static final Loading NUMBER = Loading.of(TypeKind.INTEGER);

    @Test
    void makesAbsentMembersNull() {
        assertThat(NUMBER.paths("$.a.b")
                        .load("{}{\"a\":{}}{\"a\":null}{\"a\":{\"b\":7}}")
                        .values())
                .containsExactly(null, null, null, 7L);
        assertThat(NUMBER.paths("$.a[1].b").load("{\"a\":[0,{}]}").value()).isNull();
    }

    @Test
    void refusesAbsentElements() {
        Loading.Outcome outcome = NUMBER.paths("$.a[1]")
                .load("{\"a\":[0]}\n{\"a\":{}}\n{\"a\":1}\n{\"a\":null}\n{}\n{\"a\":[]}\n{\"a\":[0,1]}");
        assertThat(outcome.values()).containsExactly(1L);
        assertThat(outcome.rejected())
                .hasSize(6)
                .extracting(RejectedRow::reason)
                .containsOnly(NO_ELEMENT);
        assertThat(outcome.rejected()).extracting(RejectedRow::position).containsOnly(-1);
        assertThat(outcome.rejected().get(0).column())
                .isEqualTo(NUMBER.columns().get(0));
    }

    @Test
    void refusesMembersOfOtherValues() {
        Loading.Outcome outcome =
                NUMBER.paths("$.a.b").load("{\"a\":1}\n{\"a\":\"x\"}\n{\"a\":[{\"b\":1}]}\n{\"b\":2}");
        assertThat(outcome.values()).containsExactly((Object) null);
        assertThat(outcome.rejected())
                .hasSize(3)
                .extracting(RejectedRow::reason)
                .containsOnly(NO_OBJECT);
    }

    @Test
    void takesTheLastOfSeveralWithTheSameNameAsAWhole() {
        Loading two = Loading.of(
                        Column.of("b", ColumnType.of(TypeKind.INTEGER)),
                        Column.of("c", ColumnType.of(TypeKind.INTEGER)))
                .paths("$.a.b", "$.a.c");
        assertThat(two.load("{\"a\":{\"b\":1,\"c\":2},\"a\":{\"c\":3}}").rows())
                .containsExactly(Arrays.asList(null, 3L));
        assertThat(two.load("{\"a\":{\"b\":1,\"c\":2},\"a\":3}").onlyRejected().reason())
                .isEqualTo(NO_OBJECT);
    }

    @Test
    void readsAValueAndWhatIsInIt() {
        Loading all = Loading.of(
                        Column.of("a", ColumnType.varchar(100)),
                        Column.of("same", ColumnType.varchar(100)),
                        Column.of("b", ColumnType.varchar(100)),
                        Column.of("c", ColumnType.varchar(100)),
                        Column.of("whole", ColumnType.varchar(100)))
                .paths("$.a", "$.a", "$.a[0]", "$.a[1][2].x", "$");
        String array = "[ 1, [2, 3, {\"y\": 0, \"x\" : 4}]]";
        assertThat(all.load("{\"a\": " + array + "}").rows())
                .containsExactly(List.of(array, array, "1", "4", "{\"a\": " + array + "}"));
    }

    @Test
    void readsNamesOfAnyCharacters() {
        assertThat(NUMBER.paths("$['a.b']['[c]']['é x']")
                        .load("{\"a.b\":{\"[c]\":{\"\\u00e9 x\":1}}}")
                        .value())
                .isEqualTo(1L);
        assertThat(NUMBER.paths("$.a b.Ç-1").load("{\"a b\":{\"Ç-1\":1}}").value())
                .isEqualTo(1L);
        assertThat(NUMBER.paths("$.V").load("{\"v\":1}").value()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "$a",
                "$.",
                "$..a",
                "$.a.",
                "$.*",
                "$[*]",
                "$[-1]",
                "$[]",
                "$[1",
                "$[1.5]",
                "$['a'",
                "$['']",
                "$[a]",
                "$.a['b']",
                "$['a'].b",
                "$.a'b",
                "$.a]",
                "$[99999999999]",
                "$ .a"
            })
    void refusesWhatIsNoPath(String path) {
        assertThatThrownBy(() -> NUMBER.paths(path).load("{}"))
                .isInstanceOf(ForebayException.class)
                .hasMessageContaining("Invalid JSONPath format");
    }

    @Test
    void refusesBothNotationsInOneFile() {
        Loading two = Loading.of(
                Column.of("b", ColumnType.of(TypeKind.INTEGER)), Column.of("c", ColumnType.of(TypeKind.INTEGER)));
        assertThatThrownBy(() -> two.paths("$['a'][0]", "$.b[0]").load("{}")).hasMessageContaining("mixes");
        assertThat(two.paths("$[0]", "$.b[0]").load("{}").onlyRejected().reason())
                .isEqualTo(NO_ELEMENT);
    }

    @Test
    void followsPathsAsDeepAsDocumentsMayBe() {
        int depth = DocumentReader.MAX_DEPTH;
        Loading deep = NUMBER.paths("$" + "[0]".repeat(depth));
        assertThat(deep.load("[".repeat(depth) + 5 + "]".repeat(depth)).value()).isEqualTo(5L);
        assertThatThrownBy(() -> NUMBER.paths("$" + "[0]".repeat(depth + 1)).load("{}"))
                .hasMessageContaining("steps");
    }
}
