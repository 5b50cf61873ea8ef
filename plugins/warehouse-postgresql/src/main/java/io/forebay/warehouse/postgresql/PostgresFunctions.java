package io.forebay.warehouse.postgresql;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.FunctionDdl;
import io.forebay.spi.warehouse.FunctionDefinition;
import io.forebay.warehouse.postgresql.driver.PostgresTypes;
import java.util.List;
import java.util.stream.Collectors;

/** Users' functions are PostgreSQL's own. */
final class PostgresFunctions implements FunctionDdl {
    @Override
    public String argument(int number, ColumnType type) {
        return "$" + number;
    }

    @Override
    public List<String> create(FunctionDefinition function, List<FunctionDefinition> all) {
        String returns = PostgresTypes.name(function.returns());
        String body = "SELECT CAST((" + function.expression() + ") AS " + returns + ")";
        return List.of("CREATE OR REPLACE FUNCTION " + name(function) + " RETURNS " + returns + " LANGUAGE sql "
                + function.volatility() + " AS '" + body.replace("'", "''") + "'");
    }

    @Override
    public List<String> drop(FunctionDefinition function, List<FunctionDefinition> left) {
        return List.of("DROP FUNCTION IF EXISTS " + name(function));
    }

    private static String name(FunctionDefinition function) {
        return function.name().quoted()
                + function.arguments().stream().map(PostgresTypes::name).collect(Collectors.joining(", ", "(", ")"));
    }
}
