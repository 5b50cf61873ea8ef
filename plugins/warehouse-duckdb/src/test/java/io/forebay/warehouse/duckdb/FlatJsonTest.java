package io.forebay.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.warehouse.duckdb.driver.FlatJson;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatJsonTest {
    @Test
    void readsWhatItWrites() {
        Map<String, String> members = Map.of("a", "it's \"quoted\"\\ \n\t\u0001 ä😀", "", "", "b", "{}");
        assertThat(FlatJson.read(FlatJson.write(members))).contains(members);
        assertThat(FlatJson.read("{}")).contains(Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\"}", "{\"a\":1}", "[]", "{\"a\":\"b\"} x", "{\"a\":\"\\u00\"}", "text"})
    void takesNothingElse(String text) {
        assertThat(FlatJson.read(text)).isEmpty();
    }

    @Test
    void keepsTheUsersCommentBesideTheNote() {
        Note note = new Note(ColumnType.character(5), new Column.Identity(-1, 2, false), "it's mine");
        assertThat(Note.read(note.text().orElseThrow())).isEqualTo(note);
        assertThat(Note.read("plain words")).isEqualTo(new Note(null, null, "plain words"));
        assertThat(Note.read("plain words").text()).contains("plain words");
        assertThat(Note.NONE.text()).isEmpty();
    }
}
