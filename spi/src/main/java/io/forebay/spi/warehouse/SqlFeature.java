package io.forebay.spi.warehouse;

/**
 * What Redshift's SQL has and a warehouse may lack or read otherwise; {@link Dialect#lacks} says which, and the engine
 * rewrites those. SOURCE: Amazon Redshift Database Developer Guide, "SQL reference".
 */
public enum SqlFeature {
    /** {@code GETDATE()} and {@code SYSDATE}; {@link Dialect#localTime} stands for them. */
    CURRENT_TIME,
    /** A cast to a text cuts at the length of its type, and takes a string out of a SUPER. */
    TEXT_CASTS,
    /**
     * Redshift's functions. {@link Dialect#functionNames} and a library of Forebay's own stand for them, and rules write
     * what Redshift spells as words: date parts, DECODE, CONVERT, POSITION, the types of SUM and AVG.
     */
    FUNCTIONS,
    /** Names of types in casts: SUPER, VARBYTE, NVARCHAR, VARCHAR(MAX), FLOAT of 8 bytes, a bare DECIMAL of scale 0. */
    TYPE_NAMES,
    /** LISTAGG and PERCENTILE_CONT with WITHIN GROUP and OVER, and APPROXIMATE; {@code string_agg}, {@code quantile_cont}
     * and {@code approx_count_distinct} stand for them. */
    ORDERED_AGGREGATES,
    /** IGNORE NULLS behind a function's parentheses; the warehouse takes it inside. */
    NULLS_BEHIND,
    /** {@code SIMILAR TO} a pattern of SQL; the warehouse takes a regular expression. */
    SIMILAR_TO,
    /** Columns without a name are called as Redshift calls them. */
    OUTPUT_NAMES,
    /** {@code SELECT TOP n}. */
    TOP,
    /** {@code MINUS} between two queries. */
    MINUS,
    /** {@code DELETE t} without FROM. */
    DELETE_WITHOUT_FROM,
    /** {@code $$…$$}, {@code E'…'}, {@code #name}, and names that hold {@code $}. */
    SPELLINGS,
    /** A name in double quotes stands for the same as without, whatever its capitals; here it is folded to lower case. */
    NAMES_OF_ANY_CASE,
    /** A query in FROM without a name. */
    NAMELESS_QUERIES,
    /** {@code FIRST_VALUE(x IGNORE NULLS)}; two aggregates of Forebay's own stand for it. */
    IGNORE_NULLS,
    /** {@code * EXCLUDE (a, b)} in a list of columns. */
    EXCLUDE,
    /** {@code QUALIFY condition}. */
    QUALIFY,
    /** A name given by AS, used further on in the same list of columns. */
    LATERAL_ALIASES,
    /** {@code FROM … PIVOT (…)}. */
    PIVOT,
    /** {@code column.member[0].member} into a SUPER. */
    SUPER_PATHS,
    /** {@code RATIO_TO_REPORT(x) OVER (…)}. */
    RATIO_TO_REPORT,
    /** {@code FROM t, t.super.array AS element AT index}. */
    SUPER_UNNESTING,
    /** {@code START WITH … CONNECT BY PRIOR …}. */
    CONNECT_BY,
    /** The system views of Forebay are found without their schema; where they are not, the rule writes it. */
    SYSTEM_VIEWS
}
