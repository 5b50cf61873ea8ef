package io.forebay.engine.session;

import io.forebay.engine.access.AccessError;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.query.QueryTexts;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Mention;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.View;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a relation's drop takes with it: a view holds what it reads, unless it was made WITH NO SCHEMA BINDING; external tables
 * are held by nothing. For warehouses whose views look up late. SOURCE: Amazon Redshift Database Developer Guide, "DROP TABLE".
 */
final class Dependents {
    private final EngineSession session;
    private final WarehouseConnection connection;
    private final Lookup lookup;

    Dependents(EngineSession session) {
        this.session = session;
        this.connection = session.connection();
        this.lookup = new Lookup(connection);
    }

    /** A relation as views know it. */
    private record Key(String schema, String name) {
        static Key of(TableName name) {
            return new Key(TableName.folded(name.schema()), TableName.folded(name.name()));
        }
    }

    /** @throws ForebayException DEPENDENT_OBJECTS when views hold what is dropped and CASCADE was not said */
    void dropping(List<Name> targets, boolean cascade) {
        if (!session.warehouse().dialect().looksUpLate()) {
            return;
        }
        Set<Key> gone = new LinkedHashSet<>();
        for (Name target : targets) {
            lookup.find(target.schema(), target.name())
                    .filter(table -> !table.temporary() && !lookup.external(table))
                    .ifPresent(table -> gone.add(Key.of(table.name())));
        }
        if (gone.isEmpty()) {
            return;
        }
        List<View> held = connection.views().stream()
                .filter(view -> !view.late() && !gone.contains(Key.of(view.name())))
                .toList();
        List<View> dropped = new ArrayList<>();
        for (Optional<View> next = next(held, gone, cascade); next.isPresent(); next = next(held, gone, cascade)) {
            gone.addAll(relations(next.get()));
            dropped.add(next.get());
        }
        dropped.forEach(this::drop);
    }

    private static List<Key> relations(View view) {
        String schema = view.name().schema();
        return MaterializedViews.defined(view.name().name())
                .map(name -> MaterializedViews.relations(new Name(schema, name)))
                .orElseGet(() -> List.of(view.name().name()))
                .stream()
                .map(name -> Key.of(new TableName(schema, name)))
                .toList();
    }

    private Optional<View> next(List<View> held, Set<Key> gone, boolean cascade) {
        for (View view : held) {
            if (gone.contains(Key.of(view.name()))) {
                continue;
            }
            for (Key read : reads(view, gone)) {
                if (gone.contains(read)) {
                    if (!cascade) {
                        throw dependent(view, read);
                    }
                    return Optional.of(view);
                }
            }
        }
        return Optional.empty();
    }

    private ForebayException dependent(View view, Key read) {
        boolean isView =
                connection.viewText(new TableName(read.schema(), read.name())).isPresent();
        String what = (isView ? "view " : "table ") + read.name();
        return new ForebayException(
                        AccessError.DEPENDENT_OBJECTS, "cannot drop " + what + " because other objects depend on it")
                .withHint("View " + view.name().name()
                        + " reads it. Use DROP … CASCADE to drop the dependent objects too.");
    }

    /** Its text is parsed only when it has one of the names. */
    private Set<Key> reads(View view, Set<Key> gone) {
        String sql = TableName.folded(view.sql());
        Set<Key> reads = new LinkedHashSet<>();
        if (gone.stream().noneMatch(key -> key.name().indexOf('"') >= 0 || sql.contains(key.name()))) {
            return reads;
        }
        for (QueryTexts.Part part : QueryTexts.of(view.sql())) {
            for (Mention mention : connection.mentions(part.text())) {
                Optional<Table> own =
                        mention.schema() == null ? lookup.find(view.name().schema(), mention.name()) : Optional.empty();
                own.or(() -> lookup.read(mention.schema(), mention.name()))
                        .ifPresent(table -> reads.add(Key.of(table.name())));
            }
        }
        return reads;
    }

    private void drop(View view) {
        String name = view.name().name();
        Optional<String> materialized = MaterializedViews.defined(name);
        if (materialized.isPresent()) {
            new MaterializedViews(session).drop(view.name().schema(), new Name(null, materialized.get()));
        } else {
            connection.execute("DROP VIEW IF EXISTS " + view.name().quoted());
        }
        session.listener()
                .notice(Notice.notice("drop cascades to " + (materialized.isPresent() ? "materialized " : "") + "view "
                        + materialized.orElse(name)));
    }
}
