package io.forebay.engine.sql.text;

import io.forebay.spi.CommonError;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Redshift's type names with their aliases, defaults and limits. SOURCE: Redshift Database Developer Guide, "Data types". */
public final class TypeParser {
    private static final int DEFAULT_VARCHAR = 256;
    private static final int DEFAULT_VARBYTE = 64_000;

    private static final Map<String, TypeKind> PLAIN = Map.ofEntries(
            Map.entry("smallint", TypeKind.SMALLINT),
            Map.entry("int2", TypeKind.SMALLINT),
            Map.entry("integer", TypeKind.INTEGER),
            Map.entry("int", TypeKind.INTEGER),
            Map.entry("int4", TypeKind.INTEGER),
            Map.entry("bigint", TypeKind.BIGINT),
            Map.entry("int8", TypeKind.BIGINT),
            Map.entry("real", TypeKind.REAL),
            Map.entry("float4", TypeKind.REAL),
            Map.entry("float8", TypeKind.DOUBLE),
            Map.entry("boolean", TypeKind.BOOLEAN),
            Map.entry("bool", TypeKind.BOOLEAN),
            Map.entry("date", TypeKind.DATE),
            Map.entry("timetz", TypeKind.TIMETZ),
            Map.entry("timestamptz", TypeKind.TIMESTAMPTZ),
            Map.entry("super", TypeKind.SUPER));
    private static final Set<String> COMPOSED = Set.of(
            "decimal",
            "numeric",
            "dec",
            "double",
            "float",
            "char",
            "character",
            "nchar",
            "bpchar",
            "national",
            "varchar",
            "nvarchar",
            "text",
            "time",
            "timestamp",
            "varbyte",
            "varbinary",
            "binary");
    private static final Set<String> NOT_YET = Set.of("geometry", "geography", "hllsketch", "interval");

    private final TokenStream in;

    private TypeParser(TokenStream in) {
        this.in = in;
    }

    /** A type as {@link ColumnType#sqlName} gives it. */
    public static ColumnType parse(String text) {
        SqlText sql = SqlText.of(text);
        return parse(new TokenStream(sql, sql.tokens()));
    }

    /** Reads one type. */
    public static ColumnType parse(TokenStream in) {
        return new TypeParser(in).type();
    }

    private ColumnType type() {
        Token token = in.peek();
        String name = in.identifier("a data type");
        TypeKind plain = PLAIN.get(name);
        if (plain != null) {
            return ColumnType.of(plain);
        }
        return switch (name) {
            case "decimal", "numeric", "dec" -> decimal(token);
            case "float" -> real(token);
            case "double" -> {
                in.expect("precision");
                yield ColumnType.of(TypeKind.DOUBLE);
            }
            case "char", "character", "nchar" -> in.accept("varying") ? varchar() : character();
            case "national" -> national();
            case "bpchar" -> in.peek().isSymbol("(") ? character() : ColumnType.character(DEFAULT_VARCHAR);
            case "varchar", "nvarchar", "text" -> varchar();
            case "binary" -> {
                in.expect("varying");
                yield varbyte();
            }
            case "varbyte", "varbinary" -> varbyte();
            case "time" -> zoned(TypeKind.TIME, TypeKind.TIMETZ);
            case "timestamp" -> zoned(TypeKind.TIMESTAMP, TypeKind.TIMESTAMPTZ);
            default -> throw unknown(token, name);
        };
    }

    private ColumnType national() {
        if (!in.acceptAny("char", "character")) {
            throw in.expected("CHARACTER");
        }
        return in.accept("varying") ? varchar() : character();
    }

    private ColumnType decimal(Token token) {
        if (!in.acceptSymbol("(")) {
            return ColumnType.of(TypeKind.DECIMAL);
        }
        int precision = (int) in.integer("the precision", 1, ColumnType.MAX_PRECISION);
        int scale = in.acceptSymbol(",") ? (int) in.integer("the scale", 0, ColumnType.MAX_SCALE) : 0;
        in.expectSymbol(")");
        if (scale > precision) {
            throw Mistake.syntax(token.start(), "the scale " + scale + " is larger than the precision " + precision);
        }
        return ColumnType.decimal(precision, scale);
    }

    private ColumnType real(Token token) {
        if (!in.acceptSymbol("(")) {
            return ColumnType.of(TypeKind.DOUBLE);
        }
        long bits = in.integer("the precision of " + token.text(), 1, 53);
        in.expectSymbol(")");
        return ColumnType.of(bits <= 24 ? TypeKind.REAL : TypeKind.DOUBLE);
    }

    private ColumnType character() {
        return ColumnType.character(length("the length of CHAR", 1, ColumnType.MAX_CHAR));
    }

    private ColumnType varchar() {
        return ColumnType.varchar(length("the length of VARCHAR", DEFAULT_VARCHAR, ColumnType.MAX_VARCHAR));
    }

    private ColumnType varbyte() {
        return ColumnType.varbyte(length("the length of VARBYTE", DEFAULT_VARBYTE, ColumnType.MAX_VARBYTE));
    }

    private int length(String what, int missing, int most) {
        if (!in.acceptSymbol("(")) {
            return missing;
        }
        int length = in.accept("max") ? most : (int) in.integer(what, 1, most);
        in.expectSymbol(")");
        return length;
    }

    private ColumnType zoned(TypeKind without, TypeKind with) {
        if (in.accept("with", "time", "zone")) {
            return ColumnType.of(with);
        }
        in.accept("without", "time", "zone");
        return ColumnType.of(without);
    }

    private static RuntimeException unknown(Token token, String name) {
        if (NOT_YET.contains(name)) {
            return Mistake.notSupported(token.start(), "the data type " + token.text() + " is not supported");
        }
        if (name.equals("serial") || name.equals("bigserial")) {
            return Mistake.notSupported(
                    token.start(), "the data type " + token.text() + " is not supported; use BIGINT IDENTITY(1,1)");
        }
        TreeSet<String> known = new TreeSet<>(PLAIN.keySet());
        known.addAll(COMPOSED);
        return Mistake.at(
                CommonError.UNDEFINED_OBJECT,
                token.start(),
                "there is no data type " + token.shown() + Nearest.hint(name, known));
    }
}
