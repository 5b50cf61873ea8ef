package io.forebay.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.contract.postgres.PostgresServer;
import io.forebay.contract.store.MemoryObjectStore;
import io.forebay.engine.Engine;
import io.forebay.engine.EngineFixture;
import io.forebay.engine.TestWarehouse;
import io.forebay.engine.job.JobSettings;
import io.forebay.engine.load.Formats;
import io.forebay.engine.load.LoadContext;
import io.forebay.engine.load.LoadStep;
import io.forebay.engine.load.Stores;
import io.forebay.engine.plan.BatchLimits;
import io.forebay.engine.session.Notice;
import io.forebay.engine.session.Session;
import io.forebay.engine.session.SessionListener;
import io.forebay.engine.unload.WriteFormats;
import io.forebay.format.delimited.DelimitedFormat;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import io.forebay.warehouse.postgresql.PostgresWarehouseFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger that PostgreSQL's own scripts make, against the one of the engine's. */
class PostgresLedgerTest {
    private static final String TABLES = "SELECT table_name, column_name, data_type, is_nullable"
            + " FROM information_schema.columns WHERE table_schema = 'forebay' AND table_name <> 'flyway_schema_history'"
            + " ORDER BY table_name, ordinal_position";
    private static final String COPY = "COPY t FROM 's3://lake/in/' IAM_ROLE 'arn:aws:iam::123456789012:role/r' ";

    private final PostgresServer server = PostgresServer.shared();
    private final String database = server.createDatabase();

    private Warehouse open(String user) {
        String url = server.url(database).replace("postgres@", user + "@");
        Warehouse warehouse = new PostgresWarehouseFactory().open(URI.create(url), Map.of());
        TestWarehouse.liveTables().forEach(warehouse::register);
        return warehouse;
    }

    private void with(String user, Consumer<Warehouse> work) {
        try (Warehouse warehouse = open(user)) {
            work.accept(warehouse);
        }
    }

    private static List<String> columns(Warehouse warehouse) {
        Ledger.open(warehouse, Clock.systemUTC());
        try (WarehouseConnection connection = warehouse.connect()) {
            return LedgerFile.rows(connection, TABLES).stream()
                    .map(row ->
                            row.get(0) + "." + row.get(1) + " " + alike(String.valueOf(row.get(2))) + " " + row.get(3))
                    .toList();
        }
    }

    private static String alike(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "timestamp without time zone" -> "timestamp";
            case "character varying", "text" -> "varchar";
            case "double precision" -> "double";
            default -> type.toLowerCase(Locale.ROOT);
        };
    }

    @Test
    void hasTheTablesAndViewsThatTheEnginesScriptsMake(@TempDir Path folder) {
        List<String> expected = new ArrayList<>();
        try (Warehouse duckDb = TestWarehouse.duckDb(folder, Map.of())) {
            TestWarehouse.liveTables().forEach(duckDb::register);
            expected.addAll(columns(duckDb));
            // PostgreSQL has a history of its own of what has made it.
            expected.remove("made_by.digest varchar YES");
        }
        with("postgres", warehouse -> {
            List<String> made = columns(warehouse);
            assertThat(made.stream().filter(column -> !expected.contains(column)))
                    .isEmpty();
            assertThat(expected.stream().filter(column -> !made.contains(column)))
                    .isEmpty();
            assertThat(made).isEqualTo(expected);
        });
    }

    @Test
    void leavesALedgerAloneThatANewerOneHasMade() {
        with("postgres", PostgresLedgerTest::columns);
        server.run(database, "INSERT INTO forebay.format VALUES (7, now())");
        server.run(database, "DROP VIEW forebay.stv_inflight");
        with("postgres", warehouse -> assertThatThrownBy(() -> Ledger.open(warehouse, Clock.systemUTC()))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.WRONG_STATE))
                        .isTrue())
                .hasMessageContaining("has format 7, this Forebay reads up to 6"));
        assertThatThrownBy(() -> server.run(database, "SELECT * FROM forebay.stv_inflight"))
                .hasStackTraceContaining("does not exist");
    }

    /** By the rights that the reference names. */
    @Test
    void loadsAsAUserWhoMayOnlyLoad() throws IOException {
        with("postgres", PostgresLedgerTest::columns);
        String loader = "loader_" + database;
        server.run(database, "CREATE ROLE " + loader + " LOGIN");
        server.run(database, "REVOKE ALL ON DATABASE " + database + " FROM public");
        server.run(database, "REVOKE ALL ON SCHEMA public FROM public");
        server.run(database, "GRANT CONNECT ON DATABASE " + database + " TO " + loader);
        server.run(database, "CREATE TABLE public.t (a int, b varchar(5))");
        grants(loader).forEach(grant -> server.run(database, grant));
        MemoryObjectStore store = new MemoryObjectStore("lake");
        try (Warehouse warehouse = new PostgresWarehouseFactory()
                .open(URI.create(server.url(database).replace("postgres@", loader + "@")), Map.of())) {
            Engine engine = Engine.start(
                    new Engine.Plugins(
                            warehouse,
                            new Stores(List.of(store)),
                            new Formats(List.of(new DelimitedFormat())),
                            new WriteFormats(List.of())),
                    new JobSettings(Duration.ofMillis(50), Duration.ofMillis(200), BatchLimits.DEFAULT, 4),
                    new LoadContext(Clock.systemUTC(), LoadStep.Listener.NONE),
                    "dev");
            try (Session session = engine.sessions().open("forebay", "dev", Map.of(), new Silent())) {
                store.put("s3://lake/in/before", "1|a\n");
                EngineFixture.run(session, COPY + "JOB CREATE j AUTO OFF AFTER LOAD DELETE");
                store.put("s3://lake/in/1", "2|b\n");
                store.put("s3://lake/in/2", "x|b\n");
                EngineFixture.run(session, "COPY JOB RUN j");
                assertThat(EngineFixture.run(session, "SELECT sum(a) FROM t")).isEqualTo("2");
                EngineFixture.run(session, "COPY JOB RETRY j FILE 's3://lake/in/2'");
                store.put("s3://lake/in/2", "3|c\n");
                EngineFixture.run(session, "COPY JOB RUN j");
                EngineFixture.run(session, COPY);
                assertThat(EngineFixture.run(session, "SELECT sum(a) FROM t")).isEqualTo("6");
                assertThat(EngineFixture.run(session, "SELECT count(*) FROM sys_load_history"))
                        .isEqualTo("4");
                EngineFixture.run(session, "COPY JOB DROP j");
                assertThatThrownBy(() -> EngineFixture.run(session, "CREATE TABLE public.mine (a int)"))
                        .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.NOT_ALLOWED))
                                .isTrue());
            } finally {
                engine.close();
            }
        }
    }

    /** The statements of docs/reference/postgresql.md, for this user and this test's names. */
    private List<String> grants(String loader) throws IOException {
        String page = Files.readString(Path.of("../docs/reference/postgresql.md"));
        String section = page.substring(page.indexOf("## A user that only loads"));
        Matcher block = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL).matcher(section);
        assertThat(block.find()).isTrue();
        return block.group(1)
                .lines()
                .map(grant -> grant.replace("TO loader", "TO " + loader)
                        .replace("DATABASE warehouse", "DATABASE " + database)
                        .replace("public.sales", "public.t"))
                .toList();
    }

    private static final class Silent implements SessionListener {
        @Override
        public void notice(Notice notice) {}

        @Override
        public void parameterChanged(String name, String value) {}
    }
}
