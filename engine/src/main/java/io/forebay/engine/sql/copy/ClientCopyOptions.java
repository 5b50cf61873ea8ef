package io.forebay.engine.sql.copy;

import io.forebay.engine.sql.ClientText;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Compression;
import io.forebay.spi.format.Encoding;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ValueRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of a COPY from or to a client, in parentheses or as they were written before PostgreSQL 9.0. SOURCE:
 * PostgreSQL's manual, "COPY", Parameters and Compatibility.
 */
final class ClientCopyOptions {
    private static final String AUTO = "auto";
    private static final Set<String> UTF8 = Set.of("UTF8", "UTF-8", "UNICODE", "SQL_ASCII");

    private final TokenStream in;
    private final boolean reads;
    private final Map<String, Token> given = new HashMap<>();
    private final Set<String> forceQuote = new HashSet<>();
    private final Set<String> forceNotNull = new HashSet<>();
    private final Set<String> forceNull = new HashSet<>();
    private boolean csv;
    private boolean header;
    private @Nullable String nullText;
    private char delimiter;
    private char quote = '"';
    private char escape;

    /** @param reads whether the client sends the data */
    ClientCopyOptions(TokenStream in, boolean reads) {
        this.in = in;
        this.reads = reads;
    }

    /** Reads up to the statement's end. */
    ClientCopyOptions read() {
        in.accept("using", "delimiters");
        if (in.previous().is("delimiters")) {
            once(in.previous(), "delimiter");
            delimiter = character("DELIMITER");
        }
        in.accept("with");
        if (in.acceptSymbol("(")) {
            do {
                modern();
            } while (in.acceptSymbol(","));
            in.expectSymbol(")");
        } else {
            while (!in.atEnd() && !in.at("where")) {
                old();
            }
        }
        if (in.at("where")) {
            throw Mistake.notSupported(
                    in.peek().start(), "WHERE in COPY is not supported; load into a stage table and select from it");
        }
        in.expectEnd();
        check();
        return this;
    }

    private void modern() {
        Token option = in.next();
        String name = option.kind() == Token.Kind.WORD ? option.value() : "";
        once(option, name);
        switch (name) {
            case "format" -> format();
            case "freeze" -> flag();
            case "delimiter" -> delimiter = character("DELIMITER");
            case "null" -> nullText = in.string("the text of NULL in quotes");
            case "header" -> header = header();
            case "quote" -> quote = character("QUOTE");
            case "escape" -> escape = character("ESCAPE");
            case "force_quote" -> columns(forceQuote, true);
            case "force_not_null" -> columns(forceNotNull, true);
            case "force_null" -> columns(forceNull, true);
            case "encoding" -> encoding();
            case "on_error" -> onError();
            default -> throw unknown(option);
        }
    }

    private void old() {
        Token option = in.next();
        String name = option.value();
        switch (option.kind() == Token.Kind.WORD ? name : "") {
            case "binary" -> throw binary(option.start());
            case "csv" -> {
                once(option, "format");
                csv = true;
            }
            case "freeze" -> once(option, name);
            case "header" -> {
                once(option, name);
                header = true;
            }
            case "delimiter" -> delimiter = oldCharacter(option);
            case "null" -> {
                once(option, name);
                in.accept("as");
                nullText = in.string("the text of NULL in quotes");
            }
            case "quote" -> quote = oldCharacter(option);
            case "escape" -> escape = oldCharacter(option);
            case "encoding" -> {
                once(option, name);
                encoding();
            }
            case "force" -> force(option);
            default -> throw unknown(option);
        }
    }

    private char oldCharacter(Token option) {
        once(option, option.value());
        in.accept("as");
        return character(option.text().toUpperCase(Locale.ROOT));
    }

    private void force(Token option) {
        if (in.accept("quote")) {
            once(option, "force_quote");
            columns(forceQuote, false);
        } else if (in.accept("not", "null")) {
            once(option, "force_not_null");
            columns(forceNotNull, false);
        } else if (in.accept("null")) {
            once(option, "force_null");
            columns(forceNull, false);
        } else {
            throw in.expected("QUOTE, NOT NULL or NULL");
        }
    }

    private void once(Token option, String name) {
        if (given.put(name, option) != null) {
            throw Mistake.syntax(option.start(), "conflicting or redundant options: " + option.shown());
        }
    }

    private void format() {
        Token token = in.peek();
        String name = token.isString() ? in.next().value().toLowerCase(Locale.ROOT) : in.identifier("a format");
        switch (name) {
            case "text" -> csv = false;
            case "csv" -> csv = true;
            case "binary" -> throw binary(token.start());
            default ->
                throw Mistake.syntax(token.start(), "COPY format " + token.shown() + " is not known: text or csv");
        }
    }

    static ForebayException binary(int at) {
        return Mistake.notSupported(at, "the binary format of COPY is not supported; use text or csv");
    }

    private boolean header() {
        if (in.at("match")) {
            throw Mistake.notSupported(in.peek().start(), "HEADER MATCH is not supported; write HEADER");
        }
        return flag();
    }

