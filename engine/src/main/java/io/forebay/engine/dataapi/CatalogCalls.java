package io.forebay.engine.dataapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.session.Prepared;
import io.forebay.engine.session.Result;
import io.forebay.engine.session.Session;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** ListDatabases, ListSchemas, ListTables and DescribeTable: questions to the catalog that are answered at once. */
final class CatalogCalls {
    private static final int PAGE = 1000;

    private final Function<Target, Session> sessions;

    CatalogCalls(Function<Target, Session> sessions) {
        this.sessions = sessions;
    }

    private static int size(Request request) {
        Integer most = request.number("MaxResults", 0, PAGE);
        return most == null || most == 0 ? PAGE : most;
    }

    private interface Item {
        void add(ArrayNode list, Rows row);
    }

    /** Rows of a query, of which each becomes an item of the page that is asked for. */
    private ObjectNode page(Request request, String name, String sql, List<String> values, Item item) {
        int size = size(request);
        int from = PageToken.read(request.text("NextToken"), name);
        ObjectNode answer = Descriptions.object();
        ArrayNode list = answer.putArray(name);
        try (Session session = sessions.apply(Target.of(request));
                Prepared prepared = session.prepare(session.parse(sql).get(0), List.of());
                Result result = prepared.execute(new ArrayList<>(values))) {
            Rows rows = result.rows();
            int row = 0;
            while (rows.next()) {
                if (row >= from + size) {
                    answer.put("NextToken", PageToken.write(row, name));
                    break;
                }
                if (row++ >= from) {
                    item.add(list, rows);
                }
            }
            return answer;
        } catch (ForebayException e) {
            throw DataApiException.connection(StatementRun.message(e, null));
        }
    }

    ObjectNode databases(Request request) {
        return page(
                request,
                "Databases",
                "SELECT datname FROM pg_catalog.pg_database ORDER BY 1",
                List.of(),
                (list, row) -> list.add(row.textAt(0)));
    }

    ObjectNode schemas(Request request) {
        request.required("Database");
        return page(
                request,
                "Schemas",
                "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname LIKE $1 ORDER BY 1",
                List.of(pattern(request.text("SchemaPattern"))),
                (list, row) -> list.add(row.textAt(0)));
    }

    ObjectNode tables(Request request) {
        request.required("Database");
        return page(
                request,
                "Tables",
                "SELECT table_name, table_schema, CASE WHEN table_schema IN ('pg_catalog', 'information_schema')"
                        + " THEN 'SYSTEM TABLE' WHEN table_type LIKE '%VIEW%' THEN 'VIEW'"
                        + " WHEN table_type LIKE '%TEMPORARY%' THEN 'LOCAL TEMPORARY' ELSE 'TABLE' END AS kind"
                        + " FROM svv_tables WHERE table_schema LIKE $1 AND table_name LIKE $2 ORDER BY 2, 1",
                List.of(pattern(request.text("SchemaPattern")), pattern(request.text("TablePattern"))),
                (list, row) -> list.addObject()
                        .put("name", row.textAt(0))
                        .put("schema", row.textAt(1))
                        .put("type", row.textAt(2)));
    }

    private static String pattern(@Nullable String given) {
        return given == null || given.isEmpty() ? "%" : given;
    }

    ObjectNode table(Request request) {
        request.required("Database");
        String table = request.text("Table");
        ObjectNode answer = page(
                request,
                "ColumnList",
                "SELECT column_name, data_type, is_nullable, character_maximum_length, numeric_precision,"
                        + " numeric_scale, column_default, table_schema, table_name FROM svv_columns"
                        + " WHERE table_schema LIKE $1 AND table_name LIKE $2 ORDER BY table_schema, table_name,"
                        + " ordinal_position",
                List.of(pattern(request.text("Schema")), pattern(table)),
                Columns::described);
        if (table != null) {
            answer.put("TableName", table);
        }
        return answer;
    }
}
