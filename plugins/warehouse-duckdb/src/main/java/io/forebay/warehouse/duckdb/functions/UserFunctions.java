package io.forebay.warehouse.duckdb.functions;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.FunctionDdl;
import io.forebay.spi.warehouse.FunctionDefinition;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.spi.warehouse.Volatility;
import io.forebay.warehouse.duckdb.driver.DuckDbTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Users' functions as macros in their schemas. All of one name are one macro with several bodies; DuckDB chooses by the
 * number of arguments, and by their types only where the number does not tell.
 */
public final class UserFunctions implements FunctionDdl {
    private static final String PARAMETER = "forebay_";

    @Override
    public String argument(int number, ColumnType type) {
        return cast(PARAMETER + number, type, true);
    }

    /** Lengths of texts count for results only. @param repeatable whether the expression may be worked out twice */
    private static String cast(String expression, ColumnType type, boolean repeatable) {
        if (!text(type)) {
            return "CAST(" + expression + " AS " + DuckDbTypes.name(type) + ")";
        }
        if (type.length() == 0) {
            return Library.TYPES + ".main.to_text(" + expression + ")";
        }
        String cut = (type.kind() == TypeKind.CHAR ? "to_fixed" : "to_varying") + (repeatable ? "" : "_once");
        return Library.TYPES + ".main." + cut + "(" + expression + ", " + type.length() + ")";
    }

    @Override
    public List<String> create(FunctionDefinition function, List<FunctionDefinition> all) {
        long same = all.stream()
                .filter(each -> parameters(each).equals(parameters(function)))
                .count();
        if (same > 1) {
            throw new ForebayException(
                            CommonError.NOT_SUPPORTED,
                            "there is a function " + function.name().name()
                                    + " whose arguments differ from these too little")
                    .withHint("CHAR and VARCHAR are one type here. Drop the other, or give this one another name.");
        }
        return List.of("CREATE OR REPLACE MACRO " + function.name().quoted()
                + all.stream().map(each -> body(each, all)).collect(Collectors.joining(", ")));
    }

    private static List<String> parameters(FunctionDefinition function) {
        return function.arguments().stream().map(DuckDbTypes::name).toList();
    }

    private static String body(FunctionDefinition function, List<FunctionDefinition> all) {
        boolean alone = all.stream()
                        .filter(each ->
                                each.arguments().size() == function.arguments().size())
                        .count()
                == 1;
        List<String> parameters = new ArrayList<>();
        for (ColumnType type : function.arguments()) {
            String name = PARAMETER + (parameters.size() + 1);
            parameters.add(alone ? name : name + " " + DuckDbTypes.name(type));
        }
        return "(" + String.join(", ", parameters) + ") AS (" + value(function) + ")";
    }

    /** What an external function gives is as long as it may be. */
    private static String value(FunctionDefinition function) {
        boolean external = function.expression().startsWith(ExternalCall.VOLATILE);
        return external && text(function.returns())
                ? function.expression()
                : cast(
                        "(" + function.expression() + ")",
                        function.returns(),
                        function.volatility() != Volatility.VOLATILE);
    }

    private static boolean text(ColumnType type) {
        return type.kind() == TypeKind.VARCHAR || type.kind() == TypeKind.CHAR;
    }

    @Override
    public List<String> drop(FunctionDefinition function, List<FunctionDefinition> left) {
        return left.isEmpty()
                ? List.of("DROP MACRO IF EXISTS " + function.name().quoted())
                : create(left.get(0), left);
    }

    @Override
    public String builtIn() {
        return "SELECT 1 FROM duckdb_functions() WHERE function_name = $1 AND"
                + " (internal OR database_name IN ('system', 'temp', '" + Library.FUNCTIONS + "', '" + Library.TYPES
                + "'))"
                + " LIMIT 1";
    }

    @Override
    public Optional<String> call(Volatility volatility, String definition, List<String> arguments) {
        String name = volatility == Volatility.VOLATILE ? ExternalCall.VOLATILE : ExternalCall.REPEATABLE;
        return Optional.of(name + "(" + literal(definition) + ", " + CallingStatement.TOKEN
                + arguments.stream()
                        .map(each -> ", CAST(" + each + " AS VARCHAR)")
                        .collect(Collectors.joining())
                + ")");
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
