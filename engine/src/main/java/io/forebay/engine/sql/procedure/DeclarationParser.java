package io.forebay.engine.sql.procedure;

import io.forebay.engine.sql.procedure.Declaration.DeclaredType;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.engine.sql.text.TypeParser;
import java.util.ArrayList;
import java.util.List;

/** What stands between DECLARE and BEGIN. */
final class DeclarationParser {
    private final TokenStream in;
    private final FragmentReader fragments;
    private final Scopes scopes;

    DeclarationParser(TokenStream in, FragmentReader fragments, Scopes scopes) {
        this.in = in;
        this.fragments = fragments;
        this.scopes = scopes;
    }

    List<Declaration> parse() {
        List<Declaration> declarations = new ArrayList<>();
        while (in.accept("declare")) {
            while (!in.at("begin") && !in.at("declare")) {
                declarations.add(declaration());
            }
        }
        return declarations;
    }

    private Declaration declaration() {
        int line = fragments.line();
        Token at = in.peek();
        String name = in.identifier("a variable's name, or BEGIN");
        boolean constant = in.accept("constant");
        DeclaredType type = type();
        boolean notNull = in.accept("not", "null");
        Fragment value = null;
        if (in.acceptSymbol(":=") || in.acceptSymbol("=") || in.accept("default")) {
            value = fragments.until("a value", ";");
        }
        if (notNull && value == null) {
            throw Mistake.syntax(at.start(), "variable \"" + name + "\" is NOT NULL and needs a default value");
        }
        in.expectSymbol(";");
        boolean row = type instanceof Declaration.AnyRow
                || type instanceof Declaration.RowOf
                || type instanceof Declaration.TypeOf
                || type instanceof Declaration.Alias;
        Scopes.Use use = row ? Scopes.Use.ROW : Scopes.Use.VARIABLE;
        if (!scopes.declare(name, constant ? Scopes.Use.CONSTANT : use)) {
            throw Mistake.syntax(at.start(), "variable \"" + name + "\" is declared twice");
        }
        return new Declaration(line, name, type, constant, notNull, value);
    }

    private DeclaredType type() {
        if (in.accept("alias")) {
            in.expect("for");
            return new Declaration.Alias(target());
        }
        if (in.accept("record")) {
            return new Declaration.AnyRow();
        }
        if (in.accept("refcursor")) {
            return new Declaration.AnyCursor();
        }
        if (in.at("cursor")) {
            return cursor();
        }
        int mark = in.mark();
        List<String> parts = parts();
        if (in.acceptSymbol("%")) {
            if (in.accept("rowtype")) {
                return new Declaration.RowOf(parts);
            }
            in.expect("type");
            return new Declaration.TypeOf(parts);
        }
        in.reset(mark);
        return new Declaration.Scalar(TypeParser.parse(in));
    }

    private List<String> parts() {
        List<String> parts = new ArrayList<>();
        parts.add(in.identifier("a data type"));
        while (in.acceptSymbol(".")) {
            parts.add(in.identifier("a name"));
        }
        return parts;
    }

    private DeclaredType cursor() {
        in.expect("cursor");
        List<Declaration> arguments = new ArrayList<>();
        if (in.acceptSymbol("(")) {
            do {
                int line = fragments.line();
                String name = in.identifier("the name of a cursor's argument");
                arguments.add(
                        new Declaration(line, name, new Declaration.Scalar(TypeParser.parse(in)), false, false, null));
            } while (in.acceptSymbol(","));
            in.expectSymbol(")");
        }
        if (!in.acceptAny("for", "is")) {
            throw in.expected("FOR and the cursor's query");
        }
        return new Declaration.BoundCursor(arguments, fragments.until("the cursor's query", ";"));
    }

    /** A variable, a field or a parameter. */
    private Target target() {
        return target(in, fragments);
    }

    static Target target(TokenStream in, FragmentReader fragments) {
        int line = fragments.line();
        if (in.peek().kind() == Token.Kind.PARAMETER) {
            return new Target(line, List.of(in.next().text()));
        }
        List<String> parts = new ArrayList<>();
        parts.add(in.identifier("a variable"));
        while (in.acceptSymbol(".")) {
            parts.add(in.identifier("a field"));
        }
        return new Target(line, parts);
    }
}
