package io.forebay.server.wire;

import io.forebay.engine.session.Result;
import io.forebay.engine.sql.Statement;
import io.forebay.server.wire.copy.CopyOutRow;
import io.forebay.server.wire.message.MessageWriter;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Rows;
import java.io.IOException;

/** Starts a COPY with the client, and sends it the rows of one. SOURCE: PostgreSQL's manual, "COPY Operations". */
final class CopyMessages {
    private static final int TEXT = 0;

    private CopyMessages() {}

    /** @param type G for data from the client, H for data to it */
    static void start(char type, int columns, MessageWriter out) throws IOException {
        out.begin(type).int8(TEXT).int16(columns);
        for (int i = 0; i < columns; i++) {
            out.int16(TEXT);
        }
        out.end();
    }

    /** Sends all rows; returns the command's tag. */
    static String send(Statement.CopyOut statement, Result result, Conversation.Context context) throws IOException {
        Rows rows = result.rows();
        MessageWriter out = context.out();
        CopyOutRow writer = new CopyOutRow(rows.columns(), statement.text(), context.zone());
        start('H', rows.columns().size(), out);
        writer.header(out);
        long sent = 0;
        while (rows.next()) {
            if (context.activity().cancelled()) {
                throw ForebayException.cancelled();
            }
            writer.row(rows, out);
            sent++;
        }
        out.begin('c').end();
        return "COPY " + sent;
    }
}
