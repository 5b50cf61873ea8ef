package io.forebay.warehouse.postgresql;

import io.forebay.spi.warehouse.SqlFeature;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What Redshift's SQL has and PostgreSQL's has not, in words; what it calls is in the functions of schema forebay. */
final class Functions {
    static final Set<SqlFeature> LACKING = Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(
            SqlFeature.SYSTEM_VIEWS,
            SqlFeature.FUNCTIONS,
            SqlFeature.TEXT_CASTS,
            SqlFeature.ORDERED_AGGREGATES,
            SqlFeature.NULLS_BEHIND,
            SqlFeature.SIMILAR_TO,
            SqlFeature.OUTPUT_NAMES,
            SqlFeature.SUPER_UNNESTING)));

    /** PostgreSQL's length counts characters, as LEN does, and passes over a CHAR's trailing blanks too. */
    static final Map<String, String> NAMES = Map.of("nvl", "coalesce", "len", "length");

    /** Functions of rows that read nothing but their arguments. */
    static final Set<String> OF_ROWS = Set.of(
            "generate_series",
            "generate_subscripts",
            "unnest",
            "json_array_elements",
            "json_array_elements_text",
            "json_each",
            "json_each_text",
            "json_object_keys",
            "json_populate_recordset",
            "json_to_recordset",
            "jsonb_array_elements",
            "jsonb_array_elements_text",
            "jsonb_each",
            "jsonb_each_text",
            "jsonb_object_keys",
            "jsonb_path_query",
            "jsonb_path_query_tz",
            "jsonb_populate_recordset",
            "jsonb_to_recordset",
            "pg_get_keywords",
            "pg_options_to_table",
            "pg_timezone_abbrevs",
            "pg_timezone_names",
            "regexp_matches",
            "regexp_split_to_table",
            "string_to_table",
            "aclexplode",
            "ts_debug",
            "ts_parse",
            "ts_token_type");

    private Functions() {}
}
