package io.forebay.engine.sql.text;

import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.text.Token.Kind;
import io.forebay.spi.ForebayException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The tokens of one statement and how far they were read. */
public final class TokenStream {
    /** Words that are no names unless quoted: the ones that show that a name was forgotten. */
    private static final Set<String> RESERVED = Set.of(
            "all",
            "and",
            "as",
            "case",
            "check",
            "column",
            "constraint",
            "create",
            "default",
            "distinct",
            "else",
            "end",
            "for",
            "foreign",
            "from",
            "grant",
            "group",
            "having",
            "in",
            "into",
            "join",
            "limit",
            "not",
            "null",
            "on",
            "or",
            "order",
            "primary",
            "references",
            "select",
            "table",
            "then",
            "to",
            "union",
            "unique",
            "user",
            "using",
            "when",
            "where",
            "with");

    private final SqlText text;
    private final List<Token> tokens;
    private final Token end;
    private int at;

    /** @param tokens of one statement, without its semicolon; not empty */
    public TokenStream(SqlText text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
        int behind = tokens.get(tokens.size() - 1).end();
        this.end = new Token(Kind.END, "", "", behind, behind);
    }

    public SqlText text() {
        return text;
    }

    public List<Token> all() {
        return tokens;
    }

    /** What was not read yet. */
    public List<Token> rest() {
        return tokens.subList(at, tokens.size());
    }

    public Position position() {
        return text.position(tokens.get(0).start());
    }

    public int mark() {
        return at;
    }

    public void reset(int mark) {
        at = mark;
    }

    public Token peek() {
        return peek(0);
    }

    public Token peek(int ahead) {
        return at + ahead < tokens.size() ? tokens.get(at + ahead) : end;
    }

    /** The token that was read last. */
    public Token previous() {
        return tokens.get(at - 1);
    }

    public Token next() {
        Token token = peek();
        if (at < tokens.size()) {
            at++;
        }
        return token;
    }

    public boolean atEnd() {
        return at >= tokens.size();
    }

    /** Whether these keywords (lower case) come next. */
    public boolean at(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    public boolean accept(String... words) {
        boolean found = at(words);
        if (found) {
            at += words.length;
        }
        return found;
    }

    public boolean acceptAny(String... words) {
        boolean found = peek().isAny(words);
        if (found) {
            at++;
        }
        return found;
    }

    public boolean acceptSymbol(String symbol) {
        boolean found = peek().isSymbol(symbol);
        if (found) {
            at++;
        }
        return found;
    }

    public void expect(String... words) {
        for (String word : words) {
            if (!accept(word)) {
                throw expected(word.toUpperCase(Locale.ROOT));
            }
        }
    }

    public void expectSymbol(String symbol) {
        if (!acceptSymbol(symbol)) {
            throw expected("\"" + symbol + "\"");
        }
    }

    /** @param what such as {@code a table name}, for the error */
    public String identifier(String what) {
        Token token = peek();
        if (!token.isName() || (token.kind() == Kind.WORD && RESERVED.contains(token.value()))) {
            throw expected(what);
        }
        return next().value();
    }

    /** A name with or without its schema. */
    public Name name(String what) {
        int start = peek().start();
        String first = identifier(what);
        if (!acceptSymbol(".")) {
            return new Name(null, first);
        }
        Name name = new Name(first, identifier(what));
        if (peek().isSymbol(".")) {
            throw Mistake.notSupported(
                    start, "a name with a database is not supported here; leave \"" + first + ".\" out");
        }
        return name;
    }

    public String string(String what) {
        if (!peek().isString()) {
            throw expected(what);
        }
        return next().value();
    }

    /** A whole number without a fraction. */
    public long integer(String what, long least, long most) {
        int start = peek().start();
        boolean negative = acceptSymbol("-");
        Token token = next();
        long number;
        try {
            number = Long.parseLong((negative ? "-" : "") + token.text());
        } catch (NumberFormatException e) {
            throw expected(token, what + ", a whole number from " + least + " to " + most);
        }
        if (token.kind() != Kind.NUMBER || number < least || number > most) {
            throw Mistake.syntax(start, what + " must be from " + least + " to " + most + ", not " + number);
        }
        return number;
    }

    public void expectEnd() {
        if (!atEnd()) {
            throw Mistake.syntax(peek().start(), "unexpected " + peek().shown() + " after the end of the statement");
        }
    }

    /** Reads up to the parenthesis that closes the one just read, and that one too. */
    public void skipParentheses() {
        Token open = previous();
        for (int depth = 1; depth > 0; ) {
            Token token = next();
            if (token.kind() == Kind.END) {
                throw Mistake.syntax(open.start(), "this parenthesis is never closed");
            }
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
        }
    }

    public ForebayException expected(String what) {
        return expected(peek(), what);
    }

    private static ForebayException expected(Token found, String what) {
        return Mistake.syntax(found.start(), "expected " + what + " but found " + found.shown());
    }
}
