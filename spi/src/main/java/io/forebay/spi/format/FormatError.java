package io.forebay.spi.format;

import io.forebay.spi.Blame;
import io.forebay.spi.Effect;
import io.forebay.spi.ErrorCode;

/** Why an object as a whole could not be read. All of them are final for the object. */
public enum FormatError implements ErrorCode {
    /** The bytes are not of the compression that was named. */
    WRONG_COMPRESSION,
    /** A checksum or length is wrong, or the end is missing. */
    DAMAGED_FILE,
    /** The bytes are not of the encoding that was named (Redshift's 1221). */
    WRONG_ENCODING,
    /** The columns that the file says it has do not fit those of the table (Redshift's 1223). */
    WRONG_SCHEMA,
    /** A compressed file inflates to more than is allowed: it may be made to fill a disk. */
    INFLATES_TOO_FAR,
    /** ON NEW COLUMN ADD cannot add a column for a field: the table may have no more, or none of that name. */
    NO_NEW_COLUMN,
    /** The options do not fit the columns or this format. */
    BAD_OPTIONS;

    @Override
    public Blame blame() {
        return Blame.USER;
    }

    @Override
    public Effect effect() {
        return Effect.NOT_APPLIED;
    }

    @Override
    public String sqlState() {
        return "XX000";
    }
}
