package io.forebay.server.wire;

import io.forebay.server.wire.message.FatalWireException;
import io.forebay.server.wire.message.MessageBody;
import io.forebay.server.wire.message.WireError;
import io.forebay.spi.CommonError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client says about itself. SOURCE: PostgreSQL's manual, "Message Formats", StartupMessage.
 *
 * @param minor the protocol's minor version
 * @param parameters what is left without user, database, options and replication; those of options are in it
 * @param protocolOptions the {@code _pq_.} names, none of which is known here
 */
record StartupPacket(
        int minor, String user, String database, Map<String, String> parameters, List<String> protocolOptions) {
    StartupPacket {
        parameters = Map.copyOf(parameters);
        protocolOptions = List.copyOf(protocolOptions);
    }

    static StartupPacket read(int version, MessageBody body) throws FatalWireException {
        if (version >>> 16 != 3) {
            throw new FatalWireException(
                    CommonError.NOT_SUPPORTED,
                    "unsupported frontend protocol " + (version >>> 16) + "." + (version & 0xffff)
                            + ": server supports 3.0");
        }
        Map<String, String> all = new LinkedHashMap<>();
        List<String> protocolOptions = new ArrayList<>();
        for (String name = body.string(); !name.isEmpty(); name = body.string()) {
            String value = body.string();
            if (name.startsWith("_pq_.")) {
                protocolOptions.add(name);
            } else {
                all.put(name, value);
            }
        }
        body.end();
        refuseReplication(all.remove("replication"));
        String user = all.remove("user");
        if (user == null || user.isEmpty()) {
            throw new FatalWireException(WireError.WIRE_LOGIN, "no PostgreSQL user name specified in startup packet");
        }
        String database = all.remove("database");
        String options = all.remove("options");
        if (options != null) {
            StartupOptions.parse(options).forEach(all::putIfAbsent);
        }
        return new StartupPacket(
                version & 0xffff, user, database == null || database.isEmpty() ? user : database, all, protocolOptions);
    }

    /** Whether the client is Redshift's JDBC driver, which fails with SCRAM. */
    boolean fromRedshiftDriver() {
        return parameters.containsKey("driver_version") || parameters.containsKey("client_protocol_version");
    }

    private static void refuseReplication(@Nullable String value) throws FatalWireException {
        if (value != null && !List.of("false", "off", "no", "0", "").contains(value.toLowerCase(Locale.ROOT))) {
            throw new FatalWireException(CommonError.NOT_SUPPORTED, "replication connections are not supported");
        }
    }
}
