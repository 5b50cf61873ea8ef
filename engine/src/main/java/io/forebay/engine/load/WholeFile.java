package io.forebay.engine.load;

import io.forebay.spi.CommonError;
import io.forebay.spi.ErrorCode;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;

/** A file that could not be read at all, as a row of {@code stl_load_errors} with line 0. */
final class WholeFile {
    private static final int UNKNOWN_PARSE_ERROR = 1200;
    private static final int FILE_NOT_FOUND = 1212;
    private static final int INVALID_LINE = 1216;
    private static final int EXTRA_COLUMNS = 1202;
    private static final int WRONG_ENCODING = 1221;
    private static final int INVALID_TYPE = 1223;

    /** Redshift's code of what S3 itself refuses (S3ServiceException). */
    private static final int STORE_REFUSED = 8001;

    private WholeFile() {}

    static RejectedRow rejected(ObjectUri object, ForebayException reason) {
        String message = String.valueOf(reason.getMessage());
        String shown =
                message.length() > RejectedRow.MAX_REASON ? message.substring(0, RejectedRow.MAX_REASON) : message;
        return new RejectedRow(object, 0, null, -1, "", "", code(reason.code()), shown);
    }

    /** The same with the whole reason as the raw line, where it is not cut: when it tells of more than the file. */
    static RejectedRow told(ObjectUri object, ForebayException reason) {
        RejectedRow row = rejected(object, reason);
        String message = String.valueOf(reason.getMessage());
        String line = message.substring(0, Math.min(message.length(), RejectedRow.MAX_TEXT))
                .replaceAll("[^ -~]", ".");
        return new RejectedRow(object, 0, null, -1, line, "", row.code(), row.reason());
    }

    /** The nearest of Redshift's numbers. SOURCE: Amazon Redshift Database Developer Guide, "Load error reference". */
    private static int code(ErrorCode reason) {
        if (reason instanceof FormatError format) {
            return code(format);
        }
        if (reason == CommonError.UNDEFINED_OBJECT) {
            return FILE_NOT_FOUND;
        }
        return reason instanceof StoreError store ? code(store) : UNKNOWN_PARSE_ERROR;
    }

    private static int code(FormatError reason) {
        return switch (reason) {
            case WRONG_ENCODING -> WRONG_ENCODING;
            case DAMAGED_FILE, WRONG_COMPRESSION, INFLATES_TOO_FAR -> INVALID_LINE;
            case NO_NEW_COLUMN -> EXTRA_COLUMNS;
            case WRONG_SCHEMA -> INVALID_TYPE;
            case BAD_OPTIONS -> UNKNOWN_PARSE_ERROR;
        };
    }

    private static int code(StoreError reason) {
        return switch (reason) {
            case NOT_DECRYPTED -> INVALID_LINE;
            case OBJECT_NOT_FOUND, BUCKET_NOT_FOUND, INVALID_KEY -> FILE_NOT_FOUND;
            case ACCESS_DENIED, STORE_AWAY, OBJECT_CHANGED -> STORE_REFUSED;
        };
    }
}
