package io.forebay.engine.sql.copy;

import static io.forebay.engine.sql.copy.CopyParameter.*;

import io.forebay.engine.sql.text.Mistake;
import io.forebay.spi.ForebayException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which parameters of COPY do not go together. SOURCE: Redshift Database Developer Guide, "Data format parameters", "Data
 * conversion parameters", "Authorization parameters", "COPY from columnar data formats".
 */
final class ConflictMatrix {
    private record Row(CopyParameter parameter, Set<CopyParameter> excluded) {}

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
            RESCUE);

    /** For formats that find fields by name. */
    private static final Set<CopyParameter> BY_NAME_ONLY = EnumSet.of(ON, RESCUE);

    private static final List<Row> ROWS = List.of(
            new Row(CSV, EnumSet.of(FIXEDWIDTH, REMOVEQUOTES, ESCAPE)),
            new Row(FIXEDWIDTH, EnumSet.of(DELIMITER, ESCAPE)),
            new Row(SHAPEFILE, EnumSet.of(FIXEDWIDTH, REMOVEQUOTES, ESCAPE)),
            new Row(
                    JSON,
                    EnumSet.of(
                            CSV,
                            DELIMITER,
                            ESCAPE,
                            FILLRECORD,
                            FIXEDWIDTH,
                            IGNOREBLANKLINES,
                            NULL,
                            READRATIO,
                            REMOVEQUOTES)),
            new Row(PARQUET, EnumSet.complementOf(EnumSet.copyOf(WITH_COLUMNAR))),
            new Row(ORC, EnumSet.complementOf(EnumSet.copyOf(WITH_COLUMNAR))),
            new Row(CSV, BY_NAME_ONLY),
            new Row(DELIMITER, BY_NAME_ONLY),
            new Row(FIXEDWIDTH, BY_NAME_ONLY),
            new Row(MAXERROR, EnumSet.of(IGNOREALLERRORS)),
            new Row(IAM_ROLE, EnumSet.of(ACCESS_KEY_ID, SECRET_ACCESS_KEY, SESSION_TOKEN, CREDENTIALS)),
            new Row(CREDENTIALS, EnumSet.of(ACCESS_KEY_ID, SECRET_ACCESS_KEY, SESSION_TOKEN, MASTER_SYMMETRIC_KEY)));

    private record Need(CopyParameter parameter, CopyParameter needed) {}

    private static final List<Need> NEEDS = List.of(
            new Need(QUOTE, CSV),
            new Need(ACCESS_KEY_ID, SECRET_ACCESS_KEY),
            new Need(SECRET_ACCESS_KEY, ACCESS_KEY_ID),
            new Need(SESSION_TOKEN, ACCESS_KEY_ID),
            new Need(ENCRYPTED, MASTER_SYMMETRIC_KEY),
            new Need(MASTER_SYMMETRIC_KEY, ENCRYPTED));

    private final CopyParameters given;

    private ConflictMatrix(CopyParameters given) {
        this.given = given;
    }

    static void check(CopyParameters given) {
        ConflictMatrix matrix = new ConflictMatrix(given);
        for (Row row : ROWS) {
            matrix.row(row);
        }
        matrix.onlyOne(FORMATS);
        matrix.onlyOne(COMPRESSIONS);
        NEEDS.forEach(matrix::need);
        matrix.serialize();
        matrix.fixedWidthIsUtf8();
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

    private void serialize() {
        if (given.has(SERIALIZETOJSON) && !given.has(PARQUET) && !given.has(ORC)) {
            throw Mistake.syntax(given.offset(SERIALIZETOJSON), "SERIALIZETOJSON needs PARQUET or ORC");
        }
    }

    private void fixedWidthIsUtf8() {
        if (given.has(FIXEDWIDTH) && !given.argument(ENCODING).orElse("utf8").equals("utf8")) {
            throw Mistake.syntax(
                    given.offset(ENCODING), "FIXEDWIDTH and ENCODING other than UTF8 cannot be used together");
        }
    }

    private ForebayException conflict(CopyParameter one, CopyParameter other) {
        boolean inOrder = given.offset(one) < given.offset(other);
        CopyParameter first = inOrder ? one : other;
        CopyParameter second = inOrder ? other : one;
        return Mistake.syntax(
                given.offset(second),
                first.shown() + " and " + second.shown() + " cannot be used together in one COPY; leave one out");
    }
}
