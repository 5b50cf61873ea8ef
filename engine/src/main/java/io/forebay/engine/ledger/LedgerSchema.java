package io.forebay.engine.ledger;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Dialect;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the ledger's tables and views in a warehouse, or carries over what an older Forebay made; running it again changes nothing. */
final class LedgerSchema {
    /** Grows with every change that older servers could not read; {@code migrate-N.sql} leads to N from the one before. */
    static final int VERSION = 6;

    private static final Logger log = LoggerFactory.getLogger(LedgerSchema.class);
    private static final int ATTEMPTS = 20;
    private static final Pattern LIVE = Pattern.compile("\\$\\{live:([a-z_]+)}");

    private LedgerSchema() {}

    /** Several servers may do this at once. */
    static void create(Warehouse warehouse, Instant now) {
        Again.whileInConflict(ATTEMPTS, () -> createOnce(warehouse, now));
    }

    /** A newer ledger is refused before anything is done to it. */
    private static void createOnce(Warehouse warehouse, Instant now) {
        Dialect dialect = warehouse.dialect();
        List<String> views = views(warehouse);
        if (remembers(warehouse) && wasMade(warehouse, dialect, views)) {
            return;
        }
        try (WarehouseConnection connection = warehouse.connect()) {
            version(connection);
        }
        List<String> made = new ArrayList<>();
        views.forEach(file -> made.addAll(statements(file, dialect)));
        if (!warehouse.makeLedger(made)) {
            try (WarehouseConnection connection = warehouse.connect()) {
                create(connection, warehouse, now, views);
            }
        }
    }

    /** The scripts of views; a warehouse that speaks the users' own SQL has those of statements itself. */
    private static List<String> views(Warehouse warehouse) {
        return warehouse.staging().isEmpty() ? List.of("views.sql", "statement-views.sql") : List.of("views.sql");
    }

    private static void create(WarehouseConnection connection, Warehouse warehouse, Instant now, List<String> views) {
        Dialect dialect = warehouse.dialect();
        connection.begin();
        try {
            long version = version(connection);
            run(connection, "tables.sql", dialect);
            migrate(connection, dialect, version, now);
            run(connection, "indexes.sql", dialect);
            for (String file : views) {
                run(connection, file, dialect);
            }
            if (remembers(warehouse)) {
                connection.executeAll(List.of("CREATE OR REPLACE VIEW forebay.made_by AS SELECT CAST('"
                        + digest(dialect, views) + "' AS VARCHAR(64)) AS digest"));
            }
        } catch (RuntimeException e) {
            connection.rollback();
            throw e;
        }
        connection.commit();
    }

    /** PostgreSQL's own migrations know what they have made. */
    private static boolean remembers(Warehouse warehouse) {
        return warehouse.exclusive() || warehouse.staging().isPresent();
    }

    /**
     * Whether the same scripts were the last to make it: DuckDB takes a tenth of a second to read them again, and to a
     * cluster they are sixty statements.
     */
    private static boolean wasMade(Warehouse warehouse, Dialect dialect, List<String> views) {
        try (WarehouseConnection connection = warehouse.connect();
                var query = connection.prepare(
                        "SELECT digest, (SELECT max(version) FROM forebay.format) FROM forebay.made_by");
                Rows rows = query.execute(List.of())) {
            return rows.next() && digest(dialect, views).equals(rows.value(0)) && rows.longAt(1) == VERSION;
        } catch (ForebayException absent) {
            return false;
        }
    }

    /** Of the scripts with their comments, and of what they name in this warehouse. */
    private static String digest(Dialect dialect, List<String> views) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((byte) VERSION);
            List<String> files = new ArrayList<>(List.of("tables.sql", "indexes.sql"));
            files.addAll(views);
            for (String file : files) {
                digest.update(named(resource(file), dialect).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** 0 for a warehouse without a ledger. Looked at before anything is done to a newer one's tables. */
    static long version(WarehouseConnection connection) {
        if (connection.find(Ledger.SCHEMA, "format").isEmpty()) {
            return 0;
        }
        long version = firstLong(connection, "SELECT max(version) FROM forebay.format");
        if (version > VERSION) {
            throw new ForebayException(
                            CommonError.WRONG_STATE,
                            "the ledger in this warehouse has format " + version + ", this Forebay reads up to "
                                    + VERSION)
                    .withHint("Start the newer Forebay that wrote it.");
        }
        return version;
    }

    private static void migrate(WarehouseConnection connection, Dialect dialect, long version, Instant now) {
        for (long next = version == 0 ? VERSION + 1 : version + 1; next <= VERSION; next++) {
            log.info("the ledger is carried over from={} to={}", next - 1, next);
            run(connection, "migrate-" + next + ".sql", dialect);
        }
        if (version < VERSION) {
            connection.execute(
                    "INSERT INTO forebay.format VALUES ($1, $2)",
                    (long) VERSION,
                    LocalDateTime.ofInstant(now, ZoneOffset.UTC));
        }
    }

    /** The first column of the first row; 0 when that is null or there is none. */
    static long firstLong(WarehouseConnection connection, String sql) {
        try (var query = connection.prepare(sql);
                Rows rows = query.execute(List.of())) {
            return rows.next() && !rows.isNull(0) ? rows.longAt(0) : 0;
        }
    }

    private static void run(WarehouseConnection connection, String file, Dialect dialect) {
        List<String> statements = statements(file, dialect);
        if (!statements.isEmpty()) {
            connection.executeAll(statements);
        }
    }

    private static List<String> statements(String file, Dialect dialect) {
        List<String> statements = new ArrayList<>();
        for (String part : resource(file).replaceAll("(?m)^--.*$", "").split(";\\s*\n", -1)) {
            if (!part.isBlank()) {
                statements.add(named(part.strip(), dialect));
            }
        }
        return statements;
    }

    private static String named(String text, Dialect dialect) {
        return LIVE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(dialect.liveTable(match.group(1))));
    }

    private static String resource(String name) {
        try (InputStream in = LedgerSchema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
