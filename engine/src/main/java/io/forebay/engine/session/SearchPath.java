package io.forebay.engine.session;

import io.forebay.spi.warehouse.TableName;
import java.util.ArrayList;
import java.util.List;

/** The setting {@code search_path} as the schemas it names. */
final class SearchPath {
    private SearchPath() {}

    /** @param user what {@code "$user"} stands for; empty to leave it out */
    static List<String> schemas(String value, String user) {
        List<String> schemas = new ArrayList<>();
        for (String part : value.split(",", -1)) {
            String schema = part.strip();
            if (schema.length() >= 2 && schema.startsWith("\"") && schema.endsWith("\"")) {
                schema = schema.substring(1, schema.length() - 1).replace("\"\"", "\"");
            }
            if (schema.startsWith("'") && schema.endsWith("'") && schema.length() >= 2) {
                schema = schema.substring(1, schema.length() - 1);
            }
            schema = TableName.folded(schema);
            if (schema.equals("$user")) {
                schema = user;
            }
            if (!schema.isEmpty()) {
                schemas.add(schema);
            }
        }
        return schemas;
    }
}
