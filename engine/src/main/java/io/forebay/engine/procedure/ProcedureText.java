package io.forebay.engine.procedure;

import io.forebay.engine.sql.Procedure;
import io.forebay.engine.sql.Procedure.Mode;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A procedure as a statement. SOURCE: Amazon Redshift Database Developer Guide, "SHOW PROCEDURE". */
final class ProcedureText {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    private ProcedureText() {}

    static String of(Procedure procedure) {
        String arguments =
                procedure.arguments().stream().map(ProcedureText::argument).collect(Collectors.joining(", "));
        String dollars = "$_$";
        for (int i = 0; procedure.body().contains(dollars); i++) {
            dollars = "$_" + i + "$";
        }
        String settings = procedure.settings().entrySet().stream()
                .map(each ->
                        "\nSET " + each.getKey() + " TO '" + each.getValue().replace("'", "''") + "'")
                .collect(Collectors.joining());
        return "CREATE OR REPLACE PROCEDURE " + procedure.name() + "(" + arguments + ")\n"
                + (procedure.nonatomic() ? "NONATOMIC\n" : "")
                + "LANGUAGE plpgsql\nAS " + dollars + procedure.body() + dollars
                + (procedure.definer() ? "\nSECURITY DEFINER" : "") + settings;
    }

    private static String argument(Procedure.Argument argument) {
        String name = argument.name();
        String quoted = name == null
                ? ""
                : (PLAIN.matcher(name).matches() ? name : "\"" + name.replace("\"", "\"\"") + "\"") + " ";
        return (argument.mode() == Mode.IN ? "" : argument.mode() + " ") + quoted + argument.typeName();
    }
}
