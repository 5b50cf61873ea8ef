package io.forebay.warehouse.redshift.text;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Carries SQL to Redshift. The engine's own gets Redshift's types and the ledger's schema; of a user's only the names of the
 * ledger's relations change. SOURCE: Amazon Redshift Database Developer Guide, "Data types", "Unsupported PostgreSQL
 * features". Thread-safe once its live tables are known.
 */
public final class LedgerText {
    private static final String LEDGER = "forebay";
    private static final int MAX = ColumnType.MAX_VARCHAR;
    private static final String UUID_TYPE = "CHAR(36)";

    /** The most bytes of the ledger's texts that are not as long as a VARCHAR can be: joins reserve what is declared. */
    private static final Map<String, Integer> LENGTHS = Map.ofEntries(
            Map.entry("holder", 64),
            Map.entry("step", 64),
            Map.entry("kind", 16),
            Map.entry("object", 4608),
            Map.entry("warehouse", 1024),
            Map.entry("host", 256),
            Map.entry("job_name", 512),
            Map.entry("database_name", 256),
            Map.entry("table_schema", 256),
            Map.entry("table_name", 256),
            Map.entry("iam_role", 2048),
            Map.entry("state", 1),
            Map.entry("outcome", 1),
            Map.entry("status", 16),
            Map.entry("action", 64),
            Map.entry("bucket", 256),
            Map.entry("object_key", 4096),
            Map.entry("etag", 256),
            Map.entry("file_format", 64),
            Map.entry("compression_type", 64),
            Map.entry("file_name", 4608),
            Map.entry("column_name", 512),
            Map.entry("column_type", 64),
            Map.entry("column_length", 64),
            Map.entry("procedure_schema", 256),
            Map.entry("procedure_name", 256),
            Map.entry("language", 16),
            Map.entry("owner", 256),
            Map.entry("raw_line", 4096),
            Map.entry("raw_value", 4096),
            Map.entry("reason", 1024));

    /** Relations of the ledger that Redshift has not itself, found without their schema. */
    private static final Set<String> FOUND = Set.of(
            "sys_copy_job", "sys_copy_job_detail", "sys_copy_job_info", "svv_copy_job_integrations", "job_status");

    private static final Set<String> TABLES = Set.of(
            "format",
            "counter",
            "server",
            "job",
            "job_definition",
            "job_lease",
            "job_state",
            "job_file",
            "job_action",
            "job_content",
            "job_duplicate",
            "job_owed",
            "job_consumed",
            "job_message",
            "job_move",
            "job_signal",
            "load",
            "load_file",
            "load_error",
            "unload",
            "unload_file",
            "procedure",
            "execution",
            "execution_event",
            "schedule",
            "trigger",
            "newest_definition",
            "current_job",
            "sys_load_history",
            "sys_load_detail",
            "sys_load_error_detail",
            "stl_load_commits",
            "stl_load_errors",
            "stl_loaderror_detail",
            "stv_inflight",
            "sys_unload_history",
            "sys_unload_detail",
            "stl_unload_log");

    /** A duration in microseconds, and whether a text starts with another, as the engine writes them. */
    private static final Pattern DURATION =
            Pattern.compile("extract\\(epoch FROM \\(([\\w.]+) - ([\\w.]+)\\)\\) \\* 1000000");

    private static final Pattern STARTS = Pattern.compile("starts_with\\(([\\w.]+), (CAST\\(\\$\\d AS VARCHAR\\))\\)");

    private final String schema;
    private final List<LiveTable> live = new ArrayList<>();

    /** @param schema of the ledger */
    public LedgerText(String schema) {
        this.schema = schema;
    }

    public void register(LiveTable table) {
        live.add(table);
    }

    public String schema() {
        return schema;
    }

    /** A relation of the ledger as it is here; temporary tables have no schema. */
    public String relation(TableName name) {
        if (name.schema().equals("temp")) {
            return TableName.quote(name.name());
        }
        return name.schema().equals(LEDGER)
                ? TableName.quote(schema) + "." + TableName.quote(name.name())
                : name.quoted();
    }

    /** What stands for a live table: a view without rows, as the cluster cannot ask this process. */
    public String liveTable(String name) {
        return LEDGER + ".live_" + name;
    }

    /** The engine's statement: none where Redshift needs none, several for the schema. */
    public List<Placed> ofEngine(String sql) {
        String spelt = STARTS.matcher(DURATION.matcher(sql).replaceAll("DATEDIFF(microsecond, $2, $1)"))
                .replaceAll("(LEFT($1, LEN($2)) = $2)");
        List<Piece> pieces = Piece.of(spelt);
        List<String> words = pieces.stream()
                .filter(piece -> piece.kind() != Piece.Kind.SPACE)
                .limit(7)
                .map(piece -> piece.text().toUpperCase(java.util.Locale.ROOT))
                .toList();
        String start = String.join(" ", words);
        if (start.startsWith("CREATE UNIQUE INDEX")
                || start.startsWith("CREATE INDEX")
                || start.contains("SCHEMA IF NOT EXISTS PUBLIC")) {
            return List.of();
        }
        boolean table = start.startsWith("CREATE TABLE") || start.startsWith("CREATE TEMP TABLE");
        String carried = text(renamed(table ? declared(pieces) : cast(pieces)));
        List<Placed> statements = new ArrayList<>();
        statements.add(placed(carried));
        if (start.startsWith("CREATE SCHEMA")) {
            live.forEach(each -> statements.add(placed(view(each))));
        }
        return statements;
    }

