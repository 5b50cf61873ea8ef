package io.forebay.engine.sql.function;

import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Procedure.Argument;
import io.forebay.engine.sql.Procedure.Mode;
import io.forebay.engine.sql.ScalarFunction;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.procedure.ArgumentParser;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.engine.sql.text.TypeParser;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Volatility;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * CREATE FUNCTION, CREATE EXTERNAL FUNCTION, DROP FUNCTION and SHOW FUNCTION. SOURCE: Amazon Redshift Database Developer
 * Guide, "CREATE FUNCTION", "CREATE EXTERNAL FUNCTION", "DROP FUNCTION".
 */
public final class FunctionParser {
    private final TokenStream in;

    public FunctionParser(TokenStream in) {
        this.in = in;
    }

    /** Whether the statement makes a function. */
    public static boolean creates(TokenStream in) {
        return in.at("create", "function")
                || in.at("create", "external", "function")
                || in.at("create", "or", "replace", "function")
                || in.at("create", "or", "replace", "external", "function");
    }

    public Statement create() {
        Position position = in.position();
        in.expect("create");
        boolean replace = in.accept("or", "replace");
        boolean external = in.accept("external");
        in.expect("function");
        refusePython();
        Name name = in.name("a function's name");
        List<ColumnType> arguments = arguments();
        in.expect("returns");
        ColumnType returns = TypeParser.parse(in);
        return external
                ? external(position, name, arguments, returns, replace)
                : ofSql(position, name, arguments, returns, replace);
    }

    private Statement ofSql(
            Position position, Name name, List<ColumnType> arguments, ColumnType returns, boolean replace) {
        Volatility volatility = Volatility.VOLATILE;
        Token body = null;
        boolean language = false;
        while (!in.atEnd()) {
            Volatility said = volatility();
            if (said != null) {
                volatility = said;
            } else if (in.accept("as")) {
                if (in.peek().kind() != Token.Kind.DOLLAR_STRING && !in.peek().isString()) {
                    throw in.expected("the function's body between $$ and $$");
                }
                body = in.next();
            } else if (in.accept("language")) {
                language(in.next());
                language = true;
            } else {
                throw in.expected("VOLATILE, STABLE, IMMUTABLE, AS or LANGUAGE");
            }
        }
        if (body == null) {
            throw in.expected("AS $$ and the function's body");
        }
        if (!language) {
            throw in.expected("LANGUAGE sql");
        }
        ScalarFunction.Sql sql = new ScalarFunction.Sql(body.value());
        int bodyAt = body.end()
                - (body.text().length() - body.value().length()) / 2
                - body.value().length();
        return new Statement.CreateFunction(
                position, new ScalarFunction(name, arguments, returns, volatility, sql), replace, bodyAt);
    }

    /** Before its arguments, which have names, are read. */
    private void refusePython() {
        List<Token> rest = in.rest();
        for (int i = 1; i < rest.size(); i++) {
            String name = rest.get(i).value().toLowerCase(Locale.ROOT);
            if (rest.get(i - 1).is("language") && name.startsWith("plpython")) {
                throw Mistake.notSupported(
                                rest.get(i).start(),
                                "functions in Python are not supported, and Redshift makes no new ones")
                        .withHint("Write it in SQL (LANGUAGE sql), or serve it over HTTP and make it by"
                                + " CREATE EXTERNAL FUNCTION … LAMBDA 'name'.");
            }
        }
    }

    private static void language(Token language) {
        if (!language.value().equalsIgnoreCase("sql")) {
            throw Mistake.notSupported(language.start(), "a function's language is sql");
        }
    }

    private Statement external(
            Position position, Name name, List<ColumnType> arguments, ColumnType returns, boolean replace) {
        Volatility volatility = Volatility.VOLATILE;
        LambdaOptions options = new LambdaOptions(in);
        while (!in.atEnd()) {
            Volatility said = volatility();
            if (said != null) {
                volatility = said;
            } else {
                options.read();
            }
        }
        return new Statement.CreateFunction(
                position, new ScalarFunction(name, arguments, returns, volatility, options.lambda()), replace, 0);
    }

    private @Nullable Volatility volatility() {
        return in.acceptAny("volatile", "stable", "immutable")
                ? Volatility.valueOf(in.previous().value().toUpperCase(Locale.ROOT))
                : null;
    }

    private List<ColumnType> arguments() {
        Token open = in.peek();
        List<Argument> arguments = ArgumentParser.parse(in);
        if (arguments.stream().anyMatch(each -> each.name() != null || each.mode() != Mode.IN || each.cursor())) {
            throw named(open);
        }
        return arguments.stream().map(Argument::type).toList();
    }

    private static ForebayException named(Token open) {
        return Mistake.syntax(
                open.start(), "a function's arguments are types without names; its body has $1 for the first");
    }

    public Statement drop() {
        Position position = in.position();
        in.expect("drop", "function");
        boolean ifExists = in.accept("if", "exists");
        Name name = in.name("a function's name");
        String signature = signature();
        in.acceptAny("restrict", "cascade");
        in.expectEnd();
        return new Statement.DropFunction(position, name, signature, ifExists);
    }

    public Statement show() {
        Position position = in.position();
        in.expect("show", "function");
        Name name = in.name("a function's name");
        String signature = in.peek().isSymbol("(") ? signature() : null;
        in.expectEnd();
        return new Statement.ShowFunction(position, name, signature);
    }

    /** Names of arguments are read over here. */
    private String signature() {
        return ScalarFunction.signature(
                ArgumentParser.parse(in).stream().map(Argument::type).toList());
    }
}
