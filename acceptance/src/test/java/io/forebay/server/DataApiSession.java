package io.forebay.server;

import com.amazon.redshift.jdbc.Driver;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A session of {@link DataApiServer}: a connection to an endpoint, where its statements run one after the other. */
final class DataApiSession implements AutoCloseable {
    /** Strings, names and comments, casts, and parameters. */
    private static final Pattern PIECE = Pattern.compile("'(?:[^']|'')*'|\"[^\"]*\"|--[^\\n]*|::|:(\\w+)");

    final String id;
    final long pid;
    /** Whether it has loaded files, in a transaction that is not over. */
    volatile boolean copied;

    private final Connection jdbc;

    DataApiSession(String id, int port, String database, String user) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("ssl", "false");
        this.id = id;
        this.jdbc = new Driver().connect("jdbc:redshift://127.0.0.1:" + port + "/" + database, properties);
        try (Statement asking = jdbc.createStatement();
                ResultSet answer = asking.executeQuery("SELECT pg_backend_pid()")) {
            answer.next();
            this.pid = answer.getLong(1);
        }
    }

    /**
     * What a statement gave.
     *
     * @param gives whether it has a result, which may be empty
     * @param count rows given or changed
     */
    record Outcome(boolean gives, ArrayNode columns, ArrayNode rows, long count) {}

    synchronized Outcome run(String sql, JsonNode parameters) throws SQLException {
        copied |= sql.contains("COPY \"public\"");
        Map<String, String> given = new HashMap<>();
        parameters.forEach(
                each -> given.put(each.path("name").asText(), each.path("value").asText()));
        List<String> bound = new ArrayList<>();
        String placed = placed(sql, given, bound);
        try (PreparedStatement statement = jdbc.prepareStatement(placed)) {
            statement.setEscapeProcessing(false);
            for (int i = 0; i < bound.size(); i++) {
                statement.setObject(i + 1, bound.get(i), Types.OTHER);
            }
            if (!statement.execute()) {
                return new Outcome(
                        false,
                        JsonNodeFactory.instance.arrayNode(),
                        JsonNodeFactory.instance.arrayNode(),
                        statement.getLargeUpdateCount());
            }
            return outcome(statement.getResultSet());
        }
    }

    private static String placed(String sql, Map<String, String> given, List<String> bound) {
        Matcher pieces = PIECE.matcher(sql);
        StringBuilder placed = new StringBuilder();
        while (pieces.find()) {
            String value = pieces.group(1) == null ? null : given.get(pieces.group(1));
            if (value != null) {
                bound.add(value);
            }
            pieces.appendReplacement(placed, Matcher.quoteReplacement(value == null ? pieces.group() : "?"));
        }
        return pieces.appendTail(placed).toString();
    }

    private static Outcome outcome(ResultSet result) throws SQLException {
        ResultSetMetaData meta = result.getMetaData();
        ArrayNode columns = JsonNodeFactory.instance.arrayNode();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.addObject()
                    .put("name", meta.getColumnName(i))
                    .put("label", meta.getColumnLabel(i))
                    .put("typeName", meta.getColumnTypeName(i))
                    .put("precision", meta.getPrecision(i))
                    .put("scale", meta.getScale(i));
        }
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        while (result.next()) {
            ArrayNode row = rows.addArray();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                field(row.addObject(), result, i, meta.getColumnType(i));
            }
        }
        return new Outcome(true, columns, rows, rows.size());
    }

    private static void field(ObjectNode field, ResultSet result, int at, int type) throws SQLException {
        if (result.getObject(at) == null) {
            field.put("isNull", true);
            return;
        }
        switch (type) {
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> field.put("longValue", result.getLong(at));
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> field.put("doubleValue", result.getDouble(at));
            case Types.BIT, Types.BOOLEAN -> field.put("booleanValue", result.getBoolean(at));
            default -> field.put("stringValue", result.getString(at));
        }
    }

    @Override
    public void close() {
        try {
            jdbc.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
