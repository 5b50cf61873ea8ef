package io.forebay.engine.session;

import io.forebay.engine.load.CopyBinding;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.stream.StreamLoad;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** COPY … FROM STDIN and COPY … TO STDOUT of a session. */
final class ClientCopy {
    private final EngineSession session;
    private final StreamLoad streams;

    ClientCopy(EngineSession session, StreamLoad streams) {
        this.session = session;
        this.streams = streams;
    }

    /** Takes what the client sends, in the open transaction or in one of its own; the command's tag. */
    String in(CopyCommand command) {
        refuseInProcedure();
        WarehouseConnection connection = session.connection();
        Lookup lookup = new Lookup(connection);
        List<Name> target = List.of(command.table());
        TargetGuard.check(lookup, target, false);
        TargetGuard.requireTables(lookup, target);
        return session.within(() -> "COPY " + load(connection, command));
    }

    private long load(WarehouseConnection connection, CopyCommand command) {
        CopyBinding binding = CopyBinding.of(connection, command);
        Running running = session.running();
        try (InputStream bytes = session.listener().copyIn(binding.columns().size(), running::cancelled)) {
            return streams.load(connection, binding, command, bytes, running::cancelled);
        } catch (IOException e) {
            throw new ForebayException(CommonError.CONNECTION_LOST, "the client's data could not be read: " + e, e);
        }
    }

    /** The rows are the result's; that they go to the client as text is up to the protocol. */
    Prepared out(Statement.CopyOut statement, String shown) {
        refuseInProcedure();
        SqlStatement query = new SqlStatement(session, statement.query(), shown);
        return new Prepared() {
            @Override
            public List<ColumnType> parameters() {
                return query.parameters();
            }

            @Override
            public List<ResultColumn> columns() {
                return List.of();
            }

            @Override
            public Result execute(List<@Nullable Object> values) {
                return query.execute(values);
            }

            @Override
            public void close() {
                query.close();
            }
        };
    }

    private void refuseInProcedure() {
        if (session.calling()) {
            throw new ForebayException(
                    CommonError.NOT_SUPPORTED, "a procedure cannot COPY from or to the client; name an object store");
        }
    }
}
