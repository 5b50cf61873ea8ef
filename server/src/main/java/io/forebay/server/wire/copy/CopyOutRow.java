package io.forebay.server.wire.copy;

import io.forebay.engine.sql.ClientText;
import io.forebay.server.wire.message.MessageWriter;
import io.forebay.server.wire.type.SessionZone;
import io.forebay.server.wire.type.ValueEncoder;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes rows as CopyData, one message a row. SOURCE: PostgreSQL's manual, "COPY", File Formats. */
public final class CopyOutRow {
    private static final byte[] CONTROLS = {'\b', '\f', '\n', '\r', '\t', 0x0b};
    private static final byte[] END = {'\\', '.'};
    private static final byte[] LETTERS = {'b', 'f', 'n', 'r', 't', 'v'};

    private final List<ResultColumn> columns;
    private final ClientText text;
    private final ValueEncoder[] encoders;
    private final boolean[] quoted;
    private final byte[] nullText;
    private final byte[][] escapes = new byte[256][];

    /** Of CSV: whether a byte makes a value need quotes. */
    private final boolean[] special = new boolean[256];

    public CopyOutRow(List<ResultColumn> columns, ClientText text, SessionZone zone) {
        this.columns = columns;
        this.text = text;
        this.nullText = text.nullText().getBytes(StandardCharsets.UTF_8);
        this.encoders = new ValueEncoder[columns.size()];
        this.quoted = new boolean[columns.size()];
        for (int i = 0; i < encoders.length; i++) {
            encoders[i] = ValueEncoder.text(columns.get(i).type(), zone);
            quoted[i] = text.quotes(columns.get(i).name());
        }
        if (text.csv()) {
            csv();
        } else {
            delimited();
        }
    }

    private void csv() {
        for (char c : new char[] {text.delimiter(), text.quote(), '\n', '\r'}) {
            special[c] = true;
        }
        escapes[text.quote()] = new byte[] {(byte) text.escape(), (byte) text.quote()};
        escapes[text.escape()] = new byte[] {(byte) text.escape(), (byte) text.escape()};
    }

    private void delimited() {
        escapes['\\'] = new byte[] {'\\', '\\'};
        escapes[text.delimiter()] = new byte[] {'\\', (byte) text.delimiter()};
        for (int i = 0; i < CONTROLS.length; i++) {
            escapes[CONTROLS[i]] = new byte[] {'\\', LETTERS[i]};
        }
    }

    /** The line of the columns' names, when it is asked for. */
    public void header(MessageWriter out) throws IOException {
        if (!text.header()) {
            return;
        }
        out.begin('d');
        for (int i = 0; i < encoders.length; i++) {
            delimit(i, out);
            int from = out.place();
            out.utf8(columns.get(i).name());
            finish(from, false, out);
        }
        out.int8('\n').end();
    }

    public void row(Rows rows, MessageWriter out) throws IOException {
        out.begin('d');
        for (int i = 0; i < encoders.length; i++) {
            delimit(i, out);
            if (rows.isNull(i)) {
                out.bytes(nullText);
            } else {
                int from = out.place();
                encoders[i].encode(rows, i, out);
                finish(from, quoted[i], out);
            }
        }
        out.int8('\n').end();
    }

    private void delimit(int column, MessageWriter out) {
        if (column > 0) {
            out.int8(text.delimiter());
        }
    }

    /** Escapes the value that was written from there on. */
    private void finish(int from, boolean always, MessageWriter out) {
        if (!text.csv()) {
            out.escape(from, escapes);
        } else if (always || out.anyFrom(from, special) || meansNothing(from, out)) {
            out.escape(from, escapes).quote(from, text.quote());
        }
    }

    /** Whether the value would be read as NULL, or as the end of the data. */
    private boolean meansNothing(int from, MessageWriter out) {
        return out.isFrom(from, nullText) || (encoders.length == 1 && out.isFrom(from, END));
    }
}
