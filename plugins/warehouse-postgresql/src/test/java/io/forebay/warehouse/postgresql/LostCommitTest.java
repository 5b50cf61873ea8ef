package io.forebay.warehouse.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.forebay.contract.postgres.PostgresServer;
import io.forebay.spi.CommonError;
import io.forebay.spi.Effect;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A commit is told as what it was, wherever the connection is lost. */
@Timeout(60)
class LostCommitTest {
    private final PostgresServer server = PostgresServer.shared();
    private final String database = server.createDatabase();
    private CuttingProxy proxy;
    private Warehouse warehouse;
    private WarehouseConnection connection;

    @BeforeEach
    void open() {
        open(server, database);
        connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY)");
    }

    private void open(PostgresServer behind, String name) {
        proxy = new CuttingProxy(behind.port());
        warehouse = TestWarehouse.open("postgresql://postgres@127.0.0.1:" + proxy.port() + "/" + name);
        connection = warehouse.connect();
    }

    @AfterEach
    void close() {
        connection.close();
        warehouse.close();
        proxy.close();
    }

    private void insert() {
        connection.begin();
        connection.execute("INSERT INTO t VALUES (1)");
    }

    private long rows() {
        try (WarehouseConnection other = warehouse.connect();
                Query query = other.prepare("SELECT count(*) FROM t");
                Rows rows = query.execute(List.of())) {
            assertThat(rows.next()).isTrue();
            return rows.longAt(0);
        }
    }

    private ForebayException failure() {
        ForebayException thrown = catchThrowableOfType(ForebayException.class, connection::commit);
        assertThat(thrown).isNotNull();
        assertThat(connection.usable()).isFalse();
        assertThat(connection.inTransaction()).isFalse();
        return thrown;
    }

    @Test
    void returnsFromACommitWhoseReplyWasLost() {
        insert();
        proxy.cut(CuttingProxy.Cut.REPLY);
        connection.commit();
        assertThat(connection.usable()).isFalse();
        assertThat(connection.inTransaction()).isFalse();
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void endsTheProcessThatACommitNeverReached() {
        insert();
        proxy.cut(CuttingProxy.Cut.ON_THE_WAY);
        ForebayException thrown = failure();
        assertThat(thrown.code().effect()).isEqualTo(Effect.NOT_APPLIED);
        assertThat(thrown.retryable()).isTrue();
        try (WarehouseConnection other = warehouse.connect()) {
            assertThat(other.execute("INSERT INTO t VALUES (1)"))
                    .as("not kept waiting by the lost transaction")
                    .isEqualTo(1);
        }
    }

    @Test
    void endsACommitThatIsStillAtWork() {
        connection.execute("CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql"
                + " AS $$ BEGIN PERFORM pg_sleep(600); RETURN NULL; END $$");
        connection.execute("CREATE CONSTRAINT TRIGGER late AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED"
                + " FOR EACH ROW EXECUTE FUNCTION wait()");
        insert();
        proxy.cut(CuttingProxy.Cut.SENT);
        assertThat(failure().code().effect()).isEqualTo(Effect.NOT_APPLIED);
        assertThat(rows()).isZero();
    }

    @Test
    void tellsWhatBecameOfACommitThatWasSent() {
        for (int i = 0; i < 20; i++) {
            connection.begin();
            connection.execute("INSERT INTO t VALUES ($1)", (long) i);
            long before = rows();
            proxy.cut(CuttingProxy.Cut.SENT);
            long expected = before;
            try {
                connection.commit();
                expected++;
            } catch (ForebayException e) {
                assertThat(e.code().effect()).isEqualTo(Effect.NOT_APPLIED);
            }
            assertThat(rows()).isEqualTo(expected);
            connection.close();
            connection = warehouse.connect();
        }
    }

    @Test
    void settlesAStatementThatCommitsByItself() {
        proxy.cut(CuttingProxy.Cut.REPLY);
        assertThat(connection.execute("INSERT INTO t VALUES (1)")).isEqualTo(1);
        assertThat(rows()).isEqualTo(1);
    }

    /** Its tag is SELECT. Told as an error that nothing came of, it would be sent again. */
    @Test
    void settlesAQueryThatWrites() {
        proxy.cut(CuttingProxy.Cut.REPLY);
        try (Query query = connection.prepare("WITH i AS (INSERT INTO t VALUES (1) RETURNING a) SELECT a FROM i");
                Rows rows = query.execute(List.of())) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.longAt(0)).isEqualTo(1);
        }
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void doesNotGuessWhenAllConnectionsAreLost() {
        insert();
        proxy.cut(CuttingProxy.Cut.REPLY_AND_ALL);
        ForebayException thrown = failure();
        assertThat(thrown.is(CommonError.COMMIT_UNKNOWN))
                .as(thrown.getMessage())
                .isTrue();
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void doesNotTrustNumbersOfTransactionsAcrossACrash(@TempDir Path folder) {
        close();
        try (PostgresServer own = PostgresServer.start(folder)) {
            open(own, own.createDatabase());
            connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY)");
            insert();
            proxy.beforeCut(() -> crash(own));
            proxy.cut(CuttingProxy.Cut.REPLY_AND_ALL);
            ForebayException thrown = failure();
            assertThat(thrown.is(CommonError.COMMIT_UNKNOWN))
                    .as(thrown.getMessage())
                    .isTrue();
            assertThat(rows()).isEqualTo(1);
            close();
        }
    }

    /** With several hosts in the URL a connection may lead to a standby, whose numbers of transactions are behind. */
    @Test
    void doesNotBelieveAStandbyThatIsBehind(@TempDir Path folder) throws IOException {
        close();
        Path data = folder.resolve("data");
        Path behind = folder.resolve("behind");
        try (PostgresServer own = PostgresServer.start(folder)) {
            String name = own.createDatabase();
            own.run(name, "CREATE TABLE t (a INTEGER PRIMARY KEY)");
            own.kill();
            copy(data, behind);
            Files.createFile(behind.resolve("standby.signal"));
            own.restart();
            open(own, name);
            insert();
            proxy.beforeCut(() -> {
                own.kill();
                standIn(data, behind);
                own.restart();
            });
            proxy.cut(CuttingProxy.Cut.REPLY_AND_ALL);
            ForebayException thrown = failure();
            assertThat(thrown.is(CommonError.COMMIT_UNKNOWN))
                    .as(thrown.getMessage())
                    .isTrue();
            close();
        }
    }

    private static void standIn(Path data, Path behind) {
        try {
            Files.move(data, data.resolveSibling("ahead"));
            Files.move(behind, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** A process that dies takes all with it: PostgreSQL starts its memory anew, under the same main process. */
    private static void crash(PostgresServer server) {
        try (Connection victim = server.connect("postgres");
                Statement statement = victim.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            ProcessHandle process = ProcessHandle.of(row.getLong(1)).orElseThrow();
            process.destroyForcibly();
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (SQLException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
