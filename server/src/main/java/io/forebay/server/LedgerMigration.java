package io.forebay.server;

import io.forebay.engine.migrate.Migration;
import io.forebay.engine.migrate.MoveStep;
import io.forebay.engine.migrate.Plan;
import io.forebay.engine.migrate.Planner;
import io.forebay.engine.migrate.Progress;
import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Warehouse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two warehouses that jobs move between, opened without serving anybody. */
public final class LedgerMigration implements AutoCloseable {
    private static final String DUCKDB = "duckdb";
    /** Which of the settings of warehouses are whose. */
    private static final Map<String, Set<String>> OWN = Map.of(
            DUCKDB,
            Set.of("memory_limit", "threads"),
            "postgresql",
            Set.of("connections"),
            "redshift",
            Set.of("schema", "staging", "views"),
            "redshift-data",
            Set.of("schema", "staging", "views"));

    private final Warehouse from;
    private final Warehouse to;
    private final Migration.Warehouses both;
    private final Settings settings;

    private LedgerMigration(Warehouse from, Warehouse to, Migration.Warehouses both, Settings settings) {
        this.from = from;
        this.to = to;
        this.both = both;
        this.settings = settings;
    }

    /** @throws ForebayException when one of them cannot be opened, for a server that has it open among others */
    public static LedgerMigration open(URI from, URI to, Settings settings) {
        checkThere("--from", from);
        checkThere("--to", to);
        if (place(from).equals(place(to))) {
            throw new ForebayException(CommonError.INVALID_PARAMETER, "--from and --to are the same warehouse");
        }
        Warehouse first = Plugins.warehouse(from, section(from, settings));
        try {
            Warehouse second = Plugins.warehouse(to, section(to, settings));
            return new LedgerMigration(
                    first, second, new Migration.Warehouses(first, shown(from), second, shown(to)), settings);
        } catch (RuntimeException e) {
            first.close();
            throw e;
        }
    }

    /** DuckDB makes a file that is not there. */
    private static void checkThere(String option, URI url) {
        if (!duckdb(url)) {
            return;
        }
        Path file = file(url);
        if (!Files.exists(file)) {
            throw new ForebayException(CommonError.INVALID_PARAMETER, option + ": there is no file " + file)
                    .withHint("A data folder's warehouse is duckdb:/path/to/forebay-data/dev.duckdb.");
        }
    }

    private static Path file(URI url) {
        return Path.of(url.getPath() != null ? url.getPath() : url.getSchemeSpecificPart());
    }

    /** What two URLs of one warehouse have in common, as far as they tell. */
    private static String place(URI url) {
        try {
            if (duckdb(url)) {
                return file(url).toRealPath().toString();
            }
            return url.getHost() == null ? url.toString() : shown(url).replaceFirst("//[^/]*@", "//");
        } catch (IOException e) {
            return url.toString();
        }
    }

    private static boolean duckdb(URI url) {
        return DUCKDB.equalsIgnoreCase(url.getScheme());
    }

    /** What is not given is left to each warehouse; each DuckDB has its scratch beside its file. */
    private static Map<String, String> section(URI url, Settings settings) {
        Map<String, String> section = new HashMap<>();
        settings.givenSection("warehouse").forEach((name, value) -> section.put(name.replace('-', '_'), value));
        section.keySet().retainAll(OWN.getOrDefault(Plugins.scheme(url), Set.of()));
        return section;
    }

    /** The URL without a password and without parameters, which may hold one. */
    static String shown(URI url) {
        if (url.isOpaque() || url.getRawAuthority() == null) {
            return url.toString().replaceFirst("\\?.*", "");
        }
        if (url.getHost() == null) {
            return url.getScheme() + "://***";
        }
        String login = url.getRawUserInfo() == null ? "" : url.getRawUserInfo().replaceFirst(":.*", "") + "@";
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return url.getScheme() + "://" + login + url.getHost() + port + url.getRawPath();
    }

    /** Where jobs leave, for people. */
    public String fromName() {
        return both.fromName();
    }

    /** Where they come to. */
    public String toName() {
        return both.toName();
    }

    /** What would be done; writes nothing. @param jobs empty for all */
    public List<Plan> plan(List<String> jobs) {
        return new Planner(from, to).plan(jobs);
    }

    /** Takes part in both ledgers; the caller closes it before this. */
    public Migration begin(Progress progress) {
        return Migration.open(
                both,
                new Migration.Terms(
                        settings.value(Keys.LEASE_TIME), Clock.systemUTC(), progress, MoveStep.Listener.NONE));
    }

    @Override
    public void close() {
        try {
            to.close();
        } finally {
            from.close();
        }
    }
}
