package io.forebay.engine.sql.ddl;

import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** CREATE EXTERNAL SCHEMA. SOURCE: Amazon Redshift Database Developer Guide, "CREATE EXTERNAL SCHEMA". */
final class ExternalSchemaParser {
    private final TokenStream in;
    private final Map<String, String> options = new TreeMap<>();
    private @Nullable String database;

    ExternalSchemaParser(TokenStream in) {
        this.in = in;
    }

    /** Reads on behind CREATE EXTERNAL SCHEMA. */
    Statement parse() {
        Position position = in.position();
        boolean ifNotExists = in.accept("if", "not", "exists");
        String name = in.identifier("a schema name");
        in.expect("from");
        source();
        while (!in.atEnd()) {
            option();
        }
        if (database == null) {
            throw in.expected("DATABASE and the name of the external database");
        }
        if (!options.containsKey("IAM_ROLE")) {
            throw in.expected("IAM_ROLE default, or IAM_ROLE and the role");
        }
        return new Statement.CreateExternalSchema(position, name, ifNotExists, database, options);
    }

    private void source() {
        Token source = in.peek();
        if (in.accept("data", "catalog")) {
            return;
        }
        if (source.isAny("hive", "postgres", "mysql", "kinesis", "kafka", "msk", "redshift", "iceberg")) {
            throw Mistake.notSupported(
                    source.start(),
                    "an external schema FROM " + source.text().toUpperCase(Locale.ROOT)
                            + " is not supported; write FROM DATA CATALOG for tables over the files of a bucket");
        }
        throw in.expected("DATA CATALOG");
    }

    private void option() {
        if (in.accept("database")) {
            database = in.string("the name of the external database");
        } else if (in.accept("iam_role")) {
            options.put("IAM_ROLE", in.accept("default") ? "default" : in.string("the role"));
        } else if (in.accept("catalog_role")) {
            options.put("CATALOG_ROLE", in.string("the role of the catalog"));
        } else if (in.acceptAny("region", "catalog_id")) {
            String option = in.previous().value().toUpperCase(Locale.ROOT);
            options.put(option, in.string("the value of " + option));
        } else if (in.at("create", "external", "database")) {
            in.expect("create", "external", "database", "if", "not", "exists");
        } else {
            throw in.expected("DATABASE, REGION, IAM_ROLE, CATALOG_ROLE or CREATE EXTERNAL DATABASE IF NOT EXISTS");
        }
    }
}
