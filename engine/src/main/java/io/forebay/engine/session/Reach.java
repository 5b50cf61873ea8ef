package io.forebay.engine.session;

import io.forebay.engine.access.Grants;
import io.forebay.engine.access.Rights;
import io.forebay.engine.access.Secured;
import io.forebay.engine.access.Who;
import io.forebay.engine.ledger.GuardedSchemas;
import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.sql.Privilege;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.query.QueryTexts;
import io.forebay.engine.sql.text.Edits;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ExternalTable;
import io.forebay.spi.warehouse.Mention;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether a user may reach the relations that a text names. Behind a view its owner's rights count. A name without a schema
 * in a view's text that is not in the view's own schema is found by the reader's search path: there the reader needs rights
 * of his own too, since he chooses what it means.
 */
final class Reach {
    private static final int DEEPEST = 64;

    private final WarehouseConnection connection;
    private final Grants grants;
    private final Rights reader;
    private final Lookup lookup;
    private final Map<Integer, Rights> owners = new HashMap<>();
    private final Set<String> temporary = new HashSet<>();
    private final Map<Integer, String> schemas = new TreeMap<>();
    private boolean collecting;

    Reach(WarehouseConnection connection, Grants grants, Rights reader) {
        this.connection = connection;
        this.grants = grants;
        this.reader = reader;
        this.lookup = new Lookup(connection);
    }

    /** @param view what the text is the query of; null for the statement itself */
    private record Inside(Rights rights, @Nullable TableName view, int depth) {}

    /** A temporary table that will be there when the texts that follow run, and that will stand before all others. */
    void temporary(String name) {
        temporary.add(name);
    }

    /** @param sql in the warehouse's SQL */
    void check(String sql) {
        check(sql, new Inside(reader, null, 0));
    }

    /**
     * The statement with the schema before each name that it reads, so that what was checked is what runs, whatever other
     * sessions do meanwhile.
     */
    Statement.Sql checked(Statement.Sql statement) {
        collecting = true;
        check(statement.sql());
        collecting = false;
        if (schemas.isEmpty()) {
            return statement;
        }
        SqlText text = SqlText.of(statement.sql());
        Edits edits = new Edits(text);
        schemas.forEach((offset, schema) -> edits.insert(offset, TableName.quote(schema) + "."));
        Edits.Result result = edits.apply(0, statement.sql().length());
        return statement.with(result.sql(), statement.positions().then(result.positions()));
    }

    private void check(String sql, Inside inside) {
        if (inside.depth() > DEEPEST) {
            throw new ForebayException(CommonError.STATEMENT_TOO_COMPLEX, "views are nested too deeply");
        }
        for (QueryTexts.Part part : QueryTexts.of(sql)) {
            for (Mention mention : mentions(part)) {
                Table table = check(mention, inside);
                if (inside.view() == null && mention.schema() == null && !table.temporary()) {
                    qualify(mention, part, table.name().schema());
                }
            }
        }
    }

    private Iterable<Mention> mentions(QueryTexts.Part part) {
        try {
            return connection.mentions(part.text());
        } catch (ForebayException e) {
            throw e.position().isPresent() ? e.withPosition(part.at(e.position().getAsInt() - 1) + 1) : e;
        }
    }

    /** What is changed has its schema already. */
    private void qualify(Mention mention, QueryTexts.Part part, String schema) {
        if (!collecting || mention.use() != Mention.Use.SELECT) {
            return;
        }
        int at = mention.position() < 0 ? -1 : part.at(mention.position());
        if (at < 0) {
            throw new ForebayException(
                    CommonError.NOT_ALLOWED,
                    "permission denied: it cannot be told where this statement names \"" + mention.name() + "\"");
        }
        schemas.put(at, schema);
    }

    private Table check(Mention mention, Inside inside) {
        if (inside.view() == null && mention.schema() == null && temporary.contains(mention.name())) {
            return new Table(new TableName("temp", mention.name()), 0, List.of(), true);
        }
        Privilege privilege = Privilege.valueOf(mention.use().name());
        Optional<Table> own = mention.schema() == null && inside.view() != null
                ? lookup.find(inside.view().schema(), mention.name())
                : Optional.empty();
        Table table = own.orElseGet(() -> load(mention.schema(), mention.name()));
        check(table, privilege, inside);
        boolean byPath = inside.view() != null && mention.schema() == null && own.isEmpty();
        if (byPath) {
            check(table, privilege, new Inside(reader, null, inside.depth() + 1));
        }
        return table;
    }

    /** What cannot be found is not let through: it may be found by other means than these. */
    private Table load(@Nullable String schema, String name) {
        return lookup.read(schema, name)
                .orElseThrow(() -> new ForebayException(
                        CommonError.UNDEFINED_TABLE,
                        "relation \"" + (schema == null ? name : schema + "." + name) + "\" does not exist"));
    }

    private void check(Table table, Privilege privilege, Inside inside) {
        TableName name = table.name();
        if (name.schema().startsWith(ExternalTable.DEFINITIONS)) {
            check(name, privilege, inside.rights());
            return;
        }
        Optional<String> view = GuardedSchemas.contains(name.schema()) ? Optional.empty() : connection.viewText(name);
        if (view.isPresent() && lookup.external(table)) {
            external(name.schema(), name, privilege, inside.rights());
            return;
        }
        if (!table.temporary()) {
            check(name, privilege, inside.rights());
        }
        view.ifPresent(text -> {
            Rights rights = table.temporary() ? inside.rights() : owner(name);
            check(text, new Inside(rights, name, inside.depth() + 1));
        });
    }

    /** Whoever may use an external schema may read its tables. SOURCE: the guide's page on Redshift Spectrum's permissions. */
    private static void external(String schema, TableName name, Privilege privilege, Rights rights) {
        if (privilege != Privilege.SELECT) {
            throw Rights.denied(Secured.table(schema, name.name()));
        }
        rights.require(Privilege.USAGE, Secured.schema(schema));
    }

    /** One relation in itself. */
    void check(TableName name, Privilege privilege, Rights rights) {
        Secured object = Secured.table(name.schema(), name.name());
        if (name.schema().equalsIgnoreCase(Ledger.SCHEMA)) {
            if (privilege != Privilege.SELECT || !rights.readsSystem()) {
                throw Rights.denied(object)
                        .withHint("A user with SYSLOG ACCESS UNRESTRICTED may read the system views.");
            }
        } else if (name.schema().startsWith(ExternalTable.DEFINITIONS)) {
            external(name.schema().substring(ExternalTable.DEFINITIONS.length()), name, privilege, rights);
        } else if (GuardedSchemas.contains(name.schema())) {
            if (privilege != Privilege.SELECT) {
                throw Rights.denied(object);
            }
        } else {
            rights.require(Privilege.USAGE, Secured.schema(name.schema()));
            rights.require(privilege, object);
        }
    }

    private Rights owner(TableName view) {
        int id = grants.owner(connection, Secured.table(view.schema(), view.name()));
        return owners.computeIfAbsent(
                id,
                owner -> Rights.load(
                        connection,
                        grants.user(connection, owner).orElseGet(() -> new Who(owner, String.valueOf(owner)))));
    }
}
