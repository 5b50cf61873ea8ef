package io.forebay.spi.format;

/**
 * COPY's parameters that are on or off, under COPY's names
 * (Amazon Redshift Database Developer Guide, "Data conversion parameters" and "Data format parameters").
 */
public enum ReadFlag {
    ACCEPTANYDATE,
    BLANKSASNULL,
    EMPTYASNULL,
    ESCAPE,
    FILLRECORD,
    IGNOREBLANKLINES,
    REMOVEQUOTES,
    ROUNDEC,
    SERIALIZETOJSON,
    TRIMBLANKS,
    TRUNCATECOLUMNS
}
