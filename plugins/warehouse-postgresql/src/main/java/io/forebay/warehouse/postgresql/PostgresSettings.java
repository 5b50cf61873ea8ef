package io.forebay.warehouse.postgresql;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.net.URI;
import java.util.Map;

/**
 * How the server is reached.
 *
 * @param url where it is and how to get in
 * @param connections the most connections that are open at once, from 2
 */
record PostgresSettings(ServerUrl url, int connections) {
    private static final String CONNECTIONS = "connections";
    private static final int DEFAULT_CONNECTIONS = 40;
    private static final int MOST_CONNECTIONS = 10_000;

    static PostgresSettings of(URI url, Map<String, String> settings) {
        for (String name : settings.keySet()) {
            if (!name.equals(CONNECTIONS)) {
                throw invalid("unknown setting warehouse." + name + "; a PostgreSQL warehouse has " + CONNECTIONS);
            }
        }
        String connections = settings.getOrDefault(CONNECTIONS, String.valueOf(DEFAULT_CONNECTIONS));
        return new PostgresSettings(ServerUrl.parse(url.toString()), connections(connections));
    }

    private static int connections(String text) {
        int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (number < 2 || number > MOST_CONNECTIONS) {
            throw invalid("warehouse.connections is '" + text + "'; write a number from 2 to " + MOST_CONNECTIONS);
        }
        return number;
    }

    private static ForebayException invalid(String message) {
        return new ForebayException(CommonError.INVALID_PARAMETER, message);
    }
}
