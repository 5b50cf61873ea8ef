package io.forebay.engine.sql.copy;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The parameters of COPY and UNLOAD. SOURCE: Redshift Database Developer Guide, "COPY parameter reference" and "UNLOAD";
 * XML and ROWTAG are an extension, after AWS Glue's rowTag, as are LINEAGE, ON NEW COLUMN, RESCUE and REJECTS INTO, and PARQUET 'auto', after AVRO 'auto'.
 */
enum CopyParameter {
    CSV(Shape.FLAG),
    JSON(Shape.MAYBE_TEXT),
    AVRO(Shape.MAYBE_TEXT),
    PARQUET(Shape.MAYBE_TEXT),
    ORC(Shape.MAYBE_TEXT),
    SHAPEFILE(Shape.SHAPEFILE),
    XML(Shape.FLAG),
    ROWTAG(Shape.TEXT),
    FIXEDWIDTH(Shape.TEXT),
    DELIMITER(Shape.TEXT),
    QUOTE(Shape.TEXT),
    SERIALIZETOJSON(Shape.FLAG),
    GZIP(Shape.FLAG),
    BZIP2(Shape.FLAG),
    LZOP(Shape.FLAG),
    ZSTD(Shape.FLAG),
    ENCODING(Shape.WORD),
    IGNOREHEADER(Shape.NUMBER),
    NULL(Shape.TEXT),
    DATEFORMAT(Shape.TEXT),
    TIMEFORMAT(Shape.TEXT),
    ACCEPTANYDATE(Shape.FLAG),
    ACCEPTINVCHARS(Shape.MAYBE_TEXT),
    BLANKSASNULL(Shape.FLAG),
    EMPTYASNULL(Shape.FLAG),
    ESCAPE(Shape.FLAG),
    EXPLICIT_IDS(Shape.FLAG),
    FILLRECORD(Shape.FLAG),
    IGNOREBLANKLINES(Shape.FLAG),
    REMOVEQUOTES(Shape.FLAG),
    ROUNDEC(Shape.FLAG),
    TRIMBLANKS(Shape.FLAG),
    TRUNCATECOLUMNS(Shape.FLAG),
    MAXERROR(Shape.NUMBER),
    IGNOREALLERRORS(Shape.FLAG),
    NOLOAD(Shape.FLAG),
    COMPUPDATE(Shape.SWITCH),
    COMPROWS(Shape.NUMBER),
    STATUPDATE(Shape.SWITCH),
    MANIFEST(Shape.FLAG),
    LINEAGE(Shape.LINEAGE),
    /** Written {@code ON NEW COLUMN ADD | IGNORE | ERROR}. */
    ON(Shape.NEW_COLUMN),
    /** Written {@code RESCUE [COLUMN] name}. */
    RESCUE(Shape.COLUMN),
    /** Written {@code REJECTS INTO table}. */
    REJECTS(Shape.TABLE),
    REGION(Shape.TEXT),
    ENCRYPTED(Shape.FLAG),
    MASTER_SYMMETRIC_KEY(Shape.TEXT),
    IAM_ROLE(Shape.ROLE),
    ACCESS_KEY_ID(Shape.TEXT),
    SECRET_ACCESS_KEY(Shape.TEXT),
    SESSION_TOKEN(Shape.TEXT),
    CREDENTIALS(Shape.TEXT),
    SSH(Shape.FLAG),
    READRATIO(Shape.NUMBER),
    PARTITION(Shape.PARTITION),
    HEADER(Shape.FLAG),
    ADDQUOTES(Shape.FLAG),
    ALLOWOVERWRITE(Shape.FLAG),
    CLEANPATH(Shape.FLAG),
    PARALLEL(Shape.SWITCH),
    MAXFILESIZE(Shape.SIZE),
    ROWGROUPSIZE(Shape.SIZE),
    EXTENSION(Shape.TEXT),
    KMS_KEY_ID(Shape.TEXT);

    /** What follows the parameter's name; AS may stand in front of it. */
    enum Shape {
        FLAG,
        TEXT,
        MAYBE_TEXT,
        NUMBER,
        WORD,
        SWITCH,
        ROLE,
        LINEAGE,
        NEW_COLUMN,
        COLUMN,
        TABLE,
        SHAPEFILE,
        SIZE,
        PARTITION
    }

    /** The parameters that say how a file is laid out: a COPY has at most one. */
    static final List<CopyParameter> FORMATS = List.of(CSV, FIXEDWIDTH, JSON, AVRO, PARQUET, ORC, SHAPEFILE, XML);

    static final List<CopyParameter> COMPRESSIONS = List.of(GZIP, BZIP2, LZOP, ZSTD);

    private final Shape shape;

    CopyParameter(Shape shape) {
        this.shape = shape;
    }

    Shape shape() {
        return shape;
    }

    /** Whether its argument must never be shown. */
    boolean secret() {
        return switch (this) {
            case ACCESS_KEY_ID, SECRET_ACCESS_KEY, SESSION_TOKEN, MASTER_SYMMETRIC_KEY, KMS_KEY_ID, CREDENTIALS -> true;
            default -> false;
        };
    }

    /** The name for messages. */
    String shown() {
        return switch (this) {
            case NULL -> "NULL AS";
            case ON -> "ON NEW COLUMN";
            case REJECTS -> "REJECTS INTO";
            case PARTITION -> "PARTITION BY";
            default -> name();
        };
    }

    /** @param word in lower case */
    static Optional<CopyParameter> find(String word, Collection<CopyParameter> among) {
        String name = word.toUpperCase(Locale.ROOT);
        return among.stream().filter(p -> p.name().equals(name)).findFirst();
    }
}
