package io.forebay.engine.sql.text;

import io.forebay.engine.sql.text.Token.Kind;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Text to tokens: the only reader of SQL characters in Forebay. Comments (nested ones too) and white space are no tokens.
 * What another lexer might read otherwise ({@code U&"…"}, a number that runs into a word, control characters) is an
 * error. SOURCE: PostgreSQL manual, "Lexical Structure".
 */
final class Lexer {
    private static final Set<String> CASE_WORDS = Set.of("when", "then", "else", "end");

    private static final String PUNCTUATION = "(),;.[]{}";
    private static final String OPERATORS = "+-*/<>=~!@#%^&|?:";
    /** More than any warehouse takes for one operator; a row of signs is not looked at anew to its end for each. */
    private static final int MOST_OPERATOR = 64;

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** The tokens in order, semicolons included, without an END. */
    static List<Token> lex(String text) {
        Lexer lexer = new Lexer(text);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (true) {
            skipBlanks();
            if (at >= text.length()) {
                return;
            }
            token();
        }
    }

    private void token() {
        int start = at;
        char c = text.charAt(at);
        if (c == '\'') {
            string(start);
        } else if (c == '"') {
            quoted(start);
        } else if (escapeStringStarts(c)) {
            escapeString(start);
        } else if (wordStarts(c) || (c == '#' && wordStarts(peek(1)))) {
            word(start);
        } else if (digit(c) || (c == '.' && digit(peek(1)))) {
            number(start);
        } else if (c == '$') {
            dollar(start);
        } else {
            symbol(start, c);
        }
    }

