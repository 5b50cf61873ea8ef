-- the argument of the aggregate, unused but for its type, chooses among these; m has the type of a sum of DECIMALs
CREATE MACRO forebay_type.main.sum_as(s, x SMALLINT, m) AS CAST(s AS BIGINT), (s, x INTEGER, m) AS CAST(s AS BIGINT), (s, x BIGINT, m) AS s, (s, x HUGEINT, m) AS s,
  (s, x DECIMAL, m) AS s, (s, x FLOAT, m) AS s, (s, x DOUBLE, m) AS s, (s, x INTERVAL, m) AS s;
CREATE MACRO forebay_type.main.avg_as(s, x SMALLINT, m) AS CAST(trunc(s) AS BIGINT), (s, x INTEGER, m) AS CAST(trunc(s) AS BIGINT), (s, x BIGINT, m) AS CAST(trunc(s) AS BIGINT), (s, x HUGEINT, m) AS CAST(trunc(s) AS BIGINT),
  (s, x DECIMAL, m) AS cast_to_type(s, m), (s, x FLOAT, m) AS s, (s, x DOUBLE, m) AS s, (s, x INTERVAL, m) AS s;
-- casts to a text: a string in a SUPER is its content; a length is one of bytes
CREATE MACRO forebay_type.main.to_text(x) AS CASE WHEN typeof(x) = 'JSON' THEN json_extract_string(CAST(x AS JSON), '$') ELSE CAST(x AS VARCHAR) END;
CREATE MACRO forebay_type.main.to_varying(x, n) AS CASE WHEN strlen(forebay_type.main.to_text(x)) <= n THEN forebay_type.main.to_text(x) ELSE forebay_call('cut', forebay_type.main.to_text(x), CAST(n AS VARCHAR)) END;
CREATE MACRO forebay_type.main.to_fixed(x, n) AS system.main.rtrim(forebay_type.main.to_varying(x, n), ' ');
-- the same for what is worked out once only: users' functions, which may be volatile; slower
CREATE MACRO forebay_type.main.to_varying_once(x, n) AS forebay_call('cut', forebay_type.main.to_text(x), CAST(n AS VARCHAR));
CREATE MACRO forebay_type.main.to_fixed_once(x, n) AS system.main.rtrim(forebay_type.main.to_varying_once(x, n), ' ');
