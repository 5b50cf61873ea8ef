package io.forebay.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random documents against Jackson's tree model. */
class TreeModelTest {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    private static final int FILES = 1500;

    private final Random random = new Random(5);
    private final RandomJson json = new RandomJson(random, "\n");

    @Test
    void findsMembersByNameAsTheTreeModelDoes() throws JsonProcessingException {
        Loading texts = Loading.of(
                Column.of("a", ColumnType.varchar(0)),
                Column.of("b", ColumnType.of(TypeKind.SUPER)),
                Column.of("long name", ColumnType.varchar(0)),
                Column.of("é", ColumnType.varchar(0)));
        for (int file = 0; file < FILES; file++) {
            List<String> documents = documents("{");
            Loading.Outcome outcome = texts.blocks(1 + random.nextInt(60)).load(joined(documents));
            assertThat(outcome.rejected()).isEmpty();
            assertThat(outcome.rows()).hasSameSizeAs(documents);
            for (int i = 0; i < documents.size(); i++) {
                JsonNode tree = MAPPER.readTree(documents.get(i));
                List<@Nullable Object> row = outcome.rows().get(i);
                for (int column = 0; column < 4; column++) {
                    check(tree.path(texts.columns().get(column).name()), row.get(column), column != 1);
                }
            }
        }
    }

    @Test
    void findsMembersByPathAsTheTreeModelDoes() throws JsonProcessingException {
        Loading members = Loading.of(
                        Column.of("c1", ColumnType.varchar(0)),
                        Column.of("c2", ColumnType.varchar(0)),
                        Column.of("c3", ColumnType.of(TypeKind.SUPER)))
                .paths("$['a']", "$['a']['b']", "$['b']['a']['a']");
        int loaded = 0;
        for (int file = 0; file < 2 * FILES; file++) {
            String document = documents("").get(0);
            JsonNode tree = MAPPER.readTree(document);
            boolean refused = noObject(tree)
                    || noObject(tree.path("a"))
                    || noObject(tree.path("b"))
                    || noObject(tree.path("b").path("a"));
            Loading.Outcome outcome = members.blocks(1 + random.nextInt(60)).load(document);
            assertThat(outcome.rejected()).as(document).hasSize(refused ? 1 : 0);
            if (!refused) {
                loaded++;
                List<@Nullable Object> row = outcome.rows().get(0);
                check(tree.path("a"), row.get(0), true);
                check(tree.path("a").path("b"), row.get(1), true);
                check(tree.path("b").path("a").path("a"), row.get(2), false);
            }
        }
        assertThat(loaded).isGreaterThan(FILES / 10);
    }

    @Test
    void findsElementsByPathAsTheTreeModelDoes() throws JsonProcessingException {
        Loading elements = Loading.of(
                        Column.of("c1", ColumnType.varchar(0)), Column.of("c2", ColumnType.of(TypeKind.SUPER)))
                .paths("$[1]", "$[0]['a'][1]");
        int loaded = 0;
        for (int file = 0; file < FILES; file++) {
            String first = documents("").get(0);
            String document = "[{\"a\": " + first + "} ," + documents("").get(0) + json.space() + "]";
            JsonNode wanted = MAPPER.readTree(document).path(0).path("a").path(1);
            Loading.Outcome outcome = elements.blocks(1 + random.nextInt(60)).load(document);
            assertThat(outcome.rejected()).as(document).hasSize(wanted.isMissingNode() ? 1 : 0);
            if (!wanted.isMissingNode()) {
                loaded++;
                check(MAPPER.readTree(document).path(1), outcome.rows().get(0).get(0), true);
                check(wanted, outcome.rows().get(0).get(1), false);
            }
        }
        assertThat(loaded).isGreaterThan(FILES / 50);
    }

    private static boolean noObject(JsonNode node) {
        return !node.isObject() && !node.isNull() && !node.isMissingNode();
    }

    @Test
    void acceptsWhatJacksonAccepts() {
        Loading whole = Loading.of(TypeKind.SUPER).layout("noshred");
        int good = 0;
        for (int file = 0; file < 10_000; file++) {
            StringBuilder text = new StringBuilder(json.document().replaceAll("[^\\x00-\\x7f]", "u"));
            if (random.nextInt(4) > 0) {
                int at = random.nextInt(text.length());
                text.replace(at, at + random.nextInt(2), mutation());
            }
            boolean valid = valid(text.toString());
            Loading.Outcome outcome = whole.blocks(4096).load(text.toString());
            assertThat(outcome.rows().size() == 1 && outcome.rejected().isEmpty())
                    .as(text.toString())
                    .isEqualTo(valid);
            good += valid ? 1 : 0;
        }
        assertThat(good).isBetween(2_500, 7_500);
    }

    private String mutation() {
        String[] mutations = {
            "", "{", "}", "[", "]", ",", ":", "\"", "\\", "0", "-", ".", "e", "E+", "t", "true", "null", "\t", "\n",
            " ", "\u0001", "\\u12", "+1", "'", "//", "\u000b", "\\x", "nul", "01"
        };
        return mutations[random.nextInt(mutations.length)];
    }

    /** Jackson takes half a surrogate pair, which is no text. */
    private static boolean valid(String text) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            boolean whole = true;
            while (parser.nextToken() != null) {
                whole &= StandardCharsets.UTF_8.newEncoder().canEncode(parser.getText());
            }
            return whole && MAPPER.readTree(text).isContainerNode();
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> documents(String start) {
        List<String> documents = new ArrayList<>();
        int wanted = 1 + random.nextInt(4);
        while (documents.size() < wanted) {
            String document = json.document();
            if (document.startsWith(start)) {
                documents.add(document);
            }
        }
        return documents;
    }

    private String joined(List<String> documents) {
        StringBuilder text = new StringBuilder(json.space());
        documents.forEach(document -> text.append(document).append(json.space()));
        return text.toString();
    }

    private static void check(JsonNode node, @Nullable Object value, boolean text) throws JsonProcessingException {
        if (node.isMissingNode() || node.isNull()) {
            assertThat(value).isNull();
        } else if (node.isTextual() && text) {
            assertThat(value).isEqualTo(node.textValue());
        } else {
            assertThat(MAPPER.readTree(String.valueOf(value))).isEqualTo(node);
        }
    }
}
