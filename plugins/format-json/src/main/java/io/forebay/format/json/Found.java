package io.forebay.format.json;

/** What a document has for a column. */
final class Found {
    /** Nothing: NULL. */
    static final byte ABSENT = 0;

    /** An element of an array that is not there, or not that long: an error. */
    static final byte NO_ELEMENT = 1;

    /** A member of a value that is no object: an error. */
    static final byte NO_OBJECT = 2;

    static final byte NULL = 3;

    /** A string without escapes; its place is that inside the quotes, here and below. */
    static final byte TEXT = 4;

    static final byte ESCAPED_TEXT = 5;

    /** A whole number. */
    static final byte PLAIN = 6;

    /** A number with a point and no exponent. */
    static final byte FRACTION = 7;

    /** A number with an exponent. */
    static final byte EXPONENT = 8;

    /** An object or array. */
    static final byte NESTED = 9;

    /** true or false. */
    static final byte LITERAL = 10;

    private Found() {}
}
