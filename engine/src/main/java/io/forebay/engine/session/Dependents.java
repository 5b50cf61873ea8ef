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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /** Whether a statement takes with it what the warehouse does not: others are the warehouse's own to answer. */
    static boolean concerns(EngineSession session, String tag) {
        return (tag.equals("DROP TABLE") || tag.equals("DROP VIEW"))
                && session.warehouse().dialect().looksUpLate();
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
        List<Held> held = connection.views().stream()
                .filter(view -> !view.late() && !gone.contains(Key.of(view.name())))
                .map(Held::new)
                .toList();
        List<View> dropped = new ArrayList<>();
        Deque<Key> open = new ArrayDeque<>(gone);
        for (Key key = open.poll(); key != null; key = open.poll()) {
            for (Held each : held) {
                if (gone.contains(Key.of(each.view.name())) || !each.reads(key)) {
                    continue;
                }
                if (!cascade) {
                    throw dependent(each.view, key);
                }
                relations(each.view).stream().filter(gone::add).forEach(open::add);
                dropped.add(each.view);
            }
        }
        dropped.forEach(this::drop);
    }

    /** A view that holds what it reads. */
    private final class Held {
        private final View view;
        private final String text;
        private @Nullable Set<Key> reads;

        Held(View view) {
            this.view = view;
            this.text = TableName.folded(view.sql());
        }

        /** Its text is parsed only when it has the name. */
        boolean reads(Key key) {
            if (key.name().indexOf('"') < 0 && !text.contains(key.name())) {
                return false;
            }
            Set<Key> known = reads;
            if (known == null) {
                known = found(view);
                reads = known;
            }
            return known.contains(key);
        }
    }

    private List<Key> relations(View view) {
        String schema = view.name().schema();
        return materialized(view)
                .map(name -> MaterializedViews.relations(new Name(schema, name)))
                .orElseGet(() -> List.of(view.name().name()))
                .stream()
                .map(name -> Key.of(new TableName(schema, name)))
                .toList();
    }

    /** The materialized view whose query a view keeps: a name alone does not make it one. */
    private Optional<String> materialized(View view) {
        String schema = view.name().schema();
        return MaterializedViews.defined(view.name().name())
                .filter(name -> MaterializedViews.exists(connection, new TableName(schema, name)));
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

    private Set<Key> found(View view) {
        Set<Key> reads = new LinkedHashSet<>();
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
        Optional<String> materialized = materialized(view);
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
