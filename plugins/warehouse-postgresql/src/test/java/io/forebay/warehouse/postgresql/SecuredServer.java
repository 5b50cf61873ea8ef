package io.forebay.warehouse.postgresql;

import io.forebay.contract.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server with passwords and TLS: role {@code locked} needs a password, role {@code sealed} needs TLS too. */
final class SecuredServer implements AutoCloseable {
    static final String PASSWORD = "pässword '\"%:@";

    private static final char[] STORE = "changeit".toCharArray();

    private final PostgresServer server;
    private final Path folder;

    SecuredServer(Path folder) {
        this.folder = folder;
        this.server = PostgresServer.start(folder.resolve("server"));
        try {
            makeCertificate();
            for (String role : List.of("locked", "sealed")) {
                server.run("postgres", "CREATE ROLE " + role + " LOGIN PASSWORD '" + PASSWORD.replace("'", "''") + "'");
            }
            Path rules = Path.of(shown("hba_file"));
            Files.writeString(
                    rules,
                    "host all locked 127.0.0.1/32 scram-sha-256\nhostssl all sealed 127.0.0.1/32 scram-sha-256\n"
                            + "hostnossl all sealed 127.0.0.1/32 reject\n" + Files.readString(rules));
            server.run("postgres", "ALTER SYSTEM SET ssl_cert_file = '" + certificate() + "'");
            server.run("postgres", "ALTER SYSTEM SET ssl_key_file = '" + folder.resolve("server.key") + "'");
            server.run("postgres", "ALTER SYSTEM SET ssl = on");
            server.run("postgres", "SELECT pg_reload_conf()");
            while (!shown("ssl").equals("on")) {
                server.run("postgres", "SELECT pg_sleep(0.01)");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String shown(String setting) {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(setting, e);
        }
    }

    /** A certificate that signs itself, for localhost, by the JDK's own tool. */
    private void makeCertificate() throws IOException {
        Path store = folder.resolve("server.p12");
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(List.of(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-ext",
                        "bc:c",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(STORE)))
                .redirectErrorStream(true)
                .start();
        try {
            byte[] said = process.getInputStream().readAllBytes();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(new String(said, StandardCharsets.UTF_8));
            }
            KeyStore keys = KeyStore.getInstance(store.toFile(), STORE);
            write("server.key", "PRIVATE KEY", keys.getKey("server", STORE).getEncoded());
            write("server.crt", "CERTIFICATE", keys.getCertificate("server").getEncoded());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void write(String name, String label, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Path file = folder.resolve(name);
        Files.writeString(file, "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    Path certificate() {
        return folder.resolve("server.crt");
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
