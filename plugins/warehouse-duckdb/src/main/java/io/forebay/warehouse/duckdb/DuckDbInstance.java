package io.forebay.warehouse.duckdb;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.warehouse.duckdb.driver.DuckDbErrors;
import io.forebay.warehouse.duckdb.functions.Library;
import io.forebay.warehouse.duckdb.load.LiveFunction;
import io.forebay.warehouse.duckdb.load.LoadFunction;
import io.forebay.warehouse.duckdb.load.ScanFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One opening of the database: its root connection, which runs nothing after the start, and the connections duplicated
 * from it. When DuckDB gives the database up, all of them are dead together. Thread-safe.
 */
final class DuckDbInstance {
    private static final Logger log = LoggerFactory.getLogger(DuckDbInstance.class);

    private final DuckDbSettings settings;
    private final DuckDBConnection root;
    private final LoadFunction loads;
    private final Library library;
    private final ScanFunction scans;
    private final CatalogViews catalog = new CatalogViews();
    private final CatalogMemory memory = new CatalogMemory();
    private final Set<DuckDbConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    private DuckDbInstance(DuckDbSettings settings, DuckDBConnection root) {
        this.settings = settings;
        this.root = root;
        this.loads = new LoadFunction(settings.threads());
        this.library = new Library(root);
        this.scans = new ScanFunction(settings.threads(), library.external());
    }

    static DuckDbInstance open(DuckDbSettings settings, List<LiveTable> liveTables) {
        makeFolders(settings);
        boolean known = !settings.file().equals(DuckDbSettings.MEMORY) && Files.exists(Path.of(settings.file()));
        DuckDbInstance instance = null;
        try {
            instance = new DuckDbInstance(settings, connectRoot(settings));
            instance.start(known);
            liveTables.forEach(instance::register);
            return instance;
        } catch (SQLException e) {
            if (instance != null) {
                instance.close();
            }
            throw DuckDbErrors.translateOpening(e, settings.file());
        }
    }

    private static DuckDBConnection connectRoot(DuckDbSettings settings) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("memory_limit", settings.memoryLimit());
        properties.setProperty("threads", String.valueOf(settings.threads()));
        return (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:" + settings.file(), properties);
    }

    private static void makeFolders(DuckDbSettings settings) {
        try {
            Path parent = Path.of(settings.file()).toAbsolutePath().getParent();
            if (!settings.file().equals(DuckDbSettings.MEMORY) && parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectories(settings.scratch());
        } catch (IOException e) {
            throw new ForebayException(
                    CommonError.INVALID_PARAMETER, "the folder of " + settings.file() + " cannot be made: " + e, e);
        }
    }

    /** Sets everything that differs from DuckDB's defaults, then locks it. @param known whether the file was there */
    private void start(boolean known) throws SQLException {
        set("temp_directory = '" + settings.scratch().toString().replace("'", "''") + "'");
        set("errors_as_json = true");
        set("preserve_insertion_order = false");
        set("TimeZone = 'UTC'");
        set("integer_division = true");
        set("default_null_order = 'NULLS_LAST_ON_ASC_FIRST_ON_DESC'");
        set("autoinstall_known_extensions = false");
        set("autoload_known_extensions = false");
        set("allow_community_extensions = false");
        set("enable_external_access = false");
        set("lock_configuration = true");
        loads.register(root);
        scans.register(root);
        library.register();
        if (known) {
            library.makeIfStored();
            catalog.makeIfStored(root);
        }
        Identities.sweep(root);
    }

    private void set(String setting) throws SQLException {
        try (Statement statement = root.createStatement()) {
            statement.execute("SET GLOBAL " + setting);
        }
    }

    void register(LiveTable table) {
        try {
            new LiveFunction(table).register(root);
        } catch (SQLException e) {
            throw DuckDbErrors.translate(e, "");
        }
    }

    DuckDbConnection connect() {
        try {
            DuckDbConnection connection = new DuckDbConnection(this, root.duplicate());
            connections.add(connection);
            return connection;
        } catch (SQLException e) {
            throw DuckDbErrors.translate(e, "");
        }
    }

    /** Called before each statement that names the catalog. */
    void makeCatalog() throws SQLException {
        catalog.make(root);
    }

    CatalogMemory memory() {
        return memory;
    }

    LoadFunction loads() {
        return loads;
    }

    ScanFunction scans() {
        return scans;
    }

    Library library() {
        return library;
    }

    Path scratch() {
        return settings.scratch();
    }

    void forget(DuckDbConnection connection) {
        connections.remove(connection);
    }

    /** DuckDB has given the database up: nothing can be run before it was closed altogether and opened again. */
    void end() {
        if (!ended) {
            ended = true;
            log.warn(
                    "DuckDB has ended all connections; the next one opens the database again file={}", settings.file());
        }
    }

    boolean ended() {
        return ended;
    }

    void close() {
        ended = true;
        connections.forEach(DuckDbConnection::close);
        try {
            root.close();
        } catch (SQLException e) {
            log.debug("closing the root connection failed", e);
        }
    }
}
