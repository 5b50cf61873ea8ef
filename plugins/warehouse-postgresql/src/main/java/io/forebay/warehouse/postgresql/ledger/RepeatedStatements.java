package io.forebay.warehouse.postgresql.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * Statements that are run again whenever their text is another. Each replaces what is there, so views of users stay; a view
 * that is to lose or change a column needs a script with a version that drops it first.
 */
final class RepeatedStatements implements JavaMigration {
    private final List<String> statements;

    RepeatedStatements(List<String> statements) {
        this.statements = List.copyOf(statements);
    }

    /** None: it is repeated. */
    @Override
    public @Nullable MigrationVersion getVersion() {
        return null;
    }

    @Override
    public String getDescription() {
        return "views";
    }

    @Override
    public Integer getChecksum() {
        CRC32 sum = new CRC32();
        statements.forEach(each -> sum.update((each + ";").getBytes(StandardCharsets.UTF_8)));
        return (int) sum.getValue();
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        try (Statement statement = context.getConnection().createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
