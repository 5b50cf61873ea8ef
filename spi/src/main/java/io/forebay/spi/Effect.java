package io.forebay.spi;

/** What an operation that failed has left behind. */
public enum Effect {
    /** Nothing was changed: the operation may be repeated. */
    NOT_APPLIED,
    /** It is not known whether the change is durable (a lost commit reply): look before repeating. */
    UNKNOWN
}
