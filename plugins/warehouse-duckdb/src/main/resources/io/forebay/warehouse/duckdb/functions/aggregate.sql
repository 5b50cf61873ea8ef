-- the argument of the aggregate, unused but for its type, chooses among these; m has the type of a sum of DECIMALs
CREATE MACRO forebay_fn.main.sum_as(s, x SMALLINT, m) AS CAST(s AS BIGINT), (s, x INTEGER, m) AS CAST(s AS BIGINT), (s, x BIGINT, m) AS s, (s, x HUGEINT, m) AS s,
  (s, x DECIMAL, m) AS s, (s, x FLOAT, m) AS s, (s, x DOUBLE, m) AS s, (s, x INTERVAL, m) AS s;
CREATE MACRO forebay_fn.main.avg_as(s, x SMALLINT, m) AS CAST(trunc(s) AS BIGINT), (s, x INTEGER, m) AS CAST(trunc(s) AS BIGINT), (s, x BIGINT, m) AS CAST(trunc(s) AS BIGINT), (s, x HUGEINT, m) AS CAST(trunc(s) AS BIGINT),
  (s, x DECIMAL, m) AS cast_to_type(s, m), (s, x FLOAT, m) AS s, (s, x DOUBLE, m) AS s, (s, x INTERVAL, m) AS s;
