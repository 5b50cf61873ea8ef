package io.forebay.engine.sql.copy;

import io.forebay.engine.sql.Lineage;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.copy.CopyParameters.Given;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Nearest;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads the parameters of COPY or UNLOAD, in any order and any of their spellings. */
final class CopyParameterReader {
    private static final long MAX_COMPROWS = Integer.MAX_VALUE;
    private static final int MAX_ERRORS = 100_000;
    private static final List<String> ENCODINGS = List.of("utf8", "utf16", "utf16le", "utf16be");

    private final TokenStream in;
    private final CopyGrammar grammar;
    private final CopyParameters parameters;

    /** @param parameters where to put them */
    CopyParameterReader(TokenStream in, CopyGrammar grammar, CopyParameters parameters) {
        this.in = in;
        this.grammar = grammar;
        this.parameters = parameters;
    }

    /** Reads until the end or the JOB clause. */
    void read() {
        while (!in.atEnd() && !(grammar == CopyGrammar.COPY && in.at("job"))) {
            parameter();
        }
    }

    private void parameter() {
        if (in.acceptAny("format", "as")) {
            if (!in.previous().is("as")) {
                in.accept("as");
            }
            if (CopyParameter.find(in.peek().value(), grammar.formats()).isEmpty()) {
                throw in.expected("a file format " + grammar.expectedFormats());
            }
        } else {
            in.accept("with");
        }
        Token name = in.next();
        CopyParameter parameter = find(name);
        parameters.add(new Given(parameter, name.start(), arguments(parameter)));
    }

    private CopyParameter find(Token name) {
        if (name.kind() == Token.Kind.WORD) {
            return CopyParameter.find(name.value(), grammar.parameters())
                    .orElseThrow(() -> Mistake.syntax(
                            name.start(),
                            "unknown " + grammar + " parameter " + name.shown() + Nearest.hint(name.value(), names())));
        }
        throw Mistake.syntax(
                name.start(),
                "expected " + (grammar == CopyGrammar.COPY ? "a COPY" : "an UNLOAD") + " parameter but found "
                        + name.shown());
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        grammar.parameters().stream().map(CopyParameter::name).forEach(names::add);
        names.add("FORMAT");
        if (grammar == CopyGrammar.COPY) {
            names.add("JOB");
        }
        return names;
    }

    private List<String> arguments(CopyParameter parameter) {
        return switch (parameter.shape()) {
            case FLAG -> flag(parameter);
            case TEXT -> {
                in.accept("as");
                yield List.of(text(parameter));
            }
            case MAYBE_TEXT -> maybeText();
            case NUMBER -> {
                in.accept("as");
                yield List.of(String.valueOf(number(parameter)));
            }
            case WORD -> {
                in.accept("as");
                yield List.of(encoding());
            }
            case SWITCH -> turned(parameter);
            case ROLE -> {
                in.accept("as");
                yield List.of(role());
            }
            case SHAPEFILE -> simplify();
            case LINEAGE -> lineage();
            case NEW_COLUMN -> newColumn();
            case COLUMN -> {
                in.accept("column");
                yield List.of(in.identifier("a column name"));
            }
            case TABLE -> table();
            case SIZE -> {
                in.accept("as");
                yield List.of(SizeArgument.read(in, parameter));
            }
            case PARTITION -> partition();
        };
    }

    /** INTO [schema.]table: the schema or nothing, then the table. */
    private List<String> table() {
        in.expect("into");
        Name name = in.name("a table name behind REJECTS INTO");
        return List.of(name.schema() == null ? "" : name.schema(), name.name());
    }

    /** UNLOAD's MANIFEST VERBOSE and ENCRYPTED AUTO have a word behind them. */
    private List<String> flag(CopyParameter parameter) {
        String word =
                parameter == CopyParameter.MANIFEST ? "verbose" : parameter == CopyParameter.ENCRYPTED ? "auto" : "";
        boolean more = grammar == CopyGrammar.UNLOAD && !word.isEmpty() && in.accept(word);
        return more ? List.of(word.toUpperCase(Locale.ROOT)) : List.of();
    }

