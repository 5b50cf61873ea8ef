package io.forebay.server.wire;

import io.forebay.server.wire.message.WireError;
import io.forebay.spi.ForebayException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session's prepared statements and portals by name; the empty name is taken anew each time. */
final class Portals {
    private static final int MOST = 10_000;

    private final Map<String, NamedStatement> statements = new LinkedHashMap<>();
    private final Map<String, Portal> portals = new LinkedHashMap<>();

    /** Makes room for a statement: the unnamed one goes, another one of the same name is an error. */
    void makeRoomForStatement(String name) {
        if (name.isEmpty()) {
            dropStatement(name);
        } else if (statements.containsKey(name)) {
            throw new ForebayException(
                    WireError.WIRE_DUPLICATE_STATEMENT, "prepared statement \"" + name + "\" already exists");
        }
        limit(statements.size(), "prepared statements");
    }

    void makeRoomForPortal(String name) {
        if (name.isEmpty()) {
            closePortal(name);
        } else if (portals.containsKey(name)) {
            throw new ForebayException(WireError.WIRE_DUPLICATE_PORTAL, "portal \"" + name + "\" already exists");
        }
        limit(portals.size(), "portals");
    }

    private static void limit(int size, String what) {
        if (size >= MOST) {
            throw new ForebayException(WireError.WIRE_TOO_LONG, "more than " + MOST + " " + what + " are open")
                    .withHint("Close those that are not needed.");
        }
    }

    void put(String name, NamedStatement statement) {
        statements.put(name, statement);
    }

    void put(String name, Portal portal) {
        portals.put(name, portal);
    }

    NamedStatement statement(String name) {
        NamedStatement statement = statements.get(name);
        if (statement == null) {
            String which = name.isEmpty() ? "unnamed prepared statement" : "prepared statement \"" + name + "\"";
            throw new ForebayException(WireError.WIRE_UNKNOWN_STATEMENT, which + " does not exist");
        }
        return statement;
    }

    Portal portal(String name) {
        Portal portal = portals.get(name);
        if (portal == null) {
            throw new ForebayException(WireError.WIRE_UNKNOWN_PORTAL, "portal \"" + name + "\" does not exist");
        }
        return portal;
    }

    void dropStatement(String name) {
        NamedStatement statement = statements.remove(name);
        if (statement != null) {
            statement.drop();
        }
    }

    void closePortal(String name) {
        Portal portal = portals.remove(name);
        if (portal != null) {
            portal.close();
        }
    }

    /** Closes all portals but one, which may be null. */
    void closePortalsExcept(@Nullable Portal kept) {
        portals.values().removeIf(portal -> {
            if (portal == kept) {
                return false;
            }
            portal.close();
            return true;
        });
    }

    void closeAll() {
        closePortalsExcept(null);
        statements.values().forEach(NamedStatement::drop);
        statements.clear();
    }
}
