package io.forebay.engine.sql.procedure;

import io.forebay.engine.sql.text.SqlText;

/**
 * SQL inside a procedure: an expression, a query or a statement.
 *
 * @param line in the body
 * @param offset of its first character in the body
 * @param sql with its tokens
 * @param text as written
 */
public record Fragment(int line, int offset, SqlText sql, String text) {
    static Fragment of(int line, int offset, String text) {
        return new Fragment(line, offset, SqlText.of(text), text);
    }
}
