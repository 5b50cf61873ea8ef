package io.forebay.warehouse.redshift.driver;

import com.amazon.redshift.jdbc.Driver;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/**
 * By Redshift's JDBC driver: {@code redshift://[user[:password]@]host[:port]/database[?property=value&…]}.
 *
 * @param address for the driver, without a user
 * @param properties the driver's own, user and password among them: never shown
 */
public record JdbcWay(String address, Properties properties, boolean serverless) implements Way {
    private static final int PORT = 5439;

    /** What the driver reads ahead of whoever reads a result; without it, the whole result. */
    private static final String AHEAD = "16M";

    /** @throws ForebayException INVALID_PARAMETER for an address that is wrong */
    public static JdbcWay of(URI url) {
        String host = Address.host(url, "redshift://host:5439/dev");
        return new JdbcWay(
                "jdbc:redshift://" + host + ":" + (url.getPort() < 0 ? PORT : url.getPort()) + "/"
                        + Address.database(url),
                properties(url),
                host.contains(".redshift-serverless."));
    }

    /** User and password from the address, the password else from PGPASSWORD; the rest is the driver's. */
    private static Properties properties(URI url) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "forebay");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("enableFetchRingBuffer", "true");
        properties.setProperty("fetchRingBufferSize", AHEAD);
        String user = url.getUserInfo();
        if (user != null) {
            int colon = user.indexOf(':');
            properties.setProperty("user", colon < 0 ? user : user.substring(0, colon));
            if (colon >= 0) {
                properties.setProperty("password", user.substring(colon + 1));
            }
        }
        String environment = System.getenv("PGPASSWORD");
        if (environment != null) {
            properties.putIfAbsent("password", environment);
        }
        properties.putAll(Address.properties(url));
        return properties;
    }

    @Override
    public Transport open() {
        try {
            Connection jdbc = new Driver().connect(address, properties);
            if (jdbc == null) {
                throw new ForebayException(CommonError.INVALID_PARAMETER, "the driver takes no address " + this);
            }
            return new JdbcTransport(jdbc);
        } catch (SQLException e) {
            ForebayException known = RedshiftErrors.translate(e);
            throw new ForebayException(
                    known.code() == RedshiftError.SERVER_SAYS_NO ? CommonError.CONNECTION_LOST : known.code(),
                    "cannot connect to " + this + ": " + known.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        // Each connection is closed by whoever has it.
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return address;
    }
}
