package io.forebay.engine.sql.procedure;

import io.forebay.engine.sql.Procedure.Argument;
import io.forebay.engine.sql.Procedure.Mode;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.engine.sql.text.TypeParser;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The arguments of a procedure: {@code ([name] [IN | OUT | INOUT] type, …)}, name and mode in either order. */
public final class ArgumentParser {
    /** Redshift's limit for each direction. */
    private static final int MOST = 32;

    private final TokenStream in;

    private ArgumentParser(TokenStream in) {
        this.in = in;
    }

    /** Reads the parentheses and what is in them. */
    public static List<Argument> parse(TokenStream in) {
        in.expectSymbol("(");
        Token open = in.previous();
        List<Argument> arguments = new ArrayList<>();
        if (!in.acceptSymbol(")")) {
            ArgumentParser parser = new ArgumentParser(in);
            do {
                arguments.add(parser.argument());
            } while (in.acceptSymbol(","));
            in.expectSymbol(")");
        }
        if (arguments.stream().filter(Argument::input).count() > MOST
                || arguments.stream().filter(Argument::output).count() > MOST) {
            throw Mistake.notSupported(
                    open.start(), "there are at most " + MOST + " input arguments and " + MOST + " output arguments");
        }
        return arguments;
    }

    /** What {@link #text} has written. */
    public static List<Argument> parse(String text) {
        SqlText sql = SqlText.of("(" + text + ")");
        return parse(new TokenStream(sql, sql.tokens()));
    }

    /** All of them as they can be read again. */
    public static String text(List<Argument> arguments) {
        return arguments.stream()
                .map(each -> each.mode() + " "
                        + (each.name() == null ? "" : TableName.quote(each.name()) + " ")
                        + (each.cursor() ? "refcursor" : each.type().sqlName()))
                .collect(Collectors.joining(", "));
    }

    private Argument argument() {
        Mode mode = mode();
        Argument nameless = nameless(mode);
        if (nameless != null) {
            return nameless;
        }
        Token at = in.peek();
        String name = in.identifier("an argument's name or type");
        if (mode == null) {
            mode = mode();
        }
        if (in.peek().isSymbol(",") || in.peek().isSymbol(")")) {
            throw Mistake.syntax(at.start(), "there is no data type " + at.shown());
        }
        return typed(name, mode == null ? Mode.IN : mode);
    }

    /** A type alone, when that is all that there is; else nothing is read. */
    private @Nullable Argument nameless(@Nullable Mode mode) {
        int mark = in.mark();
        try {
            Argument argument = typed(null, mode == null ? Mode.IN : mode);
            if (in.peek().isSymbol(",") || in.peek().isSymbol(")")) {
                return argument;
            }
        } catch (ForebayException e) {
            in.reset(mark);
            return null;
        }
        in.reset(mark);
        return null;
    }

    /** Lengths of texts count for nothing in arguments, as in PostgreSQL. */
    private Argument typed(@Nullable String name, Mode mode) {
        if (in.accept("refcursor")) {
            return new Argument(name, mode, ColumnType.varchar(0), true);
        }
        ColumnType type = TypeParser.parse(in);
        boolean text =
                type.kind() == TypeKind.VARCHAR || type.kind() == TypeKind.CHAR || type.kind() == TypeKind.VARBYTE;
        return new Argument(name, mode, text ? ColumnType.of(type.kind()) : type, false);
    }

    private @Nullable Mode mode() {
        if (in.accept("in")) {
            return in.accept("out") ? Mode.INOUT : Mode.IN;
        }
        if (in.accept("out")) {
            return Mode.OUT;
        }
        return in.accept("inout") ? Mode.INOUT : null;
    }
}
