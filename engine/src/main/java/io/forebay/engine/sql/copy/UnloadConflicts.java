package io.forebay.engine.sql.copy;

import static io.forebay.engine.sql.copy.CopyParameter.*;

import io.forebay.engine.sql.copy.ConflictMatrix.Need;
import io.forebay.engine.sql.copy.ConflictMatrix.Row;
import io.forebay.engine.sql.text.Mistake;
import java.util.EnumSet;
import java.util.List;

/** Which parameters of UNLOAD do not go together. SOURCE: Redshift Database Developer Guide, "UNLOAD". */
final class UnloadConflicts {
    private static final List<Row> ROWS = List.of(
            new Row(CSV, EnumSet.of(FIXEDWIDTH, ESCAPE)),
            new Row(
                    PARQUET,
                    EnumSet.of(CSV, JSON, DELIMITER, FIXEDWIDTH, ADDQUOTES, ESCAPE, NULL, HEADER, GZIP, BZIP2, ZSTD)),
            new Row(JSON, EnumSet.of(CSV, DELIMITER, HEADER, FIXEDWIDTH, ADDQUOTES, ESCAPE, NULL)),
            new Row(FIXEDWIDTH, EnumSet.of(DELIMITER, HEADER, ESCAPE, ADDQUOTES)),
            new Row(ALLOWOVERWRITE, EnumSet.of(CLEANPATH)),
            new Row(KMS_KEY_ID, EnumSet.of(MASTER_SYMMETRIC_KEY)),
            new Row(IAM_ROLE, EnumSet.of(ACCESS_KEY_ID, SECRET_ACCESS_KEY, SESSION_TOKEN, CREDENTIALS)),
            new Row(
                    CREDENTIALS,
                    EnumSet.of(ACCESS_KEY_ID, SECRET_ACCESS_KEY, SESSION_TOKEN, MASTER_SYMMETRIC_KEY, KMS_KEY_ID)));

    private static final List<Need> NEEDS = List.of(
            new Need(ROWGROUPSIZE, PARQUET),
            new Need(KMS_KEY_ID, ENCRYPTED),
            new Need(MASTER_SYMMETRIC_KEY, ENCRYPTED),
            new Need(ACCESS_KEY_ID, SECRET_ACCESS_KEY),
            new Need(SECRET_ACCESS_KEY, ACCESS_KEY_ID),
            new Need(SESSION_TOKEN, ACCESS_KEY_ID));

    private UnloadConflicts() {}

    static void check(CopyParameters given) {
        if (given.has(CSV) && given.has(ADDQUOTES)) {
            throw Mistake.syntax(given.offset(ADDQUOTES), "ADDQUOTES is not supported for UNLOAD to CSV");
        }
        for (CopyParameter format : List.of(JSON, PARQUET)) {
            if (given.has(format) && given.argument(format).isPresent()) {
                throw Mistake.syntax(given.offset(format), format + " has no argument in UNLOAD; leave the string out");
            }
        }
        new ConflictMatrix(given, CopyGrammar.UNLOAD).check(ROWS, NEEDS);
        encryption(given);
    }

    private static void encryption(CopyParameters given) {
        boolean masterKey = given.argument(CREDENTIALS).orElse("").contains("master_symmetric_key=");
        if (given.has(PARQUET) && (masterKey || given.has(MASTER_SYMMETRIC_KEY))) {
            throw Mistake.syntax(
                    given.offset(PARQUET),
                    "PARQUET and a master symmetric key cannot be used together in one UNLOAD; let the store encrypt:"
                            + " ENCRYPTED KMS_KEY_ID 'key'");
        }
        if (given.argument(ENCRYPTED).isPresent()
                && (masterKey || given.has(KMS_KEY_ID) || given.has(MASTER_SYMMETRIC_KEY))) {
            throw Mistake.syntax(
                    given.offset(ENCRYPTED),
                    "ENCRYPTED AUTO takes the bucket's own key; leave AUTO out, or the other key");
        }
    }
}