    /** BY ( column, … ) [ INCLUDE ]: INCLUDE or nothing, then the columns. */
    private List<String> partition() {
        in.expect("by");
        in.expectSymbol("(");
        List<String> columns = new ArrayList<>();
        do {
            Token token = in.peek();
            String column = in.identifier("a column name behind PARTITION BY");
            if (columns.contains(column)) {
                throw Mistake.syntax(token.start(), "the column \"" + column + "\" is listed twice");
            }
            columns.add(column);
        } while (in.acceptSymbol(","));
        in.expectSymbol(")");
        columns.add(0, in.accept("include") ? "INCLUDE" : "");
        return columns;
    }

    private String text(CopyParameter parameter) {
        if (!in.peek().isString() && parameter.secret()) {
            throw Mistake.syntax(in.peek().start(), "expected a string in quotes behind " + parameter.shown());
        }
        return in.string("a string behind " + parameter.shown());
    }

    private List<String> maybeText() {
        if (in.at("as") && in.peek(1).isString()) {
            in.next();
        }
        return in.peek().isString() ? List.of(in.next().value()) : List.of();
    }

    private long number(CopyParameter parameter) {
        return switch (parameter) {
            case MAXERROR -> in.integer("MAXERROR", 0, MAX_ERRORS);
            case COMPROWS -> in.integer("COMPROWS", 1000, MAX_COMPROWS);
            case READRATIO -> in.integer("READRATIO", 1, 200);
            default -> in.integer(parameter.shown(), 0, Integer.MAX_VALUE);
        };
    }

    private String encoding() {
        Token token = in.next();
        String name = token.value().toLowerCase(Locale.ROOT);
        if (!ENCODINGS.contains(name) || !(token.isName() || token.isString())) {
            throw Mistake.syntax(
                    token.start(), "ENCODING must be UTF8, UTF16, UTF16LE or UTF16BE, not " + token.shown());
        }
        return name;
    }

    private List<String> turned(CopyParameter parameter) {
        boolean preset = parameter == CopyParameter.COMPUPDATE && in.peek().is("preset");
        if (preset || in.peek().isAny("on", "off", "true", "false")) {
            return List.of(in.next().value());
        }
        return List.of();
    }

    private String role() {
        Token token = in.peek();
        if (in.accept("default")) {
            return "default";
        }
        String role = in.string("a role's ARN in quotes, or DEFAULT, behind IAM_ROLE");
        if (role.isBlank()) {
            throw Mistake.syntax(token.start(), "IAM_ROLE is empty: expected a role's ARN");
        }
        return role;
    }

    private List<String> newColumn() {
        in.expect("new", "column");
        if (in.acceptAny("add", "ignore", "error")) {
            return List.of(in.previous().value());
        }
        throw in.expected("ADD, IGNORE or ERROR behind ON NEW COLUMN");
    }

    /** {@code (FILE column, LINE column, …)}: each kind, followed by its column. */
    private List<String> lineage() {
        List<String> arguments = new ArrayList<>();
        in.expectSymbol("(");
        do {
            Token kind = in.next();
            String name = kind.value().toUpperCase(Locale.ROOT);
            if (Arrays.stream(Lineage.values()).noneMatch(known -> known.name().equals(name))) {
                throw Mistake.syntax(
                        kind.start(), "expected FILE, LINE, LOAD_ID or LOAD_TIME in LINEAGE but found " + kind.shown());
            }
            if (arguments.contains(name)) {
                throw Mistake.syntax(kind.start(), "LINEAGE names " + name + " twice; leave one out");
            }
            arguments.add(name);
            arguments.add(in.identifier("a column name"));
        } while (in.acceptSymbol(","));
        in.expectSymbol(")");
        return arguments;
    }

    private List<String> simplify() {
        List<String> arguments = new ArrayList<>();
        if (in.accept("simplify")) {
            arguments.add("SIMPLIFY");
            if (in.accept("auto")) {
                arguments.add("AUTO");
            }
            if (in.peek().isString() || in.peek().kind() == Token.Kind.NUMBER) {
                arguments.add(in.next().value());
            }
        }
        return arguments;
    }
}
