package io.forebay.format.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 'auto', 'auto ignorecase' and 'noshred'. */
class AutoTest {
    private static final Loading NUMBER = Loading.of(TypeKind.INTEGER);
    private static final Loading TWO =
            Loading.of(Column.of("id", ColumnType.of(TypeKind.INTEGER)), Column.of("größe", ColumnType.varchar(20)));

    @Test
    void matchesNamesWithTheirCase() {
        assertThat(NUMBER.load("{\"V\":1}").value()).isNull();
        assertThat(NUMBER.layout("auto ignorecase")
                        .load("{\"V\":1}{\"v\":2}{\"V\":3}")
                        .values())
                .containsExactly(1L, 2L, 3L);
        Loading folded = TWO.layout("auto ignorecase");
        assertThat(folded.load("{\"Größe\":\"a\",\"ID\":1} {\"GRÖSSE\":\"b\"} {\"GRÖßE\":\"c\",\"iD\":3}")
                        .rows())
                .containsExactly(Arrays.asList(1L, "a"), Arrays.asList(null, null), Arrays.asList(3L, "c"));
        assertThat(folded.load("{\"größ\\u0045\":\"a\"}").rows()).containsExactly(Arrays.asList(null, "a"));
    }

    @Test
    void matchesNamesWithEscapes() {
        assertThat(NUMBER.load("{\"\\u0076\":1}{\"v\":2}{\"\\u0076\":3}").values())
                .containsExactly(1L, 2L, 3L);
        Loading odd = Loading.of(Column.of("a\"b\\c", ColumnType.of(TypeKind.INTEGER)));
        assertThat(odd.load("{\"a\\\"b\\\\c\":1}{\"a\\u0022b\\\\c\":2}{\"a\":3}")
                        .values())
                .containsExactly(1L, 2L, null);
    }

    @Test
    void matchesNamesOfAllLengths() {
        for (int length = 1; length < 40; length++) {
            String name = "n".repeat(length);
            Loading loading = Loading.of(
                    Column.of(name, ColumnType.of(TypeKind.INTEGER)),
                    Column.of(name + "m", ColumnType.of(TypeKind.INTEGER)));
            String one = "{\"" + name + "\":1,\"" + name + "m\":2,\"" + name + "x\":3,\"" + name.substring(1) + "\":4}";
            String other = "{\"" + name + "m\":6,\"" + name + "\":5}";
            assertThat(loading.load(one + one + other + one).rows())
                    .containsExactly(List.of(1L, 2L), List.of(1L, 2L), List.of(5L, 6L), List.of(1L, 2L));
        }
    }

    @Test
    void takesTheLastOfSeveralWithTheSameName() {
        assertThat(NUMBER.load("{\"v\":1,\"v\":2}").value()).isEqualTo(2L);
        assertThat(NUMBER.load("{\"v\":\"x\",\"v\":null}").value()).isNull();
    }

    @Test
    void makesMissingMembersAndNullNull() {
        assertThat(NUMBER.load("{}{\"v\":null}{\"w\":1}").values()).containsExactly(null, null, null);
        Loading.Outcome outcome = NUMBER.notNull().load("{}\n{\"v\":null}\n{\"v\":1}\n{\"v\":\"\"}");
        assertThat(outcome.values()).containsExactly(1L);
        assertThat(outcome.rejected()).extracting(RejectedRow::code).containsOnly(1213);
        assertThat(outcome.rejected()).extracting(RejectedRow::line).containsExactly(1L, 2L, 4L);
        assertThat(outcome.rejected()).extracting(RejectedRow::reason).containsOnly("Missing data for not-null field");
        assertThat(outcome.rejected()).extracting(RejectedRow::position).containsExactly(-1, 5, 6);
    }

    @Test
    void keepsWholeDocumentsUnderNoshred() {
        Loading whole = Loading.of(TypeKind.SUPER).layout("noshred");
        assertThat(whole.load("{\"a\": [1, \"\\ud83d\\ude00\"]}\n [ ] {\n}").values())
                .containsExactly("{\"a\": [1, \"\\ud83d\\ude00\"]}", "[ ]", "{\n}");
        assertThat(whole.load("{\"a\": 01}").onlyRejected().code()).isEqualTo(1224);
    }

    @Test
    void refusesOptionsThatDoNotFitTheColumns() {
        refused(NUMBER.layout("noshred"), "'noshred' loads one column of type SUPER");
        refused(TWO.layout("noshred"), "'noshred' loads one column of type SUPER");
        refused(NUMBER.layout("Auto"), "FORMAT JSON 'Auto' is unknown");
        refused(Loading.of(), "there is no column");
        refused(Loading.of(TypeKind.TIMETZ), "cannot load from text");
        refused(TWO.paths("$.a"), "has 1 paths, but 2 columns");
        refused(NUMBER.paths("$.a", "$.b"), "has 2 paths, but 1 columns");
    }

    private static void refused(Loading loading, String message) {
        assertThatThrownBy(() -> loading.load("{}")).isInstanceOfSatisfying(ForebayException.class, e -> {
            assertThat(e.is(FormatError.BAD_OPTIONS)).isTrue();
            assertThat(e.getMessage()).contains(message);
        });
    }
}
