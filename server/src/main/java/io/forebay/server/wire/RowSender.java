package io.forebay.server.wire;

import io.forebay.server.wire.message.MessageWriter;
import io.forebay.server.wire.type.PgType;
import io.forebay.server.wire.type.SessionZone;
import io.forebay.server.wire.type.ValueEncoder;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import java.io.IOException;
import java.util.List;

/** Sends rows as DataRow messages, each straight into the output buffer. */
final class RowSender {
    private final ValueEncoder[] encoders;
    private final Activity activity;
    private final MessageWriter out;

    private RowSender(ValueEncoder[] encoders, Activity activity, MessageWriter out) {
        this.encoders = encoders;
        this.activity = activity;
        this.out = out;
    }

    /**
     * @param described the columns that the client was told
     * @param actual those that came
     * @throws ForebayException NOT_SUPPORTED when the client could not read what came
     */
    static RowSender of(
            List<ResultColumn> described,
            List<ResultColumn> actual,
            FormatCodes formats,
            Conversation.Context context) {
        if (described.size() != actual.size()) {
            throw changed();
        }
        ValueEncoder[] encoders = new ValueEncoder[actual.size()];
        for (int i = 0; i < encoders.length; i++) {
            encoders[i] = encoder(described.get(i).type(), actual.get(i).type(), formats.binary(i), context.zone());
        }
        return new RowSender(encoders, context.activity(), context.out());
    }

    private static ValueEncoder encoder(ColumnType described, ColumnType actual, boolean binary, SessionZone zone) {
        if (described.kind() == actual.kind()) {
            return binary ? ValueEncoder.binary(actual) : ValueEncoder.text(actual, zone);
        }
        if (PgType.isText(PgType.of(described).oid())) {
            return ValueEncoder.text(actual, zone);
        }
        throw changed();
    }

    private static ForebayException changed() {
        return new ForebayException(CommonError.NOT_SUPPORTED, "cached plan must not change result type")
                .withHint("Prepare the statement again.");
    }

    /** Sends up to {@code most} rows, all for 0; returns how many. */
    long send(Rows rows, long most) throws IOException {
        long sent = 0;
        while ((most == 0 || sent < most) && rows.next()) {
            if (activity.cancelled()) {
                throw ForebayException.cancelled();
            }
            row(rows);
            sent++;
        }
        return sent;
    }

    private void row(Rows rows) throws IOException {
        out.begin('D').int16(encoders.length);
        for (int i = 0; i < encoders.length; i++) {
            if (rows.isNull(i)) {
                out.int32(-1);
            } else {
                int field = out.openField();
                encoders[i].encode(rows, i, out);
                out.closeField(field);
            }
        }
        out.end();
    }

    /** RowDescription, or NoData without columns. SOURCE: PostgreSQL's manual, "Message Formats". */
    static void describe(List<ResultColumn> columns, FormatCodes formats, MessageWriter out) throws IOException {
        if (columns.isEmpty()) {
            out.begin('n').end();
            return;
        }
        out.begin('T').int16(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            PgType type = PgType.of(columns.get(i).type());
            out.string(columns.get(i).name()).int32(0).int16(0);
            out.int32(type.oid()).int16(type.size()).int32(type.modifier()).int16(formats.code(i));
        }
        out.end();
    }
}