    /** A user's statement. */
    public Placed ofUser(String sql) {
        List<Piece> pieces = Piece.of(sql);
        List<Piece> named = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            int next = behind(pieces, i);
            boolean bare = FOUND.contains(piece.name()) && relationFollows(pieces, i) && !isSymbol(pieces, next, ".");
            boolean ledgers = piece.name().equals(LEDGER)
                    && isSymbol(pieces, next, ".")
                    && !isSymbol(pieces, before(pieces, i), ".")
                    && ours(name(pieces, behind(pieces, next)));
            if (bare) {
                named.add(new Piece(Piece.Kind.WORD, TableName.quote(schema) + "."));
            }
            named.add(
                    ledgers && !schema.equals(LEDGER) ? new Piece(Piece.Kind.QUOTED, TableName.quote(schema)) : piece);
        }
        return placed(text(named));
    }

    private static boolean ours(String name) {
        return FOUND.contains(name) || TABLES.contains(name);
    }

    private static boolean relationFollows(List<Piece> pieces, int at) {
        int before = before(pieces, at);
        return before >= 0
                && (pieces.get(before).is("from") || pieces.get(before).is("join"));
    }

    private String view(LiveTable table) {
        String columns = table.columns().stream()
                .map(column -> "CAST(NULL AS " + RedshiftTypes.declared(column.type()) + ") AS "
                        + TableName.quote(column.name()))
                .collect(Collectors.joining(", "));
        return "CREATE OR REPLACE VIEW " + TableName.quote(schema) + "." + TableName.quote("live_" + table.name())
                + " AS SELECT " + columns + " WHERE false";
    }

    /** The ledger's schema under its name here. */
    private List<Piece> renamed(List<Piece> pieces) {
        if (schema.equals(LEDGER)) {
            return pieces;
        }
        List<Piece> renamed = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            boolean ledger = piece.name().equals(LEDGER)
                    && (isSymbol(pieces, behind(pieces, i), ".") || isWord(pieces, before(pieces, i), "exists"));
            renamed.add(ledger ? new Piece(Piece.Kind.QUOTED, TableName.quote(schema)) : piece);
        }
        return renamed;
    }

    /** The types of a table's definition: a name in front of VARCHAR is its column's. */
    private static List<Piece> declared(List<Piece> pieces) {
        List<Piece> declared = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece.is("varchar")) {
                String column = name(pieces, before(pieces, i));
                declared.add(word("VARCHAR(" + LENGTHS.getOrDefault(column, MAX) + ")"));
            } else {
                declared.add(piece.is("uuid") ? word(UUID_TYPE) : piece);
            }
        }
        return declared;
    }

    /** The types of casts. */
    private static List<Piece> cast(List<Piece> pieces) {
        List<Piece> cast = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            boolean type = isWord(pieces, before(pieces, i), "as") && isSymbol(pieces, behind(pieces, i), ")");
            if (type && piece.is("varchar")) {
                cast.add(word("VARCHAR(" + MAX + ")"));
            } else if (type && piece.is("uuid")) {
                cast.add(word(UUID_TYPE));
            } else {
                cast.add(piece);
            }
        }
        return cast;
    }

    private static Piece word(String text) {
        return new Piece(Piece.Kind.WORD, text);
    }

    /** {@code $1} as {@code ?}. */
    private static Placed placed(String sql) {
        List<Integer> order = new ArrayList<>();
        StringBuilder placed = new StringBuilder();
        for (Piece piece : Piece.of(sql)) {
            if (piece.kind() == Piece.Kind.PARAMETER) {
                order.add(Integer.parseInt(piece.text().substring(1)));
                placed.append('?');
            } else {
                placed.append(piece.text());
            }
        }
        return new Placed(placed.toString(), order);
    }

    private static String text(List<Piece> pieces) {
        return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }

    private static int before(List<Piece> pieces, int at) {
        int i = at - 1;
        while (i >= 0 && pieces.get(i).kind() == Piece.Kind.SPACE) {
            i--;
        }
        return i;
    }

    private static int behind(List<Piece> pieces, int at) {
        int i = at + 1;
        while (i < pieces.size() && pieces.get(i).kind() == Piece.Kind.SPACE) {
            i++;
        }
        return i;
    }

    private static boolean isSymbol(List<Piece> pieces, int at, String symbol) {
        return at >= 0 && at < pieces.size() && pieces.get(at).isSymbol(symbol);
    }

    private static boolean isWord(List<Piece> pieces, int at, String word) {
        return at >= 0 && at < pieces.size() && pieces.get(at).is(word);
    }

    private static String name(List<Piece> pieces, int at) {
        return at >= 0 && at < pieces.size() ? pieces.get(at).name() : "";
    }
}
