package io.forebay.engine.sql.parse;

import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.Statement.Transaction.Kind;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;

/** BEGIN, START TRANSACTION, COMMIT, END, ROLLBACK, ABORT. Isolation levels are read: all of them are serializable. */
final class TransactionParser {
    private final TokenStream in;

    TransactionParser(TokenStream in) {
        this.in = in;
    }

    Statement parse() {
        Position position = in.position();
        Token verb = in.next();
        Kind kind =
                switch (verb.value()) {
                    case "begin", "start" -> begin(verb);
                    case "commit", "end" -> Kind.COMMIT;
                    default -> Kind.ROLLBACK;
                };
        if (kind != Kind.BEGIN) {
            in.acceptAny("work", "transaction");
            if (in.at("to")) {
                throw Mistake.notSupported(
                        in.peek().start(), "ROLLBACK TO SAVEPOINT is not supported; ROLLBACK ends the transaction");
            }
        }
        in.expectEnd();
        return new Statement.Transaction(position, kind);
    }

    private Kind begin(Token verb) {
        if (verb.is("start")) {
            in.expect("transaction");
        } else {
            in.acceptAny("work", "transaction");
        }
        modes(in);
        return Kind.BEGIN;
    }

    /** ISOLATION LEVEL … and READ WRITE | READ ONLY, in any order, with or without commas. */
    static void modes(TokenStream in) {
        while (!in.atEnd()) {
            if (in.accept("isolation", "level")) {
                level(in);
            } else if (in.accept("read")) {
                if (!in.acceptAny("write", "only")) {
                    throw in.expected("WRITE or ONLY behind READ");
                }
            } else {
                in.accept("not");
                if (!in.accept("deferrable")) {
                    throw in.expected("ISOLATION LEVEL, READ WRITE or READ ONLY");
                }
            }
            in.acceptSymbol(",");
        }
    }

    private static void level(TokenStream in) {
        boolean known = in.acceptAny("serializable", "snapshot")
                || in.accept("repeatable", "read")
                || in.accept("read", "committed")
                || in.accept("read", "uncommitted");
        if (!known) {
            throw in.expected("SERIALIZABLE, REPEATABLE READ, READ COMMITTED or READ UNCOMMITTED");
        }
    }
}
