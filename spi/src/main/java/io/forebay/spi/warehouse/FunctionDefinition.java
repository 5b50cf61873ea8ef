package io.forebay.spi.warehouse;

import java.util.List;

/**
 * A scalar function of a user's, as a warehouse is told to make it.
 *
 * @param name with its schema
 * @param arguments their types, by which functions of one name are told apart
 * @param returns what the expression's value is cast to
 * @param expression in the warehouse's SQL, with {@link FunctionDdl#argument} where arguments stand
 */
public record FunctionDefinition(
        TableName name, List<ColumnType> arguments, ColumnType returns, Volatility volatility, String expression) {
    public FunctionDefinition {
        arguments = List.copyOf(arguments);
    }
}
