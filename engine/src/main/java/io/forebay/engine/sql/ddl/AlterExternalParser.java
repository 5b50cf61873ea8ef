package io.forebay.engine.sql.ddl;

import io.forebay.engine.sql.ExternalChange;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** ALTER TABLE of external tables. SOURCE: Amazon Redshift Database Developer Guide, "ALTER TABLE", "ALTER EXTERNAL TABLE". */
final class AlterExternalParser {
    private final TokenStream in;

    AlterExternalParser(TokenStream in) {
        this.in = in;
    }

    /** Whether what stands behind the table's name is for external tables alone. */
    static boolean follows(TokenStream in) {
        return in.at("set", "location")
                || in.at("set", "table", "properties")
                || in.at("set", "file", "format")
                || partition(in, 0)
                || in.at("add", "if", "not", "exists", "partition")
                || in.peek().isAny("add", "drop") && partition(in, 1);
    }

    private static boolean partition(TokenStream in, int ahead) {
        return in.peek(ahead).is("partition") && in.peek(ahead + 1).isSymbol("(");
    }

    /** Reads on behind the table's name. */
    Statement parse(Name table) {
        Position position = in.position();
        return new Statement.AlterExternalTable(position, table, change());
    }

    private ExternalChange change() {
        if (in.accept("add")) {
            return add();
        }
        if (in.accept("drop")) {
            in.expect("partition");
            return new ExternalChange.DropPartition(values());
        }
        if (in.accept("partition")) {
            Map<String, String> values = values();
            in.expect("set", "location");
            return new ExternalChange.SetLocation(values, location());
        }
        in.expect("set");
        if (in.accept("location")) {
            return new ExternalChange.SetLocation(null, location());
        }
        if (in.at("file")) {
            throw Mistake.notSupported(
                    in.peek().start(), "SET FILE FORMAT is not supported; drop the external table and create it again");
        }
        in.expect("table", "properties");
        return new ExternalChange.SetProperties(ExternalTableParser.properties(in));
    }

    private ExternalChange add() {
        boolean lenient = in.accept("if", "not", "exists");
        List<ExternalChange.Partition> partitions = new ArrayList<>();
        do {
            in.expect("partition");
            Map<String, String> values = values();
            in.expect("location");
            partitions.add(new ExternalChange.Partition(values, location()));
        } while (in.at("partition"));
        return new ExternalChange.AddPartitions(lenient, partitions);
    }

    private String location() {
        return in.string("the location, such as 's3://bucket/folder/'");
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        in.expectSymbol("(");
        do {
            Token at = in.peek();
            String column = in.identifier("a partition column");
            in.expectSymbol("=");
            if (values.put(column, value()) != null) {
                throw Mistake.syntax(at.start(), "the partition column \"" + column + "\" is given twice");
            }
        } while (in.acceptSymbol(","));
        in.expectSymbol(")");
        return values;
    }

    private String value() {
        String sign = in.acceptSymbol("-") ? "-" : "";
        Token token = in.peek();
        if (token.kind() == Token.Kind.NUMBER || sign.isEmpty() && (token.isString() || token.isAny("true", "false"))) {
            return sign + in.next().value();
        }
        throw in.expected("a value");
    }
}
