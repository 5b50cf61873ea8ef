package io.forebay.format.kit.value;

/** Redshift's numbers of load errors. SOURCE: Amazon Redshift Database Developer Guide, "Load error reference". */
public final class LoadError {
    public static final int OUT_OF_RANGE = 1204;
    public static final int DATE_FORMAT = 1205;
    public static final int TIMESTAMP_FORMAT = 1206;
    public static final int INVALID_DIGIT = 1207;
    public static final int FLOAT_FORMAT = 1208;
    public static final int DECIMAL_FORMAT = 1209;
    public static final int BOOLEAN_FORMAT = 1210;
    public static final int EXTRA_COLUMNS = 1202;
    public static final int EMPTY_LINE = 1211;
    public static final int MISSING_DATA = 1213;
    public static final int MISSING_DELIMITER = 1214;
    public static final int INVALID_LINE = 1216;
    public static final int NUL_FIELD = 1218;
    public static final int HEX_DIGIT = 1219;
    public static final int CODE_POINT = 1220;
    public static final int INTEGER_OVERFLOW = 1222;
    public static final int JSON_FORMAT = 1224;

    private LoadError() {}
}
