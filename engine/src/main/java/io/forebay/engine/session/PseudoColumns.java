package io.forebay.engine.session;

import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.query.QueryTexts;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.warehouse.ExternalTable;
import io.forebay.spi.warehouse.Mention;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a statement names {@code "$path"} or {@code "$size"}, its external tables are read from the schema of definitions,
 * whose relations have these columns; {@code *} leaves them out. SOURCE: Amazon Redshift Database Developer Guide, "Creating
 * external tables for Redshift Spectrum", pseudocolumns.
 */
final class PseudoColumns {
    private static final String WITHOUT = " EXCLUDE (\"" + ExternalTable.PATH + "\", \"" + ExternalTable.SIZE + "\")";

    private final EngineSession session;

    PseudoColumns(EngineSession session) {
        this.session = session;
    }

    Statement.Sql found(Statement.Sql statement) {
        return edits(statement.sql())
                .map(result ->
                        statement.with(result.sql(), statement.positions().then(result.positions())))
                .orElse(statement);
    }

    Statement.CreateTableAs found(Statement.CreateTableAs statement) {
        return edits(statement.sql())
                .map(result ->
                        statement.with(result.sql(), statement.positions().then(result.positions())))
                .orElse(statement);
    }

    private Optional<Edits.Result> edits(String sql) {
        boolean named =
                sql.contains("\"" + ExternalTable.PATH + "\"") || sql.contains("\"" + ExternalTable.SIZE + "\"");
        if (!named || session.warehouse().dialect().external().isEmpty()) {
            return Optional.empty();
        }
        SqlText text = SqlText.of(sql);
        Edits edits = new Edits(text);
        Set<String> aliases = new HashSet<>();
        Lookup lookup = new Lookup(session.connection());
        for (QueryTexts.Part part : QueryTexts.of(sql)) {
            for (Mention mention : session.connection().mentions(part.text())) {
                Optional<Table> table = lookup.external(mention.schema(), mention.name());
                int at = mention.position() < 0 ? -1 : part.at(mention.position());
                if (mention.use() == Mention.Use.SELECT && table.isPresent() && at >= 0) {
                    String schema = TableName.quote(
                            ExternalTable.DEFINITIONS + table.get().name().schema());
                    redirect(text.tokens(), at, mention, schema, edits, aliases);
                }
            }
        }
        if (aliases.isEmpty()) {
            return Optional.empty();
        }
        stars(text.tokens(), edits, aliases);
        return Optional.of(edits.apply(0, sql.length()));
    }

    private static void redirect(
            List<Token> tokens, int offset, Mention mention, String schema, Edits edits, Set<String> aliases) {
        int at = 0;
        while (at < tokens.size() && tokens.get(at).start() < offset) {
            at++;
        }
        if (at == tokens.size()) {
            return;
        }
        int last = at;
        while (Near.symbol(tokens, last + 1, ".")) {
            last += 2;
        }
        if (mention.schema() == null) {
            edits.insert(tokens.get(at).start(), schema + ".");
        } else {
            edits.replace(tokens.get(last - 2), schema);
        }
        int alias = Near.word(tokens, last + 1, "as") ? last + 2 : last + 1;
        aliases.add(tokens.get(last).value());
        if (Near.name(tokens, alias)) {
            aliases.add(tokens.get(alias).value());
        }
    }

    /** A star in a list of columns, alone or behind the name of an external table. */
    private static void stars(List<Token> tokens, Edits edits, Set<String> aliases) {
        for (int i = 1; i < tokens.size(); i++) {
            boolean ends = i + 1 == tokens.size()
                    || Near.symbol(tokens, i + 1, ",")
                    || Near.symbol(tokens, i + 1, ")")
                    || Near.word(tokens, i + 1, "from");
            boolean alone = Near.word(tokens, i - 1, "select", "distinct", "all") || Near.symbol(tokens, i - 1, ",");
            boolean qualified = Near.symbol(tokens, i - 1, ".")
                    && i > 1
                    && aliases.contains(tokens.get(i - 2).value());
            if (tokens.get(i).isSymbol("*") && ends && (alone || qualified)) {
                edits.insert(tokens.get(i).end(), WITHOUT);
            }
        }
    }
}
