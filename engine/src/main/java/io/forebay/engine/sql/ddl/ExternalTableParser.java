package io.forebay.engine.sql.ddl;

import io.forebay.engine.sql.ExternalStorage;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.engine.sql.text.TypeParser;
import io.forebay.spi.CommonError;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ExternalTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CREATE EXTERNAL TABLE. SOURCE: Amazon Redshift Database Developer Guide, "CREATE EXTERNAL TABLE". */
final class ExternalTableParser {
    private final TokenStream in;
    private final Set<String> names = new HashSet<>();
    private @Nullable String serde;
    private Map<String, String> serdeProperties = Map.of();

    ExternalTableParser(TokenStream in) {
        this.in = in;
    }

    /** Reads on behind CREATE EXTERNAL TABLE. */
    Statement parse() {
        Position position = in.position();
        Token at = in.peek();
        Name name = in.name("a table name");
        if (name.schema() == null) {
            throw Mistake.syntax(at.start(), "an external table needs its schema: write schema." + at.text());
        }
        if (name.name().startsWith(ExternalTable.DEFINITIONS)) {
            throw Mistake.syntax(at.start(), "the name of an external table must not begin with $");
        }
        if (!in.peek().isSymbol("(")) {
            throw queryOr("the columns in parentheses");
        }
        List<Column> columns = columns();
        List<Column> partitions = in.accept("partitioned", "by") ? columns() : List.of();
        rowFormat();
        if (in.at("as")) {
            throw queryOr("STORED AS");
        }
        in.expect("stored", "as");
        ExternalStorage storage = storage();
        in.expect("location");
        String location = in.string("the location, such as 's3://bucket/folder/'");
        Map<String, String> properties = in.accept("table", "properties") ? properties(in) : Map.of();
        if (in.at("as")) {
            throw queryOr("the statement's end");
        }
        in.expectEnd();
        return new Statement.CreateExternalTable(position, name, columns, partitions, storage, location, properties);
    }

    private RuntimeException queryOr(String what) {
        if (in.peek().isAny("as", "partitioned", "row", "stored", "location")) {
            return Mistake.notSupported(
                    in.peek().start(),
                    "CREATE EXTERNAL TABLE … AS is not supported; write the files with UNLOAD, then create the table"
                            + " over them");
        }
        return in.expected(what);
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        in.expectSymbol("(");
        do {
            Token at = in.peek();
            String name = in.identifier("a column name");
            if (!names.add(name)) {
                throw Mistake.at(
                        CommonError.DUPLICATE_OBJECT, at.start(), "the column \"" + name + "\" is defined twice");
            }
            if (name.equals(ExternalTable.PATH) || name.equals(ExternalTable.SIZE)) {
                throw Mistake.syntax(at.start(), "\"" + name + "\" is a column of every external table already");
            }
            if (in.peek().isAny("struct", "array", "map")) {
                throw Mistake.notSupported(
                        in.peek().start(), "nested types are not supported in external tables; declare a SUPER");
            }
            columns.add(Column.of(name, TypeParser.parse(in)));
        } while (in.acceptSymbol(","));
        in.expectSymbol(")");
        return columns;
    }

    private void rowFormat() {
        if (!in.accept("row", "format")) {
            return;
        }
        if (in.accept("serde")) {
            serde = in.string("the name of the serde");
            if (in.accept("with", "serdeproperties")) {
                serdeProperties = properties(in);
            }
            return;
        }
        in.expect("delimited");
        serde = FileFormats.LAZY_SIMPLE;
        serdeProperties = new LinkedHashMap<>();
        while (in.peek().isAny("fields", "lines", "escaped")) {
            terminated();
        }
    }

    private void terminated() {
        if (in.accept("fields")) {
            in.expect("terminated", "by");
            serdeProperties.put("field.delim", in.string("the delimiter"));
        } else if (in.accept("lines")) {
            in.expect("terminated", "by");
            serdeProperties.put("line.delim", in.string("the line's end"));
        } else {
            in.expect("escaped", "by");
            serdeProperties.put("escape.delim", in.string("the escape character"));
        }
    }

    private ExternalStorage storage() {
        FileFormats.Classes classes;
        if (in.accept("inputformat")) {
            String input = in.string("the input format's class");
            in.expect("outputformat");
            classes = FileFormats.of(input, in.string("the output format's class"));
        } else {
            classes = FileFormats.named(in.next());
        }
        return new ExternalStorage(
                serde == null ? classes.serde() : serde, serdeProperties, classes.input(), classes.output());
    }

    /** {@code ('name' = 'value', …)}. */
    static Map<String, String> properties(TokenStream in) {
        Map<String, String> properties = new LinkedHashMap<>();
        in.expectSymbol("(");
        do {
            Token at = in.peek();
            String name = in.string("the name of a property");
            in.expectSymbol("=");
            if (properties.put(name, in.string("the value of '" + name + "'")) != null) {
                throw Mistake.syntax(at.start(), "the property '" + name + "' is given twice");
            }
        } while (in.acceptSymbol(","));
        in.expectSymbol(")");
        return properties;
    }
}
