package io.forebay.engine.session;

import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.query.QualifiedTargets;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.List;
import java.util.stream.Collectors;

/** What is one statement to the user and several to the warehouse. */
final class SeveralStatements {
    private final EngineSession session;

    SeveralStatements(EngineSession session) {
        this.session = session;
    }

    String run(Statement.Several statement) {
        return session.within(() -> {
            long count = 0;
            TargetGuard.check(new Lookup(session.connection()), statement.targets(), false);
            Statement.Several.Check check = statement.check();
            if (check != null && anyRow(check.query())) {
                throw new ForebayException(CommonError.CARDINALITY_VIOLATION, check.message());
            }
            if (Dependents.concerns(session, statement.tag())) {
                new Dependents(session)
                        .dropping(
                                statement.targets(),
                                statement.steps().stream().anyMatch(step -> step.endsWith(" CASCADE")));
            }
            for (String step : statement.steps()) {
                Lookup lookup = new Lookup(session.connection());
                TargetGuard.check(lookup, statement.targets(), false);
                Statement.Sql one = new Statement.Sql(
                        statement.position(),
                        statement.counted() ? Statement.Sql.Kind.DML : Statement.Sql.Kind.DDL,
                        step,
                        statement.tag(),
                        statement.targets());
                String now = QualifiedTargets.in(one, name -> lookup.schema(name, false))
                        .sql();
                count = session.running().executing(() -> session.connection().execute(now));
            }
            return statement.counted() ? statement.tag() + " " + count : statement.tag();
        });
    }

    private boolean anyRow(String sql) {
        try (Query query = session.connection().prepare(sql);
                Rows rows = query.execute(List.of())) {
            return rows.next();
        }
    }

    /** SOURCE: Amazon Redshift Database Developer Guide, "ALTER TABLE APPEND". */
    String append(Statement.AppendTable statement) {
        session.transaction().checkNone("ALTER TABLE APPEND");
        return session.within(() -> {
            WarehouseConnection connection = session.connection();
            TargetGuard.check(new Lookup(connection), List.of(statement.target(), statement.source()), false);
            Table target = table(connection, statement.target());
            Table source = table(connection, statement.source());
            List<Column> shared = shared(statement, target, source);
            String columns = shared.stream()
                    .map(column -> TableName.quote(column.name()))
                    .collect(Collectors.joining(", "));
            connection.execute("INSERT INTO " + target.name().quoted() + " (" + columns + ") SELECT " + columns
                    + " FROM " + source.name().quoted());
            connection.execute("DELETE FROM " + source.name().quoted());
            return "ALTER TABLE APPEND";
        });
    }

    private static Table table(WarehouseConnection connection, Name name) {
        Table table = connection.load(name.schema(), name.name());
        if (table.temporary() || table.view()) {
            throw new ForebayException(
                    CommonError.WRONG_STATE,
                    "\"" + name.name() + "\" is not a permanent table: its rows are not moved");
        }
        return table;
    }

    private static List<Column> shared(Statement.AppendTable statement, Table target, Table source) {
        refuseExtra(source, target, statement.ignoreExtra(), "IGNOREEXTRA leaves such columns out.");
        refuseExtra(target, source, statement.fillTarget(), "FILLTARGET fills such columns with their default.");
        List<Column> shared = target.columns().stream()
                .filter(column -> source.find(column.name()).isPresent())
                .toList();
        if (shared.isEmpty()) {
            throw new ForebayException(CommonError.WRONG_TYPE, "the tables have no column in common");
        }
        for (Column column : shared) {
            Column from = source.find(column.name()).orElseThrow();
            if (!from.type().equals(column.type())) {
                throw new ForebayException(
                        CommonError.WRONG_TYPE,
                        "column \"" + column.name() + "\" is " + from.type() + " in the source and " + column.type()
                                + " in the target");
            }
        }
        return shared;
    }

    private static void refuseExtra(Table has, Table lacks, boolean allowed, String hint) {
        has.columns().stream()
                .filter(column -> !allowed && lacks.find(column.name()).isEmpty())
                .findFirst()
                .ifPresent(column -> {
                    throw new ForebayException(
                                    CommonError.UNDEFINED_COLUMN,
                                    "column \"" + column.name() + "\" of \""
                                            + has.name().name() + "\" is not in \""
                                            + lacks.name().name() + "\"")
                            .withHint(hint);
                });
    }
}
