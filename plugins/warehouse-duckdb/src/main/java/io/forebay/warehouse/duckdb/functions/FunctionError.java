package io.forebay.warehouse.duckdb.functions;

import io.forebay.spi.CommonError;

/** Why a function refuses its arguments; DuckDB hands the text on, from which the error is read again. */
public final class FunctionError extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** How the text of such an error starts. */
    static final String PREFIX = "forebay:";

    private final CommonError code;

    public FunctionError(CommonError code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static FunctionError invalid(String message) {
        return new FunctionError(CommonError.INVALID_PARAMETER, message);
    }

    static FunctionError datetime(String message) {
        return new FunctionError(CommonError.INVALID_DATETIME, message);
    }

    @Override
    public String toString() {
        return PREFIX + code.name() + ":" + getMessage();
    }
}
