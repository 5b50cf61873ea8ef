package io.forebay.warehouse.postgresql;

import io.forebay.spi.warehouse.SqlFeature;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What Redshift's SQL has and PostgreSQL's has not; the rest is in the functions that stand in schema forebay. */
final class Functions {
    static final Set<SqlFeature> LACKING =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(SqlFeature.SYSTEM_VIEWS)));

    /** PostgreSQL's length counts characters, as LEN does, and passes over a CHAR's trailing blanks too. */
    static final Map<String, String> NAMES = Map.of("nvl", "coalesce", "len", "length");

    private Functions() {}
}
