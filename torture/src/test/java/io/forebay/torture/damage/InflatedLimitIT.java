package io.forebay.torture.damage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.server.Server;
import io.forebay.server.config.Settings;
import io.forebay.torture.source.Packing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The setting reaches the readers, and its error reaches the user. */
class InflatedLimitIT {
    private static final String ROWS = "7\n".repeat(1_500_000);

    @TempDir
    Path folder;

    @Test
    void saysHowToRaiseTheLimit() throws Exception {
        Path lake = Files.createDirectories(folder.resolve("lake"));
        Files.write(lake.resolve("bomb.gz"), Bombs.of("GZIP", (byte) '\n'));
        assertThatThrownBy(() -> copy("2MB"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("s3://lake/bomb.gz inflates too far (GZIP)")
                .hasMessageContaining("more than 2000000, the limit of load.inflated-limit; raise it in forebay.yaml");
        Files.write(lake.resolve("bomb.gz"), Packing.gzip(ROWS.getBytes(StandardCharsets.US_ASCII), 9));
        assertThatThrownBy(() -> copy("2MB")).hasMessageContaining("inflates too far");
        assertThat(copy("4MB")).isEqualTo(1_500_000);
    }

    /** Loads what is in the bucket; gives the number of rows. */
    private long copy(String limit) throws SQLException {
        Settings settings = Settings.builder(folder)
                .flag("data", "data")
                .flag("sql-port", "0")
                .flag("http-port", "0")
                .flag("bucket", "lake=lake")
                .flag("load.inflated-limit", limit)
                .build();
        try (Server server = Server.start(settings);
                Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + server.sqlPort() + "/dev?user=forebay");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS t (a int)");
            statement.execute("COPY t FROM 's3://lake/' IAM_ROLE 'arn:aws:iam::1:role/r' GZIP IGNOREBLANKLINES");
            try (ResultSet count = statement.executeQuery("SELECT count(*) FROM t")) {
                count.next();
                return count.getLong(1);
            }
        }
    }
}
