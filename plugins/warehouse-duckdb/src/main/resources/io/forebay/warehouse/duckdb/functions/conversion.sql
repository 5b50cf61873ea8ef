CREATE MACRO forebay_fn.main.to_char(x, f) AS forebay_call('to_char', typeof(x), CAST(x AS VARCHAR), CAST(f AS VARCHAR));
CREATE MACRO forebay_fn.main.to_date(s, f) AS CAST(forebay_call('to_date', CAST(s AS VARCHAR), CAST(f AS VARCHAR), 'false') AS DATE),
  (s, f, strict) AS CAST(forebay_call('to_date', CAST(s AS VARCHAR), CAST(f AS VARCHAR), CAST(strict AS VARCHAR)) AS DATE);
CREATE MACRO forebay_fn.main.to_timestamp(s, f) AS CAST(CAST(forebay_call('to_timestamp', CAST(s AS VARCHAR), CAST(f AS VARCHAR), 'false') AS TIMESTAMP) AS TIMESTAMPTZ),
  (s, f, strict) AS CAST(CAST(forebay_call('to_timestamp', CAST(s AS VARCHAR), CAST(f AS VARCHAR), CAST(strict AS VARCHAR)) AS TIMESTAMP) AS TIMESTAMPTZ);
-- the third argument is a NULL of the type that the format asks for; the rule of TO_NUMBER writes it
CREATE MACRO forebay_fn.main.to_number(s, f) AS CAST(forebay_call('to_number', CAST(s AS VARCHAR), CAST(f AS VARCHAR)) AS DECIMAL(38, 10)),
  (s, f, witness) AS cast_to_type(forebay_call('to_number', CAST(s AS VARCHAR), CAST(f AS VARCHAR)), witness);
