package io.forebay.engine.sql.outline;

import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.warehouse.TableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The names of the columns that relations and queries of one statement have. */
public final class Columns {
    private static final int DEEPEST = 32;
    /** A star over a WITH query over another may double what each lists: more than a table can have is not known. */
    private static final int MOST = TableDefinition.MAX_COLUMNS;

    /** Looks a table or view up. */
    public interface Tables {
        /** @return its columns in order, as stored; empty when there is none of that name */
        Optional<List<String>> columns(@Nullable String schema, String table);
    }

    private record With(int open, List<String> columns) {}

    private final List<Token> tokens;
    private final Tables tables;
    private final Map<String, With> withs = new HashMap<>();

    public Columns(List<Token> tokens, Tables tables) {
        this.tokens = tokens;
        this.tables = tables;
        for (int i = 0; i < tokens.size(); i++) {
            if (Near.name(tokens, i)
                    && (Near.word(tokens, i - 1, "with", "recursive") || Near.symbol(tokens, i - 1, ","))) {
                with(i);
            }
        }
    }

    private void with(int name) {
        int i = name + 1;
        List<String> columns = new ArrayList<>();
        if (Near.symbol(tokens, i, "(")) {
            int close = Near.closing(tokens, i);
            for (int[] range : Select.split(tokens, i + 1, Math.min(close, tokens.size()))) {
                columns.add(tokens.get(range[0]).value());
            }
            i = close + 1;
        }
        if (!Near.word(tokens, i, "as")) {
            return;
        }
        i++;
        while (Near.word(tokens, i, "not", "materialized")) {
            i++;
        }
        if (Near.symbol(tokens, i, "(") && Near.word(tokens, i + 1, "select", "with", "values")) {
            withs.putIfAbsent(tokens.get(name).value(), new With(i, columns));
        }
    }

    /** Of one relation; empty when they are not known. */
    public Optional<List<String>> of(Relation relation) {
        return of(relation, 0);
    }

    private Optional<List<String>> of(Relation relation, int depth) {
        if (depth > DEEPEST || relation.pivot() >= 0) {
            return Optional.empty();
        }
        Optional<List<String>> own = Optional.empty();
        String table = relation.table();
        if (relation.query() >= 0) {
            own = query(relation.query(), depth + 1);
        } else if (table != null) {
            With with = relation.schema() == null ? withs.get(table) : null;
            own = with == null
                    ? tables.columns(relation.schema(), table)
                    : query(with.open(), depth + 1).map(names -> renamed(names, with.columns()));
        }
        return own.map(names -> renamed(names, relation.columns()));
    }

    private static List<String> renamed(List<String> names, List<String> first) {
        List<String> renamed = new ArrayList<>(first);
        renamed.addAll(names.subList(Math.min(first.size(), names.size()), names.size()));
        return renamed;
    }

    private Optional<List<String>> query(int open, int depth) {
        int i = open;
        while (Near.symbol(tokens, i, "(")) {
            i++;
        }
        if (Near.word(tokens, i, "with")) {
            i = behindWith(i);
        }
        return Near.word(tokens, i, "select") ? of(Select.at(tokens, i), depth) : Optional.empty();
    }

    private int behindWith(int with) {
        int depth = 0;
        for (int i = with; i < tokens.size(); i++) {
            depth += Select.opens(tokens.get(i)) ? 1 : Select.closes(tokens.get(i)) ? -1 : 0;
            if (depth == 0 && tokens.get(i).is("select")) {
                return i;
            }
        }
        return tokens.size();
    }

    private Optional<List<String>> of(Select select, int depth) {
        List<String> names = new ArrayList<>();
        for (Item item : select.items(tokens)) {
            String name = item.name();
            if (item.star()) {
                Optional<List<Star>> columns = star(select, item, depth);
                if (columns.isEmpty()) {
                    return Optional.empty();
                }
                columns.get().forEach(column -> names.add(column.name()));
            } else {
                names.add(name == null ? "" : name);
            }
            if (names.size() > MOST) {
                return Optional.empty();
            }
        }
        return Optional.of(names);
    }

    /** A column that a star stands for. @param relation the name to write before it */
    public record Star(String relation, String name) {}

    /** What a star stands for; empty when it is not known. */
    public Optional<List<Star>> star(Select select, Item item) {
        return star(select, item, 0);
    }

    private Optional<List<Star>> star(Select select, Item item, int depth) {
        Relation.Joined joined = Relation.of(tokens, select);
        String only = item.start() < item.end() && Near.symbol(tokens, item.start(), "*")
                ? null
                : tokens.get(starAt(item) - 2).value();
        if (joined.merged() && only == null) {
            return Optional.empty();
        }
        List<Star> columns = new ArrayList<>();
        for (Relation relation : joined.relations()) {
            String alias = relation.alias();
            if (only == null || only.equals(alias)) {
                Optional<List<String>> names = of(relation, depth);
                if (names.isEmpty() || alias == null || names.get().contains("")) {
                    return Optional.empty();
                }
                names.get().forEach(name -> columns.add(new Star(alias, name)));
            }
            if (columns.size() > MOST) {
                return Optional.empty();
            }
        }
        return columns.isEmpty() ? Optional.empty() : Optional.of(columns);
    }

    /** Where the star of an item stands. */
    public int starAt(Item item) {
        int at = item.start();
        while (!Near.symbol(tokens, at, "*")) {
            at++;
        }
        return at;
    }

    /** The columns of all relations of a SELECT together; empty when those of one are not known. */
    public Optional<List<String>> visible(Select select) {
        List<String> names = new ArrayList<>();
        for (Relation relation : Relation.of(tokens, select).relations()) {
            Optional<List<String>> own = of(relation);
            if (own.isEmpty()) {
                return Optional.empty();
            }
            names.addAll(own.get());
        }
        return Optional.of(names);
    }
}
