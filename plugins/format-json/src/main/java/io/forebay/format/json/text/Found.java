package io.forebay.format.json.text;

/** What a document has for a column. */
public final class Found {
    /** Nothing: NULL. */
    public static final byte ABSENT = 0;

    /** An element of an array that is not there, or not that long: an error. */
    public static final byte NO_ELEMENT = 1;

    /** A member of a value that is no object: an error. */
    public static final byte NO_OBJECT = 2;

    public static final byte NULL = 3;

    /** A string without escapes; its place is that inside the quotes, here and below. */
    public static final byte TEXT = 4;

    public static final byte ESCAPED_TEXT = 5;

    /** A whole number. */
    public static final byte PLAIN = 6;

    /** A number with a point and no exponent. */
    public static final byte FRACTION = 7;

    /** A number with an exponent. */
    public static final byte EXPONENT = 8;

    /** An object or array. */
    public static final byte NESTED = 9;

    /** true or false. */
    public static final byte LITERAL = 10;

    private Found() {}
}
