package io.forebay.server.wire;

import io.forebay.engine.session.Prepared;
import io.forebay.engine.session.Result;
import io.forebay.engine.sql.Statement;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ResultColumn;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Bind made: a statement with its values, and its result once it runs. */
final class Portal {
    /** Sends the rows of a COPY … TO STDOUT; its tag. */
    private interface CopyOut {
        String run() throws IOException;
    }

    private final NamedStatement statement;
    private final List<@Nullable Object> values;
    private final FormatCodes formats;
    private @Nullable Prepared leased;
    private @Nullable Result result;
    private @Nullable RowSender sender;
    private @Nullable CopyOut copyOut;
    private String tag = "";
    private boolean rows;
    private boolean finished;

    Portal(NamedStatement statement, List<@Nullable Object> values, FormatCodes formats) {
        this.statement = statement;
        this.values = values;
        this.formats = formats;
        statement.openPortal();
    }

    @Nullable
    Statement statement() {
        return statement.statement();
    }

    List<ResultColumn> columns() {
        return statement.columns();
    }

    FormatCodes formats() {
        return formats;
    }

    boolean started() {
        return result != null || finished;
    }

    void start(Statement toRun, Conversation.Context context) {
        Prepared prepared = statement.lease(toRun);
        leased = prepared;
        Result started = prepared.execute(values);
        result = started;
        tag = started.tag();
        if (toRun instanceof Statement.CopyOut copy) {
            copyOut = () -> CopyMessages.send(copy, started, context);
            return;
        }
        List<ResultColumn> actual = started.rows().columns();
        rows = !actual.isEmpty();
        if (rows) {
            sender = RowSender.of(columns(), actual, formats, context);
        }
    }

    /** Sends up to {@code most} rows, all for 0. Returns the command's tag, or null when there may be more rows. */
    @Nullable
    String run(long most) throws IOException {
        if (finished) {
            return again();
        }
        if (copyOut != null) {
            tag = copyOut.run();
        }
        long sent = 0;
        if (sender != null && result != null) {
            sent = sender.send(result.rows(), most);
            if (most > 0 && sent == most) {
                return null;
            }
        }
        finished = true;
        closeResult();
        return rows ? CommandTag.withRows(tag, sent) : tag;
    }

    private String again() {
        if (!rows) {
            throw new ForebayException(CommonError.WRONG_STATE, "portal cannot be run again");
        }
        return CommandTag.withRows(tag, 0);
    }

    void close() {
        closeResult();
        statement.closePortal();
    }

    private void closeResult() {
        if (result != null) {
            result.close();
            result = null;
        }
        if (leased != null) {
            statement.release(leased);
            leased = null;
        }
    }
}
