package io.forebay.format.kit.columnar;

/**
 * Why a value is none of its column.
 *
 * @param code Redshift's number
 * @param raw the value as it is in the file, for {@code stl_load_errors}
 */
record Failure(int code, String reason, String raw) {}
