package io.forebay.engine.sql.copy;

import static io.forebay.engine.sql.copy.CopyParameter.*;

import java.util.EnumSet;
import java.util.Set;

/** Which parameters a statement takes. SOURCE: Redshift Database Developer Guide, "COPY" and "UNLOAD". */
enum CopyGrammar {
    COPY(
            EnumSet.complementOf(EnumSet.of(
                    PARTITION,
                    HEADER,
                    ADDQUOTES,
                    ALLOWOVERWRITE,
                    CLEANPATH,
                    PARALLEL,
                    MAXFILESIZE,
                    ROWGROUPSIZE,
                    EXTENSION,
                    KMS_KEY_ID)),
            EnumSet.of(CSV, DELIMITER, FIXEDWIDTH, SHAPEFILE, AVRO, JSON, PARQUET, ORC, XML),
            "(CSV, DELIMITER, FIXEDWIDTH, JSON, AVRO, PARQUET, ORC, SHAPEFILE or XML)"),
    UNLOAD(
            EnumSet.of(
                    CSV,
                    JSON,
                    PARQUET,
                    FIXEDWIDTH,
                    DELIMITER,
                    GZIP,
                    BZIP2,
                    ZSTD,
                    NULL,
                    ESCAPE,
                    MANIFEST,
                    REGION,
                    ENCRYPTED,
                    MASTER_SYMMETRIC_KEY,
                    IAM_ROLE,
                    ACCESS_KEY_ID,
                    SECRET_ACCESS_KEY,
                    SESSION_TOKEN,
                    CREDENTIALS,
                    PARTITION,
                    HEADER,
                    ADDQUOTES,
                    ALLOWOVERWRITE,
                    CLEANPATH,
                    PARALLEL,
                    MAXFILESIZE,
                    ROWGROUPSIZE,
                    EXTENSION,
                    KMS_KEY_ID),
            EnumSet.of(CSV, JSON, PARQUET),
            "(CSV, JSON or PARQUET; delimited text is what UNLOAD writes without one)");

    private final Set<CopyParameter> parameters;
    private final Set<CopyParameter> formats;
    private final String expected;

    CopyGrammar(Set<CopyParameter> parameters, Set<CopyParameter> formats, String expected) {
        this.parameters = parameters;
        this.formats = formats;
        this.expected = expected;
    }

    Set<CopyParameter> parameters() {
        return parameters;
    }

    /** What may follow FORMAT. */
    Set<CopyParameter> formats() {
        return formats;
    }

    /** The formats for a message. */
    String expectedFormats() {
        return expected;
    }
}
