package io.forebay.engine.session;

import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.query.QualifiedTargets;
import io.forebay.engine.sql.query.QueryTexts;
import io.forebay.engine.sql.text.Near;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Mention;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.View;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Views WITH NO SCHEMA BINDING. One that reads what is not there yet waits: until something is made that lets it be bound,
 * reading it fails with what it lacks. Thread-safe.
 */
final class LateViews {
    private static final Logger log = LoggerFactory.getLogger(LateViews.class);

    private final Warehouse warehouse;

    /** Whether a view may wait: until somebody has looked, it may. */
    private volatile boolean waiting;

    LateViews(Warehouse warehouse) {
        this.warehouse = warehouse;
        this.waiting = warehouse.dialect().looksUpLate();
    }

    String create(EngineSession session, Statement.LateView statement) {
        return session.within(() -> {
            WarehouseConnection connection = session.connection();
            Name name = statement.view().targets().get(0);
            TargetGuard.check(connection, List.of(name), true);
            String schema = name.schema() == null ? connection.firstSchema() : name.schema();
            TableName view = new TableName(schema, name.name());
            Statement.Sql made =
                    QualifiedTargets.in(session.current().of(statement.view()), any -> Optional.of(schema));
            Optional<String> lacking = lacking(connection, made.sql());
            if (lacking.isEmpty()) {
                execute(connection, made);
                connection.bindLate(view, null);
            } else {
                connection.execute(head(made.sql()) + view.quoted() + " AS SELECT 1 AS waiting WHERE error('forebay:"
                        + CommonError.UNDEFINED_TABLE + ":" + lacking.get().replace("'", "''") + "') IS NULL");
                connection.bindLate(view, made.sql());
                session.waits();
            }
            return "CREATE VIEW";
        });
    }

    private static String head(String sql) {
        return sql.toUpperCase(Locale.ROOT).startsWith("CREATE OR REPLACE")
                ? "CREATE OR REPLACE VIEW "
                : "CREATE VIEW ";
    }

    private static void execute(WarehouseConnection connection, Statement.Sql view) {
        try {
            connection.execute(view.sql());
        } catch (ForebayException e) {
            throw e.position().isPresent()
                    ? e.withPosition(view.positions().inUserText(e.position().getAsInt()))
                    : e;
        }
    }

    /** What a view reads and is not there, as the message of an error. */
    private static Optional<String> lacking(WarehouseConnection connection, String sql) {
        Lookup lookup = new Lookup(connection);
        for (QueryTexts.Part part : QueryTexts.of(sql)) {
            for (Mention mention : connection.mentions(part.text())) {
                if (lookup.read(mention.schema(), mention.name()).isEmpty()) {
                    return Optional.of(
                            "relation \"" + new Name(mention.schema(), mention.name()) + "\" does not exist");
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Binds those that wait and need not any more, after something was made. What was made is there whether this succeeds or
     * not.
     *
     * @param more whether a view that waits was made
     */
    void bind(boolean more) {
        if (!waiting && !more) {
            return;
        }
        waiting = false;
        try (WarehouseConnection connection = warehouse.connect()) {
            for (View view : connection.views()) {
                if (view.waiting() != null && !bind(connection, view, view.waiting())) {
                    waiting = true;
                }
            }
        } catch (ForebayException e) {
            waiting = true;
            log.warn("views that wait were not looked at reason={}", e.getMessage());
        }
    }

    /** Who reads the view finds names without a schema by his own search path; the one that makes it finds them here. */
    private static void see(WarehouseConnection connection, View view) {
        connection.searchPath(List.of(view.name().schema(), "public"), List.of());
    }

    /** What a statement fails with that reads a column of a view that waits. */
    Optional<ForebayException> failure(String sql) {
        if (!waiting) {
            return Optional.empty();
        }
        try (WarehouseConnection connection = warehouse.connect()) {
            Set<String> read = names(connection, sql);
            return connection.views().stream()
                    .filter(view -> view.waiting() != null)
                    .filter(view -> read.contains(TableName.folded(view.name().name())))
                    .map(view -> lacking(connection, view))
                    .flatMap(Optional::stream)
                    .map(lacking -> new ForebayException(CommonError.UNDEFINED_TABLE, lacking))
                    .findFirst();
        }
    }

    private static Set<String> names(WarehouseConnection connection, String sql) {
        Set<String> names = new HashSet<>();
        for (QueryTexts.Part part : QueryTexts.of(sql)) {
            connection.mentions(part.text()).forEach(mention -> names.add(TableName.folded(mention.name())));
        }
        return names;
    }

    private static Optional<String> lacking(WarehouseConnection connection, View view) {
        see(connection, view);
        return lacking(connection, String.valueOf(view.waiting()));
    }

    private boolean bind(WarehouseConnection connection, View view, String kept) {
        Optional<String> made = made(view.name(), kept);
        try {
            see(connection, view);
            if (made.isEmpty() || lacking(connection, made.get()).isPresent()) {
                return false;
            }
        } catch (ForebayException e) {
            return false;
        }
        try (WarehouseConnection own = warehouse.connect()) {
            see(own, view);
            own.begin();
            own.execute("DROP VIEW " + view.name().quoted());
            own.execute(made.get());
            own.bindLate(view.name(), null);
            if (view.comment() != null) {
                own.comment(own.load(view.name().schema(), view.name().name()), null, view.comment());
            }
            own.commit();
            return true;
        } catch (ForebayException e) {
            log.debug("a view still waits view={} reason={}", view.name(), e.getMessage());
            return false;
        }
    }

    /**
     * The one statement that makes this view and no other, since nobody's rights are asked for it.
     *
     * @param kept {@code CREATE [OR REPLACE] VIEW name …}
     */
    private static Optional<String> made(TableName view, String kept) {
        List<Token> tokens = SqlText.of(kept).tokens();
        int at = Near.word(tokens, 1, "or") && Near.word(tokens, 2, "replace") ? 3 : 1;
        int last = Near.symbol(tokens, at + 2, ".") ? at + 3 : at + 1;
        if (!Near.word(tokens, 0, "create")
                || !Near.word(tokens, at, "view")
                || !Near.name(tokens, last)
                || tokens.stream().anyMatch(token -> token.isSymbol(";"))) {
            return Optional.empty();
        }
        return Optional.of(
                "CREATE VIEW " + view.quoted() + kept.substring(tokens.get(last).end()));
    }
}
