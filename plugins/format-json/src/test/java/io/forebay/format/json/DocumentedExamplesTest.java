package io.forebay.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Data of the shapes that the documentation shows. SOURCE: Amazon Redshift Database Developer Guide, "COPY examples",
 * "Load from JSON data", and "COPY from JSON format".
 */
class DocumentedExamplesTest {
    private static final Loading CATEGORY = Loading.of(
            Column.of("catid", ColumnType.of(TypeKind.SMALLINT)),
            Column.of("catgroup", ColumnType.varchar(10)),
            Column.of("catname", ColumnType.varchar(10)),
            Column.of("catdesc", ColumnType.varchar(50)));

    private static final List<List<Object>> CATEGORIES = List.of(
            List.of(5L, "Shows", "Musicals", "Musical theatre"),
            List.of(4L, "Shows", "Plays", "All \"non-musical\" theatre"),
            List.of(3L, "Shows", "Opera", "All opera and \"light\" opera"));

    @Test
    void loadsObjectsByTheNamesOfColumns() {
        Loading.Outcome outcome = CATEGORY.load("{\n  \"catdesc\": \"Musical theatre\",\n  \"catid\": 5,\n"
                + "  \"catgroup\": \"Shows\",\n  \"catname\": \"Musicals\"\n}\n"
                + "{\n\"catdesc\": \"All \\\"non-musical\\\" theatre\",\n\"catid\": 4,\n\"unknown\": {\"catid\": 9},\n"
                + "\"catgroup\": \"Shows\",\n\"catname\": \"Plays\"}"
                + "{\"catgroup\": \"Shows\", \"catname\": \"Opera\",\n\"catdesc\": \"All opera and \\\"light\\\" opera\","
                + " \"catid\": 3}");
        assertThat(outcome.rows()).isEqualTo(CATEGORIES);
        assertThat(outcome.rejected()).isEmpty();
        assertThat(outcome.lines()).isEqualTo(13);
    }

    @Test
    void loadsObjectsWithOtherNamesByPaths() {
        Loading.Outcome outcome = CATEGORY.paths(
                        "$['category_id']", "$['group']", "$['name']['short'][0]", "$['description']")
                .load("{\"category_id\": 5, \"group\": \"Shows\", \"name\": {\"short\": [\"Musicals\", \"M\"]},"
                        + " \"description\": \"Musical theatre\"}\n"
                        + "{\"name\": {\"short\": [\"Plays\"]}, \"category_id\": 4, \"group\": \"Shows\","
                        + " \"description\": \"All \\\"non-musical\\\" theatre\"}\n"
                        + "{\"category_id\": 3, \"group\": \"Shows\", \"name\": {\"long\": 1, \"short\": [\"Opera\"]},"
                        + " \"description\": \"All opera and \\\"light\\\" opera\"}");
        assertThat(outcome.rows()).isEqualTo(CATEGORIES);
    }

    @Test
    void loadsArraysByTheirElements() {
        Loading.Outcome outcome = CATEGORY.paths("$[0]", "$[1]", "$[2]", "$[3]")
                .load("[5,\"Shows\",\"Musicals\",\"Musical theatre\"]\n"
                        + "[4,\"Shows\",\"Plays\",\"All \\\"non-musical\\\" theatre\"]\n"
                        + "[3,\"Shows\",\"Opera\",\"All opera and \\\"light\\\" opera\", \"more\"]\n");
        assertThat(outcome.rows()).isEqualTo(CATEGORIES);
    }

    @Test
    void keepsTheSourceTextOfNestedValues() {
        Loading people = Loading.of(
                Column.of("name", ColumnType.varchar(20)),
                Column.of("friends", ColumnType.varchar(100)),
                Column.of("first", ColumnType.varchar(100)),
                Column.of("friendname", ColumnType.of(TypeKind.SUPER)));
        String friends = "[{\"id\": 0,\"name\": \"Carmella\"}, {\"id\": 1,\"name\": \"Renaldo\"}]";
        assertThat(people.paths("$.name", "$.friends", "$.friends[1]", "$.friends[0].name")
                        .load("{\"name\":\"A\" ,\"friends\" : " + friends + " }")
                        .rows())
                .containsExactly(List.of("A", friends, "{\"id\": 1,\"name\": \"Renaldo\"}", "\"Carmella\""));
    }

    @Test
    void readsBackslashesAsEscapes() {
        Loading text = Loading.of(ColumnType.varchar(50));
        assertThat(text.load("{\"v\": \"c:\\\\temp\\nnext\\tline \\/ \\\"q\\\" \\b\\f\\r\"}")
                        .value())
                .isEqualTo("c:\\temp\nnext\tline / \"q\" \b\f\r");
    }

    @Test
    void countsOtherCharactersBetweenObjectsOnceEach() {
        Loading.Outcome outcome =
                Loading.of(TypeKind.INTEGER).load("{\"v\":1},{\"v\":2},\n{\"v\":3} x y {\"v\":4}\n;\n{\"v\":5}");
        assertThat(outcome.values()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(outcome.rejected()).extracting(RejectedRow::rawLine).containsExactly(",", ",", "x y", ";");
        assertThat(outcome.rejected()).extracting(RejectedRow::line).containsExactly(1L, 1L, 2L, 3L);
        assertThat(outcome.rejected()).extracting(RejectedRow::code).containsOnly(1216);
    }

    @Test
    void takesATopLevelArrayAsOneRow() {
        Loading number = Loading.of(TypeKind.INTEGER);
        RejectedRow rejected = number.load("[{\"v\":1},{\"v\":2}]").onlyRejected();
        assertThat(rejected.reason()).isEqualTo("Invalid JSONPath format: Member is not an object.");
        assertThat(number.paths("$[1].v").load("[{\"v\":1},{\"v\":2}]").value()).isEqualTo(2L);
    }

    @Test
    void tellsTheLastLineOfTheObject() {
        RejectedRow rejected = Loading.of(TypeKind.INTEGER)
                .load("{\"v\":1}\n\n{\n \"w\": [\n],\n \"v\": \"x\"\n}\n\n{\"v\":2}")
                .onlyRejected();
        assertThat(rejected.line()).isEqualTo(7);
        assertThat(rejected.rawLine()).startsWith("{. \"w\": [.],. \"v\": \"x\".}".replace('.', '\n'));
        assertThat(rejected.rawValue()).isEqualTo("x");
        assertThat(rejected.position()).isEqualTo(20);
        assertThat(rejected.code()).isEqualTo(1207);
        assertThat(rejected.reason()).isEqualTo("Invalid digit, Value 'x', Pos 0, Type: Integer");
    }

    @Test
    void skipsHeadersAsPhysicalLines() {
        Loading.Outcome outcome =
                Loading.of(TypeKind.INTEGER).ignoreHeader(2).load("# made by\n{\"v\": 0}\n{\"v\":1}\n{\"v\":true}\n");
        assertThat(outcome.values()).containsExactly(1L);
        assertThat(outcome.onlyRejected().line()).isEqualTo(4);
        assertThat(outcome.lines()).isEqualTo(4);
    }
}
