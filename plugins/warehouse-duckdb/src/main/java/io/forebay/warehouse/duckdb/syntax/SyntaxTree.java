package io.forebay.warehouse.duckdb.syntax;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Mention;
import io.forebay.spi.warehouse.TableName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBConnection;

/**
 * A statement as DuckDB's parser reads it, so that no second reading of the text can differ from the one that runs. DuckDB
 * shows the trees of queries only; another statement is read as a WITH query, which may be an INSERT, UPDATE or DELETE.
 */
public final class SyntaxTree {
    private static final String BEFORE = "WITH forebay_statement AS (";
    private static final String BEHIND = "\n) SELECT 1";
    private static final int DEEPEST = 4000;
    private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private SyntaxTree() {}

    /** @param database the users' own */
    public static List<Mention> mentions(DuckDBConnection jdbc, String database, String statement) throws SQLException {
        String text = statement;
        JsonNode tree = read(jdbc, text);
        if (tree.path("error").asBoolean(true)
                && !tree.path("error_type").asText("").equals("parser")) {
            text = BEFORE + statement + BEHIND;
            tree = read(jdbc, text);
            check(tree, BEFORE.length());
        }
        check(tree, 0);
        if (tree.path("statements").size() != 1) {
            throw untold();
        }
        Places places = new Places(text, text.length() - statement.length() > 0 ? BEFORE.length() : 0);
        return new TreeWalk(TableName.folded(database), places::of)
                .statement(tree.path("statements").path(0));
    }

    /** DuckDB counts the bytes of a text. @param before what stands before the statement */
    private record Places(String text, int before) {
        int of(JsonNode node) {
            long bytes = node.path("query_location").asLong(-1);
            int at = 0;
            for (long seen = 0; at < text.length() && seen < bytes; at++) {
                char c = text.charAt(at);
                seen += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
            }
            return bytes < 0 || at >= text.length() ? -1 : at - before;
        }
    }

    static ForebayException untold() {
        return new ForebayException(
                        CommonError.NOT_ALLOWED,
                        "permission denied: it cannot be told which relations this statement reads and changes")
                .withHint("A superuser may run it.");
    }

    private static JsonNode read(DuckDBConnection jdbc, String text) throws SQLException {
        try (PreparedStatement query = jdbc.prepareStatement("SELECT CAST(json_serialize_sql($1) AS VARCHAR)")) {
            query.setString(1, text);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return JSON.readTree(row.getString(1));
            }
        } catch (JsonProcessingException e) {
            throw new ForebayException(
                    CommonError.STATEMENT_TOO_COMPLEX,
                    "the statement is nested too deeply for its rights to be checked",
                    e);
        }
    }

    private static void check(JsonNode tree, int before) {
        if (!tree.path("error").asBoolean(true)) {
            return;
        }
        if (tree.path("error_type").asText("").equals("parser")) {
            throw new ForebayException(
                            CommonError.SYNTAX, tree.path("error_message").asText("syntax error"))
                    .withPosition(Math.max(tree.path("position").asInt(0) - before, 0) + 1);
        }
        throw untold();
    }
}
