package io.forebay.engine.session;

import io.forebay.engine.access.Login;
import java.util.Map;
import java.util.Optional;

/** Opens sessions; thread-safe. */
public interface SessionFactory {
    /**
     * Opens a session for a user who has proved who they are.
     *
     * @param startup the client's startup parameters (application_name, client_encoding, TimeZone …); unknown ones are
     *     taken and ignored
     * @throws io.forebay.spi.ForebayException when the database does not exist or too many sessions are open
     */
    Session open(String user, String database, Map<String, String> startup, SessionListener listener);

    /** A user whom the warehouse's ledger has; empty for the server's own, and where a warehouse has users of its own. */
    default Optional<Login> find(String user) {
        return Optional.empty();
    }
}
