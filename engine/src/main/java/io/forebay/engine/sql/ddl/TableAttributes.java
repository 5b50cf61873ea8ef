package io.forebay.engine.sql.ddl;

import io.forebay.engine.sql.Statement.TableNotes;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Nearest;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.spi.CommonError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** BACKUP, DISTSTYLE, DISTKEY, SORTKEY, ENCODE AUTO behind a table's columns, in any order. */
final class TableAttributes {
    private final TokenStream in;
    private String style = "";
    private String distributionKey = "";
    private String sortKey = "";
    private final List<Token> used = new ArrayList<>();

    TableAttributes(TokenStream in) {
        this.in = in;
    }

    /** Reads as many as there are. */
    TableAttributes read() {
        while (attribute()) {
            // the next one
        }
        return this;
    }

    private boolean attribute() {
        if (in.accept("backup")) {
            if (!in.acceptAny("yes", "no")) {
                throw in.expected("YES or NO behind BACKUP");
            }
        } else if (in.accept("diststyle")) {
            once(style, "DISTSTYLE");
            if (!in.acceptAny("auto", "even", "key", "all")) {
                throw in.expected("AUTO, EVEN, KEY or ALL behind DISTSTYLE");
            }
            style = in.previous().value().toUpperCase(Locale.ROOT);
        } else if (in.accept("distkey")) {
            once(distributionKey, "DISTKEY");
            in.expectSymbol("(");
            distributionKey = column();
            in.expectSymbol(")");
        } else if (in.at("sortkey") || in.at("compound", "sortkey") || in.at("interleaved", "sortkey")) {
            sortKey();
        } else if (in.accept("encode")) {
            in.expect("auto");
        } else {
            return false;
        }
        return true;
    }

    private void sortKey() {
        once(sortKey, "SORTKEY");
        boolean interleaved =
                in.acceptAny("compound", "interleaved") && in.previous().is("interleaved");
        in.expect("sortkey");
        if (in.accept("auto")) {
            sortKey = "AUTO";
            return;
        }
        in.expectSymbol("(");
        List<String> columns = new ArrayList<>();
        do {
            columns.add(column());
        } while (in.acceptSymbol(","));
        in.expectSymbol(")");
        sortKey = (interleaved ? "INTERLEAVED " : "") + String.join(", ", columns);
    }

    private String column() {
        String column = in.identifier("a column name");
        used.add(in.previous());
        return column;
    }

    private void once(String earlier, String what) {
        if (!earlier.isEmpty()) {
            throw Mistake.syntax(in.previous().start(), what + " is given twice; leave one out");
        }
    }

    /** A column that is marked DISTKEY. */
    void distributeBy(Token column) {
        once(distributionKey, "DISTKEY");
        distributionKey = column.value();
    }

    /** A column that is marked SORTKEY. */
    void sortBy(Token column) {
        once(sortKey, "SORTKEY");
        sortKey = column.value();
    }

    /** Refuses names of columns that the table does not have. */
    void requireColumns(List<String> columns) {
        for (Token name : used) {
            requireColumn(name, columns);
        }
    }

    static void requireColumn(Token name, List<String> columns) {
        if (!columns.contains(name.value())) {
            throw Mistake.at(
                    CommonError.UNDEFINED_COLUMN,
                    name.start(),
                    "the table has no column \"" + name.value() + "\"" + Nearest.hint(name.value(), columns));
        }
    }

    TableNotes notes(List<String> primaryKey) {
        if (style.equals("KEY") && distributionKey.isEmpty()) {
            throw Mistake.syntax(in.previous().start(), "DISTSTYLE KEY needs DISTKEY (column)");
        }
        if (!distributionKey.isEmpty() && !style.isEmpty() && !style.equals("KEY")) {
            throw Mistake.syntax(
                    in.previous().start(),
                    "DISTSTYLE " + style + " and DISTKEY cannot be used together; leave one out");
        }
        String distribution = distributionKey.isEmpty() ? style : "KEY(" + distributionKey + ")";
        return new TableNotes(primaryKey, distribution, sortKey);
    }
}
