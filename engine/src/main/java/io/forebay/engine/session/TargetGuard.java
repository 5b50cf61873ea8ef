package io.forebay.engine.session;

import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.sql.Name;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.List;
import java.util.regex.Pattern;

/** Keeps statements of users away from the ledger, by the names that they resolve to. */
final class TargetGuard {
    private static final Pattern SYSTEM_VIEW = Pattern.compile("(sys|stl|stv|svv)_.*", Pattern.CASE_INSENSITIVE);

    private TargetGuard() {}

    /**
     * @param creates whether the statement makes what the names stand for, which no find can resolve
     * @throws ForebayException NOT_ALLOWED when a name that the statement changes is the ledger's
     */
    static void check(WarehouseConnection connection, List<Name> targets, boolean creates) {
        for (Name target : targets) {
            if (ledgers(connection, target, creates)) {
                throw new ForebayException(
                                CommonError.NOT_ALLOWED,
                                target.name().isEmpty()
                                        ? "permission denied for schema " + Ledger.SCHEMA
                                        : "permission denied for relation " + target)
                        .withHint("Schema " + Ledger.SCHEMA + " holds the ledger: it can be read, not changed.");
            }
        }
    }

    private static boolean ledgers(WarehouseConnection connection, Name target, boolean creates) {
        String schema = target.schema();
        if (creates && hidesSystemView(connection, target.name())) {
            return true;
        }
        if (schema != null || creates) {
            return Ledger.SCHEMA.equalsIgnoreCase(schema == null ? connection.firstSchema() : schema);
        }
        return connection
                .find(null, target.name())
                .filter(table -> table.name().schema().equalsIgnoreCase(Ledger.SCHEMA))
                .isPresent();
    }

    /** A relation of a system view's name would stand before it in every search path. */
    private static boolean hidesSystemView(WarehouseConnection connection, String name) {
        return SYSTEM_VIEW.matcher(name).matches()
                && connection.find(Ledger.SCHEMA, name).isPresent();
    }
}
