package io.forebay.warehouse.duckdb.syntax;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.spi.warehouse.Mention;
import io.forebay.spi.warehouse.Mention.Use;
import io.forebay.spi.warehouse.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Collects the relations of one tree. What is not known here is refused, so that a new kind of node hides nothing. */
final class TreeWalk {
    /** Databases that hold no user's rows. */
    private static final Set<String> OPEN = Set.of("system", "forebay_catalog", "forebay_fn");

    private static final Set<String> QUERIES = Set.of("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE");

    private static final Set<String> CHANGES = Set.of("INSERT_QUERY_NODE", "UPDATE_QUERY_NODE", "DELETE_QUERY_NODE");

    /** What stands for columns: by name, by number, by all of them. */
    private static final Set<String> COLUMNS = Set.of("COLUMN_REF", "POSITIONAL_REFERENCE", "STAR");

    /** What has relations inside, or none. */
    private static final Set<String> PLAIN = Set.of(
            "EMPTY",
            "EMPTY_FROM",
            "SUBQUERY",
            "JOIN",
            "TABLE_FUNCTION",
            "EXPRESSION_LIST",
            "PIVOT",
            "ORDER_MODIFIER",
            "ORDER_DEFAULT",
            "ASCENDING",
            "DESCENDING",
            "DISTINCT_MODIFIER",
            "LIMIT_MODIFIER",
            "LIMIT_PERCENT_MODIFIER");

    private final String database;
    private final ToIntFunction<JsonNode> places;
    private final Set<Mention> found = new LinkedHashSet<>();

    /** @param database the users' own, in lower case @param places where a node's text starts; negative for nowhere */
    TreeWalk(String database, ToIntFunction<JsonNode> places) {
        this.database = database;
        this.places = places;
    }

    List<Mention> statement(JsonNode statement) {
        walk(statement, Set.of());
        return new ArrayList<>(found);
    }

    /** @param hidden the names of WITH queries, folded, which hide relations here */
    private void walk(JsonNode node, Set<String> hidden) {
        if (node.isObject() && !node.has("class") && node.path("type").isTextual()) {
            typed(node, node.path("type").asText(), hidden);
        } else {
            inside(node, hidden);
        }
    }

    private void inside(JsonNode node, Set<String> hidden) {
        for (JsonNode child : node) {
            if (child.isContainerNode()) {
                walk(child, hidden);
            }
        }
    }

    private void typed(JsonNode node, String type, Set<String> hidden) {
        if (type.equals("BASE_TABLE")) {
            named(node, Use.SELECT, hidden);
            inside(node, hidden);
        } else if (CHANGES.contains(type)) {
            change(node, type, hidden);
        } else if (QUERIES.contains(type)) {
            query(node, type, hidden);
        } else if (PLAIN.contains(type)) {
            inside(node, hidden);
        } else {
            throw SyntaxTree.untold();
        }
    }

    private void query(JsonNode node, String type, Set<String> hidden) {
        Set<String> inner = withQueries(node, hidden);
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getKey().equals("cte_map")) {
                continue;
            }
            boolean sees = type.equals("RECURSIVE_CTE_NODE") && field.getKey().equals("right");
            walk(field.getValue(), sees ? plus(inner, node.path("cte_name").asText()) : inner);
        }
    }

    /** A WITH query sees those before it, and not itself: what of a recursive one does is its right side. */
    private Set<String> withQueries(JsonNode node, Set<String> hidden) {
        Set<String> inner = hidden;
        for (JsonNode each : node.path("cte_map").path("map")) {
            walk(each.path("value"), inner);
            inner = plus(inner, each.path("key").asText());
        }
        return inner;
    }

    private static Set<String> plus(Set<String> names, String name) {
        Set<String> more = new HashSet<>(names);
        more.add(TableName.folded(name));
        return more;
    }

    private void change(JsonNode node, String type, Set<String> hidden) {
        if (!node.path("returning_list").isEmpty()
                || !(node.path("on_conflict_info").isMissingNode()
                        || node.path("on_conflict_info").isNull())) {
            throw SyntaxTree.untold();
        }
        Set<String> inner = withQueries(node, hidden);
        boolean insert = type.equals("INSERT_QUERY_NODE");
        JsonNode target = insert ? node : node.path("table");
        if (!insert && !target.path("type").asText().equals("BASE_TABLE")) {
            throw SyntaxTree.untold();
        }
        Use use = insert ? Use.INSERT : type.startsWith("UPDATE") ? Use.UPDATE : Use.DELETE;
        named(target, use, Set.of());
        if (!insert && reads(node)) {
            named(target, Use.SELECT, Set.of());
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!Set.of("cte_map", "table", "table_ref", "qualified_name").contains(field.getKey())) {
                walk(field.getValue(), inner);
            }
        }
    }

    /** Whether rows of the changed table are looked at: one who may not read it must not learn what is in it. */
    private static boolean reads(JsonNode node) {
        if (COLUMNS.contains(node.path("class").asText(""))) {
            return true;
        }
        for (JsonNode child : node) {
            if (child.isContainerNode() && reads(child)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> path(JsonNode node) {
        List<String> path = new ArrayList<>();
        node.path("qualified_name").path("path").forEach(part -> path.add(part.asText()));
        return path;
    }

    private void named(JsonNode node, Use use, Set<String> hidden) {
        List<String> path = path(node);
        int size = path.size();
        if (size == 0 || size > 3) {
            throw SyntaxTree.untold();
        }
        String name = path.get(size - 1);
        @Nullable String schema = size > 1 ? path.get(size - 2) : null;
        if (size == 3) {
            String catalog = TableName.folded(path.get(0));
            if (OPEN.contains(catalog) && use == Use.SELECT) {
                return;
            }
            if (catalog.equals("temp")) {
                schema = "temp";
            } else if (!catalog.equals(database)) {
                throw SyntaxTree.untold();
            }
        }
        if (schema != null || !hidden.contains(TableName.folded(name))) {
            found.add(new Mention(schema, name, use, places.applyAsInt(node)));
        }
    }
}
