package io.forebay.engine.session;

import io.forebay.engine.ledger.GuardedSchemas;
import io.forebay.engine.ledger.Ledger;
import io.forebay.engine.sql.Name;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps statements of users away from the ledger, by the names that they resolve to. */
final class TargetGuard {
    private static final Pattern SYSTEM_VIEW = Pattern.compile("(sys|stl|stv|svl|svv)_.*", Pattern.CASE_INSENSITIVE);

    private TargetGuard() {}

    /**
     * @param creates whether the statement makes what the names stand for, which no find can resolve
     * @throws ForebayException NOT_ALLOWED when a name that the statement changes is the ledger's
     */
    static void check(WarehouseConnection connection, List<Name> targets, boolean creates) {
        check(new Lookup(connection), targets, creates);
    }

    static void check(Lookup lookup, List<Name> targets, boolean creates) {
        for (Name target : targets) {
            if (ledgers(lookup, target, creates)) {
                throw new ForebayException(
                                CommonError.NOT_ALLOWED,
                                target.name().isEmpty()
                                        ? "permission denied for schema " + target.schema()
                                        : "permission denied for relation " + target)
                        .withHint("Schema " + Ledger.SCHEMA
                                + ", which holds the ledger, and the warehouse's catalog can be read, not changed.");
            }
            if (creates && !target.name().isEmpty()) {
                refuseExternal(lookup, target.schema() == null ? lookup.firstSchema() : target.schema());
            }
        }
    }

    private static void refuseExternal(Lookup lookup, String schema) {
        if (lookup.external(schema)) {
            throw new ForebayException(
                            CommonError.NOT_SUPPORTED,
                            "Operations on local objects in external schema are not enabled.")
                    .withHint("Schema \"" + schema + "\" is for CREATE EXTERNAL TABLE.");
        }
    }

    private static boolean ledgers(Lookup lookup, Name target, boolean creates) {
        String schema = target.schema();
        if (creates && searched(lookup, schema) && hidesSystemView(lookup, target.name())) {
            return true;
        }
        if (schema != null || creates) {
            return GuardedSchemas.contains(schema == null ? lookup.firstSchema() : schema);
        }
        return catalogs(lookup, target.name())
                || lookup.find(null, target.name())
                        .filter(table -> GuardedSchemas.contains(table.name().schema()))
                        .isPresent();
    }

    /** Without a schema a warehouse looks into its catalog first, whatever the search path says. */
    private static boolean catalogs(Lookup lookup, String name) {
        return name.toLowerCase(Locale.ROOT).startsWith("pg_")
                && lookup.find("pg_catalog", name).isPresent();
    }

    /**
     * Redshift changes no table through a view; where a warehouse would, a view over the ledger's tables must not be the
     * way to them.
     */
    static void requireTables(Lookup lookup, List<Name> targets) {
        for (Name target : targets) {
            if (lookup.find(target.schema(), target.name()).filter(Table::view).isPresent()) {
                throw new ForebayException(
                        CommonError.WRONG_STATE, "\"" + target.name() + "\" is a view; only tables can be changed");
            }
        }
    }

    /** In another schema a system view's name hides nothing, until somebody sets a search path for it. */
    private static boolean searched(Lookup lookup, @Nullable String schema) {
        return schema == null || schema.equalsIgnoreCase("public") || schema.equalsIgnoreCase(lookup.firstSchema());
    }

    /** A relation of a system view's name would stand before it in every search path. */
    private static boolean hidesSystemView(Lookup lookup, String name) {
        return SYSTEM_VIEW.matcher(name).matches()
                && lookup.find(Ledger.SCHEMA, name).isPresent();
    }
}