    /** True unless something else is said. */
    private boolean flag() {
        if (in.peek().isSymbol(",") || in.peek().isSymbol(")")) {
            return true;
        }
        Token token = in.next();
        return switch (token.value().toLowerCase(Locale.ROOT)) {
            case "true", "on", "1" -> true;
            case "false", "off", "0" -> false;
            default -> throw Mistake.syntax(token.start(), "expected true or false but found " + token.shown());
        };
    }

    private char character(String option) {
        Token token = in.peek();
        String text = in.string("one character in quotes");
        if (text.length() != 1 || text.charAt(0) > 0x7f) {
            throw Mistake.syntax(token.start(), "COPY " + option + " must be a single one-byte character");
        }
        char c = text.charAt(0);
        if (c == '\n' || c == '\r' || c == 0) {
            throw Mistake.syntax(token.start(), "COPY " + option + " cannot be newline or carriage return");
        }
        return c;
    }

    private void columns(Set<String> columns, boolean parentheses) {
        if (in.acceptSymbol("*")) {
            columns.add("*");
            return;
        }
        if (parentheses) {
            in.expectSymbol("(");
        }
        do {
            columns.add(in.identifier("a column name"));
        } while (in.acceptSymbol(","));
        if (parentheses) {
            in.expectSymbol(")");
        }
    }

    private void encoding() {
        Token token = in.peek();
        String name = token.isString() ? in.next().value() : in.identifier("an encoding");
        if (!UTF8.contains(name.toUpperCase(Locale.ROOT))) {
            throw Mistake.notSupported(token.start(), "ENCODING '" + name + "' is not supported; send UTF8");
        }
    }

    private void onError() {
        Token token = in.peek();
        if (!in.acceptAny("stop")) {
            throw Mistake.notSupported(
                    token.start(), "ON_ERROR is not supported but for stop; COPY from the store takes MAXERROR");
        }
    }

    private ForebayException unknown(Token option) {
        return Mistake.syntax(option.start(), "option " + option.shown() + " of COPY is not known");
    }

    private void check() {
        for (String name : List.of("quote", "escape", "force_quote", "force_not_null", "force_null")) {
            Token option = given.get(name);
            if (option != null && !csv) {
                throw Mistake.notSupported(option.start(), "COPY " + shown(name) + " requires CSV mode");
            }
            if (option != null && name.startsWith("force") && name.equals("force_quote") == reads) {
                throw Mistake.notSupported(
                        option.start(), "COPY " + shown(name) + " cannot be used with COPY " + (reads ? "FROM" : "TO"));
            }
        }
        delimiter = given.containsKey("delimiter") ? delimiter : csv ? ',' : '\t';
        escape = given.containsKey("escape") ? escape : quote;
        nullText = nullText == null ? csv ? "" : "\\N" : nullText;
        checkCharacters(nullText);
    }

    private static String shown(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    private void checkCharacters(String ofNull) {
        if (csv && delimiter == quote) {
            throw at("quote", "delimiter", "COPY delimiter and quote must be different");
        }
        if (!csv && "\\.abcdefghijklmnopqrstuvwxyz0123456789".indexOf(delimiter) >= 0) {
            throw at("delimiter", "delimiter", "COPY delimiter cannot be \"" + delimiter + "\"");
        }
        if (ofNull.indexOf('\n') >= 0 || ofNull.indexOf('\r') >= 0) {
            throw at("null", "null", "COPY null representation cannot use newline or carriage return");
        }
        if (ofNull.indexOf(delimiter) >= 0) {
            throw at("null", "delimiter", "COPY delimiter character must not appear in the NULL specification");
        }
        if (csv && ofNull.indexOf(quote) >= 0) {
            throw at("null", "quote", "CSV quote character must not appear in the NULL specification");
        }
    }

    private ForebayException at(String option, String other, String message) {
        Token token = given.getOrDefault(option, given.getOrDefault(other, in.previous()));
        return Mistake.syntax(token.start(), message);
    }

    ClientText text() {
        return new ClientText(csv, delimiter, quote, escape, nullText(), header, forceQuote);
    }

    private String nullText() {
        return nullText == null ? "" : nullText;
    }

    /** Values as COPY reads them, but for what PostgreSQL's own input takes: decimals are rounded, times of any form. */
    ReadOptions reading() {
        List<String> arguments = new ArrayList<>();
        arguments.add(String.valueOf(delimiter));
        if (csv) {
            arguments.add(String.valueOf(quote));
            arguments.add(String.valueOf(escape));
            forceNotNull.stream().sorted().forEach(column -> arguments.add("NOT NULL " + column));
            forceNull.stream().sorted().forEach(column -> arguments.add("NULL " + column));
        }
        return new ReadOptions(
                new Layout.Named(csv ? "POSTGRESQL CSV" : "POSTGRESQL TEXT", arguments),
                Compression.NONE,
                Encoding.UTF8,
                header ? 1 : 0,
                new ValueRules(nullText(), null, AUTO, AUTO),
                Set.of(ReadFlag.ROUNDEC));
    }
}
