package io.forebay.engine.sql.copy;

import static io.forebay.engine.sql.copy.CopyParameter.*;

import io.forebay.engine.sql.text.Mistake;
import io.forebay.spi.ForebayException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which parameters do not go together, in COPY and in what it is asked to check. SOURCE: Redshift Database Developer Guide, "Data format parameters", "Data
 * conversion parameters", "Authorization parameters", "COPY from columnar data formats".
 */
final class ConflictMatrix {
    record Row(CopyParameter parameter, Set<CopyParameter> excluded) {}

    private static final Set<CopyParameter> WITH_COLUMNAR = EnumSet.of(
            PARQUET,
            ORC,
            ACCEPTINVCHARS,
            FILLRECORD,
            IAM_ROLE,
            CREDENTIALS,
            ACCESS_KEY_ID,
            SECRET_ACCESS_KEY,
            SESSION_TOKEN,
            STATUPDATE,
            MANIFEST,
            EXPLICIT_IDS,
            SERIALIZETOJSON,
            LINEAGE,
            ON,
            REJECTS);

    /** For formats that find fields by name. */
    private static final Set<CopyParameter> BY_NAME_ONLY = EnumSet.of(ON, RESCUE);

    /** What is for fields in lines: not for JSON, by the guide, and so not for what is built alike. */
    private static final Set<CopyParameter> NOT_TREES =
            EnumSet.of(CSV, DELIMITER, ESCAPE, FILLRECORD, FIXEDWIDTH, IGNOREBLANKLINES, NULL, READRATIO, REMOVEQUOTES);

    private static final List<Row> ROWS = List.of(
            new Row(CSV, EnumSet.of(FIXEDWIDTH, REMOVEQUOTES, ESCAPE)),
            new Row(FIXEDWIDTH, EnumSet.of(DELIMITER, ESCAPE)),
            new Row(SHAPEFILE, EnumSet.of(FIXEDWIDTH, REMOVEQUOTES, ESCAPE)),
            new Row(JSON, NOT_TREES),
            new Row(AVRO, with(NOT_TREES, IGNOREHEADER, QUOTE)),
            new Row(XML, with(NOT_TREES, IGNOREHEADER, QUOTE)),
            new Row(PARQUET, EnumSet.complementOf(EnumSet.copyOf(WITH_COLUMNAR))),
            new Row(ORC, EnumSet.complementOf(EnumSet.copyOf(WITH_COLUMNAR))),
            new Row(CSV, BY_NAME_ONLY),
            new Row(DELIMITER, BY_NAME_ONLY),
            new Row(FIXEDWIDTH, BY_NAME_ONLY),
            new Row(MAXERROR, EnumSet.of(IGNOREALLERRORS)),
            new Row(IAM_ROLE, EnumSet.of(ACCESS_KEY_ID, SECRET_ACCESS_KEY, SESSION_TOKEN, CREDENTIALS)),
            new Row(CREDENTIALS, EnumSet.of(ACCESS_KEY_ID, SECRET_ACCESS_KEY, SESSION_TOKEN, MASTER_SYMMETRIC_KEY)));

    record Need(CopyParameter parameter, CopyParameter needed) {}

    private static final List<Need> NEEDS = List.of(
            new Need(QUOTE, CSV),
            new Need(XML, ROWTAG),
            new Need(ROWTAG, XML),
            new Need(ACCESS_KEY_ID, SECRET_ACCESS_KEY),
            new Need(SECRET_ACCESS_KEY, ACCESS_KEY_ID),
            new Need(SESSION_TOKEN, ACCESS_KEY_ID),
            new Need(ENCRYPTED, MASTER_SYMMETRIC_KEY),
            new Need(MASTER_SYMMETRIC_KEY, ENCRYPTED));

    private static Set<CopyParameter> with(Set<CopyParameter> some, CopyParameter... more) {
        Set<CopyParameter> all = EnumSet.copyOf(some);
        all.addAll(List.of(more));
        return all;
    }

    private final CopyParameters given;
    private final CopyGrammar statement;

    ConflictMatrix(CopyParameters given, CopyGrammar statement) {
        this.given = given;
        this.statement = statement;
    }

    /** Of a COPY. */
    static void check(CopyParameters given) {
        ConflictMatrix matrix = new ConflictMatrix(given, CopyGrammar.COPY);
        matrix.check(ROWS, NEEDS);
        matrix.columnar(PARQUET);
        matrix.columnar(ORC);
        matrix.serialize();
        matrix.isUtf8(FIXEDWIDTH);
        matrix.isUtf8(AVRO);
    }

    void check(List<Row> rows, List<Need> needs) {
        rows.forEach(this::row);
        onlyOne(FORMATS);
        onlyOne(COMPRESSIONS);
        needs.forEach(this::need);
    }

    private void row(Row row) {
        if (given.has(row.parameter())) {
            row.excluded().stream().filter(given::has).findFirst().ifPresent(other -> {
                throw conflict(row.parameter(), other);
            });
        }
    }

    private void onlyOne(List<CopyParameter> group) {
        List<CopyParameter> found = group.stream().filter(given::has).toList();
        if (found.size() > 1) {
            throw conflict(found.get(0), found.get(1));
        }
    }

    private void need(Need need) {
        boolean inCredentials = need.needed() == MASTER_SYMMETRIC_KEY
                && given.argument(CREDENTIALS).orElse("").contains("master_symmetric_key=");
        if (given.has(need.parameter()) && !given.has(need.needed()) && !inCredentials) {
            throw Mistake.syntax(
                    given.offset(need.parameter()),
                    need.parameter().shown() + " needs " + need.needed().shown() + "; add it");
        }
    }

    /** Columns go by position unless it says otherwise. */
    private void columnar(CopyParameter format) {
        if (given.has(format) && given.has(ON) && given.argument(format).isEmpty()) {
            throw Mistake.syntax(
                    given.offset(ON),
                    "ON NEW COLUMN needs " + format + " 'auto', which finds columns by their names; without it they go"
                            + " by position");
        }
    }

    private void serialize() {
        if (given.has(SERIALIZETOJSON) && !given.has(PARQUET) && !given.has(ORC)) {
            throw Mistake.syntax(given.offset(SERIALIZETOJSON), "SERIALIZETOJSON needs PARQUET or ORC");
        }
    }

    private void isUtf8(CopyParameter format) {
        if (given.has(format) && !given.argument(ENCODING).orElse("utf8").equals("utf8")) {
            throw Mistake.syntax(
                    given.offset(ENCODING), format.shown() + " and ENCODING other than UTF8 cannot be used together");
        }
    }

    private ForebayException conflict(CopyParameter one, CopyParameter other) {
        boolean inOrder = given.offset(one) < given.offset(other);
        CopyParameter first = inOrder ? one : other;
        CopyParameter second = inOrder ? other : one;
        return Mistake.syntax(
                given.offset(second),
                first.shown() + " and " + second.shown() + " cannot be used together in one " + statement
                        + "; leave one out");
    }
}
