-- What Redshift's SQL calls and PostgreSQL's has not, or not for these types. Found through the search path, behind
-- PostgreSQL's own; one text for PostgreSQL 14 to 17. IgnoreNullsRule names first_known and last_known.

-- FIRST_VALUE and LAST_VALUE with IGNORE NULLS. Strict: a NULL changes nothing, and the first value is taken as it is.
CREATE OR REPLACE FUNCTION forebay.first_known_step(known anyelement, anyelement) RETURNS anyelement
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT $1';
CREATE OR REPLACE FUNCTION forebay.last_known_step(known anyelement, anyelement) RETURNS anyelement
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT $2';
CREATE OR REPLACE AGGREGATE forebay.first_known(anyelement) (
    SFUNC = forebay.first_known_step, STYPE = anyelement, PARALLEL = SAFE);
CREATE OR REPLACE AGGREGATE forebay.last_known(anyelement) (
    SFUNC = forebay.last_known_step, STYPE = anyelement, PARALLEL = SAFE);

-- PostgreSQL has any_value itself since 16.
CREATE OR REPLACE AGGREGATE forebay.any_value(anyelement) (
    SFUNC = forebay.first_known_step, STYPE = anyelement, PARALLEL = SAFE);

-- MEDIAN, also over a window: of numbers it is exact.
CREATE OR REPLACE FUNCTION forebay.median_of(numbers numeric[]) RETURNS numeric
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS 'SELECT avg(n) FROM (SELECT n FROM unnest(numbers) AS n WHERE n IS NOT NULL ORDER BY n
        LIMIT 2 - (SELECT count(n) FROM unnest(numbers) AS n) % 2
        OFFSET greatest((SELECT count(n) FROM unnest(numbers) AS n) - 1, 0) / 2) AS middle';
CREATE OR REPLACE FUNCTION forebay.median_of(numbers double precision[]) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS 'SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY n) FROM unnest(numbers) AS n';
CREATE OR REPLACE AGGREGATE forebay.median(numeric) (
    SFUNC = array_append, STYPE = numeric[], FINALFUNC = forebay.median_of, INITCOND = '{}');
CREATE OR REPLACE AGGREGATE forebay.median(double precision) (
    SFUNC = array_append, STYPE = double precision[], FINALFUNC = forebay.median_of, INITCOND = '{}');

CREATE OR REPLACE FUNCTION forebay.last_day(day timestamp) RETURNS date
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS 'SELECT (date_trunc(''month'', $1) + interval ''1 month'' - interval ''1 day'')::date';

-- PostgreSQL would make a TIMESTAMPTZ of a DATE.
CREATE OR REPLACE FUNCTION forebay.date_trunc(part text, day date) RETURNS timestamp
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT pg_catalog.date_trunc($1, $2::timestamp)';

CREATE OR REPLACE FUNCTION forebay.json_array_length(list text) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT pg_catalog.json_array_length($1::json)';

CREATE OR REPLACE FUNCTION forebay.round(number double precision, digits integer) RETURNS double precision
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS 'SELECT CASE WHEN $1 IN (''NaN'', ''Infinity'', ''-Infinity'') THEN $1
        ELSE pg_catalog.round($1::numeric, $2)::double precision END';
CREATE OR REPLACE FUNCTION forebay.trunc(number double precision, digits integer) RETURNS double precision
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS 'SELECT CASE WHEN $1 IN (''NaN'', ''Infinity'', ''-Infinity'') THEN $1
        ELSE pg_catalog.trunc($1::numeric, $2)::double precision END';

-- Two values of which neither is text: 1 || 2. There is no CREATE OR REPLACE OPERATOR, and a view may hold on to it.
CREATE OR REPLACE FUNCTION forebay.concatenated(anycompatiblenonarray, anycompatiblenonarray) RETURNS text
    LANGUAGE sql STABLE STRICT PARALLEL SAFE AS 'SELECT $1::text || $2::text';
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_operator WHERE oprname = '||' AND oprnamespace = 'forebay'::regnamespace) THEN
        CREATE OPERATOR forebay.|| (
            LEFTARG = anycompatiblenonarray, RIGHTARG = anycompatiblenonarray, FUNCTION = forebay.concatenated);
    END IF;
END
$$;
