package io.forebay.engine.function;

import io.forebay.engine.sql.ScalarFunction;
import java.util.stream.Collectors;

/** A function as the statement that makes it. */
final class FunctionText {
    private FunctionText() {}

    static String of(ScalarFunction function) {
        String head = "FUNCTION " + function.name() + "("
                + function.arguments().stream().map(ScalarFunction::typeName).collect(Collectors.joining(", "))
                + ")\nRETURNS " + function.returns().sqlName() + "\n" + function.volatility() + "\n";
        if (function.body() instanceof ScalarFunction.Lambda lambda) {
            String role = lambda.role().equals("default") ? "default" : quoted(lambda.role());
            return "CREATE OR REPLACE EXTERNAL " + head + "LAMBDA " + quoted(lambda.function()) + "\nIAM_ROLE " + role
                    + "\nRETRY_TIMEOUT " + lambda.retryMillis() + "\nMAX_BATCH_ROWS " + lambda.batchRows()
                    + "\nMAX_BATCH_SIZE " + lambda.batchBytes() / 1024 + " KB";
        }
        String body = ((ScalarFunction.Sql) function.body()).text();
        String dollars = "$$";
        for (int i = 0; body.contains(dollars); i++) {
            dollars = "$_" + i + "$";
        }
        return "CREATE OR REPLACE " + head + "AS " + dollars + body + dollars + " LANGUAGE sql";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
