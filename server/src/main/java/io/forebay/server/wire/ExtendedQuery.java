package io.forebay.server.wire;

import io.forebay.engine.sql.Statement;
import io.forebay.server.wire.message.MessageBody;
import io.forebay.server.wire.message.MessageReader;
import io.forebay.server.wire.message.MessageWriter;
import io.forebay.server.wire.message.WireError;
import io.forebay.server.wire.type.ParameterDecoder;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parse, Bind, Describe, Execute and Close. The statements between two Syncs form one transaction, which is opened when
 * it makes a difference: not for a statement that is the only one before Sync, nor for one that stands alone by its
 * nature. SOURCE: PostgreSQL's manual, "Extended Query".
 */
final class ExtendedQuery {
    private final Conversation.Context context;
    private final MessageReader in;
    private final MessageWriter out;
    private final ParameterDecoder decoder;
    private boolean executed;

    ExtendedQuery(Conversation.Context context, MessageReader in) {
        this.context = context;
        this.in = in;
        this.out = context.out();
        this.decoder = new ParameterDecoder(context.zone());
    }

    void parse(MessageBody body) throws IOException {
        String name = body.string();
        String text = body.string();
        int[] oids = new int[body.uint16()];
        for (int i = 0; i < oids.length; i++) {
            oids[i] = body.int32();
        }
        body.end();
        context.portals().makeRoomForStatement(name);
        List<Statement> statements = SimpleQuery.statements(context, text);
        if (statements.size() > 1) {
            throw new ForebayException(CommonError.SYNTAX, "cannot insert multiple commands into a prepared statement")
                    .withHint("Send them one by one, or as a simple query without parameters.");
        }
        Statement statement = statements.isEmpty() ? null : statements.get(0);
        if (statement != null) {
            context.transaction().admit(statement);
        }
        context.portals().put(name, new NamedStatement(context.session(), statement, oids));
        out.begin('1').end();
    }

    void bind(MessageBody body) throws IOException {
        String portal = body.string();
        String name = body.string();
        context.portals().makeRoomForPortal(portal);
        NamedStatement statement = context.portals().statement(name);
        if (statement.statement() != null) {
            context.transaction().admit(statement.statement());
        }
        List<@Nullable Object> values = values(name, statement.parameters(), body);
        FormatCodes formats = FormatCodes.read(body);
        body.end();
        formats.check(statement.columns().size(), "result");
        context.portals().put(portal, new Portal(statement, values, formats));
        out.begin('2').end();
    }

    private List<@Nullable Object> values(String name, int[] oids, MessageBody body) {
        FormatCodes formats = FormatCodes.read(body);
        int count = body.uint16();
        formats.check(count, "parameter");
        if (count != oids.length) {
            throw new ForebayException(
                    WireError.WIRE_PROTOCOL,
                    "bind message supplies " + count + " parameters, but prepared statement \"" + name + "\" requires "
                            + oids.length);
        }
        List<@Nullable Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int length = body.int32();
            values.add(length == -1 ? null : value(oids[i], formats.binary(i), body.part(length)));
        }
        return values;
    }

    private Object value(int oid, boolean binary, MessageBody bytes) {
        return binary ? decoder.binary(oid, bytes) : decoder.text(oid, bytes.text());
    }

    void describe(MessageBody body) throws IOException {
        int kind = body.int8();
        String name = body.string();
        body.end();
        if (kind == 'S') {
            NamedStatement statement = context.portals().statement(name);
            out.begin('t').int16(statement.parameters().length);
            for (int oid : statement.parameters()) {
                out.int32(oid);
            }
            out.end();
            RowSender.describe(statement.columns(), FormatCodes.TEXT, out);
        } else if (kind == 'P') {
            Portal portal = context.portals().portal(name);
            RowSender.describe(portal.columns(), portal.formats(), out);
        } else {
            throw new ForebayException(WireError.WIRE_PROTOCOL, "invalid DESCRIBE message subtype " + kind);
        }
    }

    void execute(MessageBody body) throws IOException {
        String name = body.string();
        int most = Math.max(body.int32(), 0);
        body.end();
        Portal portal = context.portals().portal(name);
        Statement statement = portal.statement();
        if (statement == null) {
            out.begin('I').end();
            return;
        }
        Statement toRun = context.transaction().admit(statement);
        if (!portal.started()) {
            start(portal, toRun);
        }
        String tag = portal.run(most);
        if (tag == null) {
            out.begin('s').end();
        } else {
            context.complete(tag);
        }
    }

    private void start(Portal portal, Statement statement) {
        boolean alone = !executed && (WireTransaction.standsAlone(statement) || in.nextIs('S'));
        executed = true;
        if (!alone && !(statement instanceof Statement.Transaction)) {
            context.transaction().enter();
        }
        if (WireTransaction.ends(statement)) {
            context.portals().closePortalsExcept(portal);
        }
        portal.start(statement, context);
        context.transaction().ran(statement);
    }

    void close(MessageBody body) throws IOException {
        int kind = body.int8();
        String name = body.string();
        body.end();
        if (kind == 'S') {
            context.portals().dropStatement(name);
        } else if (kind == 'P') {
            context.portals().closePortal(name);
        } else {
            throw new ForebayException(WireError.WIRE_PROTOCOL, "invalid CLOSE message subtype " + kind);
        }
        out.begin('3').end();
    }

    /** What ran since the last Sync is one transaction, which ends here. */
    void sync() {
        executed = false;
        context.transaction().commit();
    }

    /** The Sync after an error: the transaction has been rolled back already. */
    void forget() {
        executed = false;
    }
}
