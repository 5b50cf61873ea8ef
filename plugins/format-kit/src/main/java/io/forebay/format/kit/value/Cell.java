package io.forebay.format.kit.value;

import io.forebay.format.kit.time.Moment;
import io.forebay.spi.format.Chunk;
import org.jspecify.annotations.Nullable;

/** Where the value of one field goes, and what is wrong with it if it cannot. Mutable; used by one thread. */
public final class Cell {
    private @Nullable Chunk chunk;
    private int column;
    private int row;
    private boolean nullable;
    private boolean ascii;
    private int code;
    private String reason = "";
    private byte[] scratch = new byte[0];
    private final Moment moment = new Moment();

    /** Turns to another chunk; null lets go of it. */
    public void fill(@Nullable Chunk next) {
        chunk = next;
    }

    /** Turns to another row. @param allAscii whether all fields of it are known to be ASCII */
    public void startRow(int nextRow, boolean allAscii) {
        row = nextRow;
        ascii = allAscii;
    }

    public void startColumn(int nextColumn, boolean takesNull) {
        column = nextColumn;
        nullable = takesNull;
    }

    /** Says of the next field alone whether it is known to be ASCII. */
    public void ascii(boolean known) {
        ascii = known;
    }

    /** The error of the last refusal, 1200 to 1224. */
    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    /** Says why there is no value; false, for the parser to return. */
    public boolean refuse(int errorCode, String why) {
        code = errorCode;
        reason = why;
        return false;
    }

    /** NULL, or a refusal when the column takes none. */
    public boolean setNull() {
        if (!nullable) {
            return refuse(LoadError.MISSING_DATA, "Missing data for not-null field");
        }
        target().setNull(column, row);
        return true;
    }

    public boolean ascii() {
        return ascii;
    }

    public Moment moment() {
        return moment;
    }

    /** Space for a changed copy of a field, which is never in it itself; what was in it is lost. */
    public byte[] scratch(int length) {
        if (scratch.length < length) {
            scratch = new byte[Math.max(length, 256)];
        }
        return scratch;
    }

    public boolean setLong(long value) {
        target().setLong(column, row, value);
        return true;
    }

    public boolean setWide(long high, long low) {
        target().setWide(column, row, high, low);
        return true;
    }

    public boolean setDouble(double value) {
        target().setDouble(column, row, value);
        return true;
    }

    public boolean setBytes(byte[] bytes, int from, int to) {
        target().setBytes(column, row, bytes, from, to - from);
        return true;
    }

    private Chunk target() {
        Chunk current = chunk;
        if (current == null) {
            throw new IllegalStateException("no chunk to fill");
        }
        return current;
    }
}