    private void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (blank(c)) {
                at++;
            } else if (text.startsWith("--", at)) {
                skipLine();
            } else if (text.startsWith("/*", at)) {
                skipComment();
            } else {
                return;
            }
        }
    }

    private void skipLine() {
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
    }

    private void skipComment() {
        int start = at;
        int depth = 0;
        do {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else if (at++ >= text.length()) {
                throw Mistake.syntax(start, "the comment that starts here has no end: */ is missing");
            }
        } while (depth > 0);
    }

    private void string(int start) {
        if (unloadFollows()) {
            QueryString query = QueryString.read(text, start, 0);
            at = query.end();
            add(Kind.STRING, start, query.value());
            return;
        }
        String value = quotedContent(start, '\'', "the string that starts here has no closing '");
        add(Kind.STRING, start, value);
    }

    /** Whether the string that comes next is the query of an UNLOAD, which has escapes of its own. */
    private boolean unloadFollows() {
        int last = tokens.size() - 1;
        boolean first = last == 1 || (last > 1 && startsStatement(tokens.get(last - 2)));
        return first && Near.symbol(tokens, last, "(") && Near.word(tokens, last - 1, "unload");
    }

    /** Behind these a statement starts, in a procedure too. */
    private static boolean startsStatement(Token token) {
        return token.isSymbol(";") || token.isSymbol(">>") || token.isAny("begin", "then", "else", "loop");
    }

    private void quoted(int start) {
        String value = quotedContent(start, '"', "the name that starts here has no closing \"");
        if (value.isEmpty()) {
            throw Mistake.syntax(start, "a name in double quotes is empty");
        }
        add(Kind.QUOTED, start, fold(value));
    }

    private String quotedContent(int start, char quote, String unterminated) {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == 0) {
                throw Mistake.syntax(at, "the character NUL is not allowed in SQL text");
            }
            if (c != quote) {
                value.append(c);
            } else if (peek(1) == quote) {
                value.append(c);
                at++;
            } else {
                at++;
                return value.toString();
            }
        }
        throw Mistake.syntax(start, unterminated);
    }

    private boolean escapeStringStarts(char c) {
        return (c == 'e' || c == 'E') && peek(1) == '\'';
    }

    private void escapeString(int start) {
        StringEscapes escapes = new StringEscapes(text, at + 2);
        String value = escapes.read(start);
        at = escapes.end();
        add(Kind.ESCAPE_STRING, start, value);
    }

    private void word(int start) {
        at++;
        while (wordContinues(peek(0))) {
            at++;
        }
        boolean unicode = at == start + 1 && (text.charAt(start) == 'u' || text.charAt(start) == 'U');
        if (unicode && peek(0) == '&' && (peek(1) == '"' || peek(1) == '\'')) {
            throw Mistake.notSupported(
                    start, "U& strings and names are not supported; write the characters themselves");
        }
        add(Kind.WORD, start, fold(text.substring(start, at)));
    }

    private void number(int start) {
        digits();
        if (peek(0) == '.' && peek(1) != '.') {
            at++;
            digits();
        }
        if (peek(0) == 'e' || peek(0) == 'E') {
            int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
            if (digit(peek(1 + sign))) {
                at += 1 + sign;
                digits();
            }
        }
        if (wordContinues(peek(0)) && !partOfCase()) {
            throw Mistake.syntax(start, "a number runs into a word here; put a blank between them");
        }
        add(Kind.NUMBER, start, text.substring(start, at));
    }

    /** {@code THEN 1WHEN}: a driver of Redshift's writes so, and every lexer reads a number and a word. */
    private boolean partOfCase() {
        int end = at;
        while (end < text.length() && wordContinues(text.charAt(end))) {
            end++;
        }
        return CASE_WORDS.contains(text.substring(at, end).toLowerCase(Locale.ROOT));
    }

    private void digits() {
        while (digit(peek(0))) {
            at++;
        }
    }

    private void dollar(int start) {
        at++;
        if (digit(peek(0))) {
            digits();
            if (wordContinues(peek(0))) {
                throw Mistake.syntax(start, "a parameter runs into a word here; put a blank between them");
            }
            add(Kind.PARAMETER, start, text.substring(start, at));
            return;
        }
        while (peek(0) != '$' && wordContinues(peek(0))) {
            at++;
        }
        if (peek(0) != '$') {
            throw Mistake.syntax(start, "a lone $: parameters are $1, $2 …, and $$ starts a string");
        }
        at++;
        String tag = text.substring(start, at);
        int close = text.indexOf(tag, at);
        if (close < 0) {
            throw Mistake.syntax(start, "the string that starts with " + tag + " here has no closing " + tag);
        }
        String value = text.substring(at, close);
        if (value.indexOf('\0') >= 0) {
            throw Mistake.syntax(start, "the character NUL is not allowed in SQL text");
        }
        at = close + tag.length();
        add(Kind.DOLLAR_STRING, start, value);
    }

    private void symbol(int start, char c) {
        if (PUNCTUATION.indexOf(c) >= 0) {
            at++;
        } else if (OPERATORS.indexOf(c) >= 0) {
            operator();
        } else {
            throw unexpected(start, c);
        }
        add(Kind.SYMBOL, start, text.substring(start, at));
    }

    /** Operators are read greedily, but end where a comment starts and before a sign that belongs to what follows. */
    private void operator() {
        if (text.startsWith("::", at)) {
            at += 2;
            return;
        }
        int start = at;
        boolean keepsSigns = false;
        while (at - start < MOST_OPERATOR
                && OPERATORS.indexOf(peek(0)) >= 0
                && !text.startsWith("--", at)
                && !text.startsWith("/*", at)) {
            if (at > start && (peek(0) == ':' || (peek(0) == '#' && wordStarts(peek(1))))) {
                return;
            }
            keepsSigns |= "~!@#%^&|?".indexOf(peek(0)) >= 0;
            at++;
        }
        while (!keepsSigns && at > start + 1 && signAtEnd()) {
            at--;
        }
    }

    private boolean signAtEnd() {
        return text.charAt(at - 1) == '+' || text.charAt(at - 1) == '-';
    }

    private static ForebayException unexpected(int start, char c) {
        if (c == '`') {
            return Mistake.syntax(start, "names are quoted with \"…\", not with `…`");
        }
        String shown = c > ' ' && c < 127 ? String.valueOf(c) : String.format(Locale.ROOT, "U+%04X", (int) c);
        return Mistake.syntax(start, "the character " + shown + " is not allowed here");
    }

    private void add(Kind kind, int start, String value) {
        tokens.add(new Token(kind, text.substring(start, at), value, start, at));
    }

    /** The character n behind the current one; 0 behind the end. */
    private char peek(int n) {
        return at + n < text.length() ? text.charAt(at + n) : 0;
    }

    /** White space in any script, and the invisible characters that engines treat as such. */
    static boolean blank(char c) {
        return c == ' '
                || (c >= '\t' && c <= '\r')
                || (c > 127 && (Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT || c == 0x85));
    }

    private static boolean wordStarts(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c > 127 && !blank(c));
    }

    private static boolean wordContinues(char c) {
        return wordStarts(c) || digit(c) || c == '$';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Lower case for ASCII letters only, as the warehouses fold. */
    static String fold(String name) {
        return TableName.folded(name);
    }
}
