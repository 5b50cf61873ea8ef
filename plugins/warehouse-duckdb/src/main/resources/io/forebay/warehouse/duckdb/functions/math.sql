-- what is no number, or too large for one, is an error
CREATE MACRO forebay_fn.main.bounded(x) AS CASE WHEN isinf(x) THEN error('forebay:OUT_OF_RANGE:value out of range: overflow') ELSE x END;
CREATE MACRO forebay_fn.main.exp(x) AS forebay_fn.main.bounded(system.main.exp(CAST(x AS DOUBLE)));
CREATE MACRO forebay_fn.main.power(x, y) AS CASE
  WHEN x < 0 AND y <> trunc(y) THEN error('forebay:INVALID_PARAMETER:a negative number raised to a non-integer power yields a complex result')
  WHEN x = 0 AND y < 0 THEN error('forebay:INVALID_PARAMETER:zero raised to a negative power is undefined')
  ELSE forebay_fn.main.bounded(system.main.power(CAST(x AS DOUBLE), CAST(y AS DOUBLE))) END;
CREATE MACRO forebay_fn.main.pow(x, y) AS forebay_fn.main.power(x, y);
CREATE MACRO forebay_fn.main.sqrt(x) AS CASE WHEN x < 0 THEN error('forebay:INVALID_PARAMETER:cannot take square root of a negative number') ELSE system.main.sqrt(CAST(x AS DOUBLE)) END;
CREATE MACRO forebay_fn.main.ln(x) AS CASE WHEN x = 0 THEN error('forebay:INVALID_PARAMETER:cannot take logarithm of zero') WHEN x < 0 THEN error('forebay:INVALID_PARAMETER:cannot take logarithm of a negative number') ELSE system.main.ln(CAST(x AS DOUBLE)) END;
CREATE MACRO forebay_fn.main.log(x) AS CASE WHEN x = 0 THEN error('forebay:INVALID_PARAMETER:cannot take logarithm of zero') WHEN x < 0 THEN error('forebay:INVALID_PARAMETER:cannot take logarithm of a negative number') ELSE log10(CAST(x AS DOUBLE)) END,
  (base, x) AS forebay_fn.main.ln(x) / forebay_fn.main.ln(base);
CREATE MACRO forebay_fn.main.acos(x) AS CASE WHEN x < -1 OR x > 1 THEN error('forebay:OUT_OF_RANGE:input is out of range') ELSE system.main.acos(CAST(x AS DOUBLE)) END;
CREATE MACRO forebay_fn.main.asin(x) AS CASE WHEN x < -1 OR x > 1 THEN error('forebay:OUT_OF_RANGE:input is out of range') ELSE system.main.asin(CAST(x AS DOUBLE)) END;
CREATE MACRO forebay_fn.main.cot(x) AS forebay_fn.main.bounded(system.main.cot(CAST(x AS DOUBLE)));
-- DuckDB's root of 27 is a little more than 3
CREATE MACRO forebay_fn.main.cbrt(x) AS CASE WHEN system.main.power(round(system.main.cbrt(CAST(x AS DOUBLE))), 3) = x THEN round(system.main.cbrt(CAST(x AS DOUBLE))) ELSE system.main.cbrt(CAST(x AS DOUBLE)) END;
CREATE MACRO forebay_fn.main.dexp(x) AS forebay_fn.main.exp(x);
CREATE MACRO forebay_fn.main.dlog1(x) AS forebay_fn.main.ln(x);
CREATE MACRO forebay_fn.main.dlog10(x) AS forebay_fn.main.log(x);
CREATE MACRO forebay_fn.main.sign(x) AS CAST(system.main.sign(x) AS INTEGER);
CREATE MACRO forebay_fn.main.nvl2(x, a, b) AS CASE WHEN x IS NOT NULL THEN a ELSE b END;
