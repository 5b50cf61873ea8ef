package io.forebay.spi.warehouse;

import java.util.List;
import java.util.Optional;

/** How a warehouse makes scalar functions of users'. The statements are run in one transaction. */
public interface FunctionDdl {
    /** What stands for an argument, cast to its type. @param number from 1 */
    String argument(int number, ColumnType type);

    /**
     * The statements that make a function, or put it in the place of the one with its name and types.
     *
     * @param all the functions of its schema and name, this one among them
     */
    List<String> create(FunctionDefinition function, List<FunctionDefinition> all);

    /** The statements that drop a function. @param left the other functions of its schema and name */
    List<String> drop(FunctionDefinition function, List<FunctionDefinition> left);

    /** A query that gives a row when {@code $1} is the name of a function that a user's would hide; empty for none. */
    default String builtIn() {
        return "";
    }

    /**
     * An expression of type VARCHAR that has {@link ExternalCalls} work out the value; empty where that is not possible.
     *
     * @param definition handed on as it is
     * @param arguments expressions
     */
    default Optional<String> call(Volatility volatility, String definition, List<String> arguments) {
        return Optional.empty();
    }
}
