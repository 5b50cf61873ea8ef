package io.forebay.engine.sql.procedure;

import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Procedure;
import io.forebay.engine.sql.Procedure.Argument;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CREATE, DROP and SHOW PROCEDURE, and CALL. SOURCE: Amazon Redshift Database Developer Guide, "CREATE PROCEDURE", "DROP
 * PROCEDURE", "SHOW PROCEDURE", "CALL", "Limits and differences for stored procedure support".
 */
public final class ProcedureParser {
    /** Redshift's limit of a body, in bytes. */
    private static final int MOST_BYTES = 2 * 1024 * 1024;

    private final TokenStream in;

    public ProcedureParser(TokenStream in) {
        this.in = in;
    }

    /** What is read after a word of CREATE PROCEDURE's options. */
    private static final class Options {
        private boolean nonatomic;
        private boolean definer;
        private boolean language;
        private @Nullable Token body;
        private final Map<String, String> settings = new LinkedHashMap<>();
    }

    public Statement create() {
        Position position = in.position();
        in.expect("create");
        boolean replace = in.accept("or", "replace");
        in.expect("procedure");
        Name name = in.name("a procedure's name");
        List<Argument> arguments = ArgumentParser.parse(in);
        Options options = new Options();
        while (!in.atEnd()) {
            option(options);
        }
        Token body = options.body;
        if (body == null) {
            throw in.expected("AS $$ and the procedure's body");
        }
        if (!options.language) {
            throw in.expected("LANGUAGE plpgsql");
        }
        if (options.nonatomic && (options.definer || !options.settings.isEmpty())) {
            throw Mistake.notSupported(body.start(), "a NONATOMIC procedure can have neither SECURITY DEFINER nor SET");
        }
        if (body.value().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw Mistake.notSupported(body.start(), "a procedure's body is larger than 2 MB");
        }
        Procedure procedure =
                new Procedure(name, arguments, body.value(), options.nonatomic, options.definer, options.settings);
        int bodyAt = body.end()
                - (body.text().length() - body.value().length()) / 2
                - body.value().length();
        new BodyParser(procedure, bodyAt).parse();
        return new Statement.CreateProcedure(position, procedure, replace, bodyAt);
    }

    private void option(Options options) {
        if (in.accept("nonatomic")) {
            options.nonatomic = true;
        } else if (in.accept("as")) {
            if (in.peek().kind() != Token.Kind.DOLLAR_STRING) {
                throw in.expected("the procedure's body between $$ and $$");
            }
            options.body = in.next();
        } else if (in.accept("language")) {
            Token language = in.next();
            if (!language.value().equalsIgnoreCase("plpgsql")) {
                throw Mistake.notSupported(language.start(), "a procedure's language is plpgsql");
            }
            options.language = true;
        } else if (in.accept("security")) {
            if (!in.acceptAny("invoker", "definer")) {
                throw in.expected("INVOKER or DEFINER");
            }
            options.definer = in.previous().is("definer");
        } else if (in.accept("set")) {
            setting(options);
        } else {
            throw in.expected("NONATOMIC, AS, LANGUAGE, SECURITY or SET");
        }
    }

    private void setting(Options options) {
        String name = in.identifier("a parameter's name");
        if (!in.accept("to") && !in.acceptSymbol("=")) {
            throw in.expected("TO or = behind SET " + name);
        }
        List<String> values = new ArrayList<>();
        do {
            Token value = in.next();
            if (!value.isName() && !value.isString() && value.kind() != Token.Kind.NUMBER) {
                throw Mistake.syntax(value.start(), "expected a value but found " + value.shown());
            }
            values.add(value.value());
        } while (in.acceptSymbol(","));
        options.settings.put(name, String.join(", ", values));
    }

    public Statement drop() {
        Position position = in.position();
        in.expect("drop", "procedure");
        boolean ifExists = in.accept("if", "exists");
        Name name = in.name("a procedure's name");
        String signature = signature(in);
        in.acceptAny("restrict", "cascade");
        in.expectEnd();
        return new Statement.DropProcedure(position, name, signature, ifExists);
    }

    public Statement show() {
        Position position = in.position();
        in.expect("show", "procedure");
        Name name = in.name("a procedure's name");
        String signature = in.peek().isSymbol("(") ? signature(in) : null;
        in.expectEnd();
        return new Statement.ShowProcedure(position, name, signature);
    }

    /** The types between the parentheses that come next, as {@link Procedure#signature} gives them. */
    public static String signature(TokenStream in) {
        List<Argument> arguments = ArgumentParser.parse(in);
        return new Procedure(new Name(null, "p"), arguments, "", false, false, Map.of()).signature();
    }

    public Statement call() {
        Position position = in.position();
        in.expect("call");
        Name name = in.name("a procedure's name");
        List<String> arguments = new ArrayList<>();
        for (List<Token> argument : arguments(in)) {
            arguments.add(in.text()
                    .masked()
                    .substring(
                            argument.get(0).start(),
                            argument.get(argument.size() - 1).end()));
        }
        in.expectEnd();
        return new Statement.Call(position, name, arguments);
    }

    /** A procedure's name and its arguments in parentheses, as they are written. @param in behind CALL */
    public static String callText(TokenStream in) {
        int start = in.peek().start();
        in.name("a procedure's name");
        arguments(in);
        return in.text().masked().substring(start, in.previous().end());
    }

    /** The tokens of each argument between the parentheses that come next. */
    static List<List<Token>> arguments(TokenStream in) {
        in.expectSymbol("(");
        List<List<Token>> arguments = new ArrayList<>();
        List<Token> argument = new ArrayList<>();
        int depth = 0;
        while (!(depth == 0 && in.peek().isSymbol(")"))) {
            Token token = in.next();
            if (token.kind() == Token.Kind.END) {
                throw Mistake.syntax(token.start(), "a parenthesis is never closed");
            }
            depth += token.isSymbol("(") || token.isSymbol("[") ? 1 : 0;
            depth -= token.isSymbol(")") || token.isSymbol("]") ? 1 : 0;
            if (depth == 0 && token.isSymbol(",")) {
                add(arguments, argument, token);
                argument = new ArrayList<>();
            } else {
                argument.add(token);
            }
        }
        Token close = in.next();
        if (!arguments.isEmpty() || !argument.isEmpty()) {
            add(arguments, argument, close);
        }
        return arguments;
    }

    private static void add(List<List<Token>> arguments, List<Token> argument, Token behind) {
        if (argument.isEmpty()) {
            throw Mistake.syntax(behind.start(), "an argument is missing before " + behind.shown());
        }
        arguments.add(argument);
    }
}
