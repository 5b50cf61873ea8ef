CREATE MACRO forebay_fn.main.is_valid_json(s) AS json_valid(CAST(s AS VARCHAR));
CREATE MACRO forebay_fn.main.can_json_parse(s) AS json_valid(CAST(s AS VARCHAR));
CREATE MACRO forebay_fn.main.is_valid_json_array(s) AS CASE WHEN json_valid(CAST(s AS VARCHAR)) THEN json_type(CAST(CAST(s AS VARCHAR) AS JSON)) = 'ARRAY' ELSE CASE WHEN s IS NOT NULL THEN false END END;
-- the text as JSON; NULL or an error where it is none
CREATE MACRO forebay_fn.main.json_of(s, lenient) AS CASE WHEN json_valid(CAST(s AS VARCHAR)) THEN CAST(CAST(s AS VARCHAR) AS JSON) WHEN s IS NOT NULL AND NOT coalesce(lenient, false) THEN error('forebay:INVALID_TEXT:Invalid JSON: ' || CAST(s AS VARCHAR)) END;
CREATE MACRO forebay_fn.main.json_array_of(s, lenient) AS CASE WHEN json_type(forebay_fn.main.json_of(s, lenient)) = 'ARRAY' THEN forebay_fn.main.json_of(s, lenient) WHEN s IS NOT NULL AND NOT coalesce(lenient, false) THEN error('forebay:INVALID_TEXT:Invalid JSON array: ' || CAST(s AS VARCHAR)) END;
CREATE MACRO forebay_fn.main.json_array_length(s) AS CAST(system.main.json_array_length(forebay_fn.main.json_array_of(s, false)) AS INTEGER),
  (s, lenient) AS CAST(system.main.json_array_length(forebay_fn.main.json_array_of(s, lenient)) AS INTEGER);
CREATE MACRO forebay_fn.main.json_extract_array_element_text(s, n) AS CASE WHEN n >= 0 THEN json_extract_string(forebay_fn.main.json_array_of(s, false), '/' || CAST(n AS VARCHAR)) END,
  (s, n, lenient) AS CASE WHEN n >= 0 THEN json_extract_string(forebay_fn.main.json_array_of(s, lenient), '/' || CAST(n AS VARCHAR)) END;
CREATE MACRO forebay_fn.main.json_step(p) AS '/' || replace(replace(CAST(p AS VARCHAR), '~', '~0'), '/', '~1');
-- the last argument may be whether invalid text gives NULL
CREATE MACRO forebay_fn.main.json_last_step(p) AS CASE WHEN typeof(p) = 'BOOLEAN' THEN '' ELSE forebay_fn.main.json_step(p) END;
CREATE MACRO forebay_fn.main.json_lenient(p) AS CASE WHEN typeof(p) = 'BOOLEAN' THEN CAST(CAST(p AS VARCHAR) AS BOOLEAN) ELSE false END;
CREATE MACRO forebay_fn.main.json_extract_path_text(s, a) AS json_extract_string(forebay_fn.main.json_of(s, forebay_fn.main.json_lenient(a)), forebay_fn.main.json_last_step(a)),
  (s, a, b) AS json_extract_string(forebay_fn.main.json_of(s, forebay_fn.main.json_lenient(b)), forebay_fn.main.json_step(a) || forebay_fn.main.json_last_step(b)),
  (s, a, b, c) AS json_extract_string(forebay_fn.main.json_of(s, forebay_fn.main.json_lenient(c)), forebay_fn.main.json_step(a) || forebay_fn.main.json_step(b) || forebay_fn.main.json_last_step(c)),
  (s, a, b, c, d) AS json_extract_string(forebay_fn.main.json_of(s, forebay_fn.main.json_lenient(d)), forebay_fn.main.json_step(a) || forebay_fn.main.json_step(b) || forebay_fn.main.json_step(c) || forebay_fn.main.json_last_step(d)),
  (s, a, b, c, d, e) AS json_extract_string(forebay_fn.main.json_of(s, forebay_fn.main.json_lenient(e)), forebay_fn.main.json_step(a) || forebay_fn.main.json_step(b) || forebay_fn.main.json_step(c) || forebay_fn.main.json_step(d) || forebay_fn.main.json_last_step(e)),
  (s, a, b, c, d, e, f) AS json_extract_string(forebay_fn.main.json_of(s, forebay_fn.main.json_lenient(f)), forebay_fn.main.json_step(a) || forebay_fn.main.json_step(b) || forebay_fn.main.json_step(c) || forebay_fn.main.json_step(d) || forebay_fn.main.json_step(e) || forebay_fn.main.json_last_step(f));
CREATE MACRO forebay_fn.main.json_serialize(x) AS CAST(CAST(x AS JSON) AS VARCHAR);
CREATE MACRO forebay_fn.main.json_size(x) AS CAST(strlen(CAST(CAST(x AS JSON) AS VARCHAR)) AS BIGINT);
CREATE MACRO forebay_fn.main.json_typeof(x) AS CASE json_type(CAST(x AS JSON)) WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' WHEN 'NULL' THEN 'null' ELSE CASE WHEN x IS NOT NULL THEN 'number' END END;
CREATE MACRO forebay_fn.main.is_array(x) AS json_type(CAST(x AS JSON)) = 'ARRAY';
CREATE MACRO forebay_fn.main.is_object(x) AS json_type(CAST(x AS JSON)) = 'OBJECT';
CREATE MACRO forebay_fn.main.is_scalar(x) AS json_type(CAST(x AS JSON)) NOT IN ('ARRAY', 'OBJECT', 'NULL');
CREATE MACRO forebay_fn.main.is_boolean(x) AS json_type(CAST(x AS JSON)) = 'BOOLEAN';
CREATE MACRO forebay_fn.main.is_varchar(x) AS json_type(CAST(x AS JSON)) = 'VARCHAR';
CREATE MACRO forebay_fn.main.is_char(x) AS json_type(CAST(x AS JSON)) = 'VARCHAR';
CREATE MACRO forebay_fn.main.json_whole(x) AS CASE WHEN json_type(CAST(x AS JSON)) IN ('BIGINT', 'UBIGINT') THEN CAST(CAST(CAST(x AS JSON) AS VARCHAR) AS HUGEINT) END;
CREATE MACRO forebay_fn.main.is_smallint(x) AS CASE WHEN x IS NOT NULL THEN coalesce(forebay_fn.main.json_whole(x) BETWEEN -32768 AND 32767, false) END;
CREATE MACRO forebay_fn.main.is_integer(x) AS CASE WHEN x IS NOT NULL THEN coalesce(forebay_fn.main.json_whole(x) BETWEEN -2147483648 AND 2147483647, false) END;
CREATE MACRO forebay_fn.main.is_bigint(x) AS CASE WHEN x IS NOT NULL THEN coalesce(forebay_fn.main.json_whole(x) BETWEEN -9223372036854775808 AND 9223372036854775807, false) END;
CREATE MACRO forebay_fn.main.is_decimal(x) AS json_type(CAST(x AS JSON)) = 'DOUBLE';
CREATE MACRO forebay_fn.main.is_float(x) AS json_type(CAST(x AS JSON)) = 'DOUBLE';
CREATE MACRO forebay_fn.main.decimal_scale(x) AS CASE WHEN json_type(CAST(x AS JSON)) IN ('BIGINT', 'UBIGINT', 'DOUBLE') THEN CAST(system.main.length(system.main.split_part(CAST(CAST(x AS JSON) AS VARCHAR), '.', 2)) AS INTEGER) END;
CREATE MACRO forebay_fn.main.decimal_precision(x) AS CASE WHEN json_type(CAST(x AS JSON)) IN ('BIGINT', 'UBIGINT', 'DOUBLE') THEN CAST(system.main.length(system.main.ltrim(replace(replace(CAST(CAST(x AS JSON) AS VARCHAR), '-', ''), '.', ''), '0')) AS INTEGER) END;
CREATE MACRO forebay_fn.main.get_array_length(x) AS CASE WHEN json_type(CAST(x AS JSON)) = 'ARRAY' THEN CAST(system.main.json_array_length(CAST(x AS JSON)) AS INTEGER) END;
CREATE MACRO forebay_fn.main.json_list(x) AS json_extract(CAST(x AS JSON), '$[*]');
CREATE MACRO forebay_fn.main.array_concat(a, b) AS to_json(list_concat(forebay_fn.main.json_list(a), forebay_fn.main.json_list(b)));
CREATE MACRO forebay_fn.main.array_flatten(x) AS to_json(flatten(list_transform(forebay_fn.main.json_list(x), lambda e: CASE WHEN json_type(e) = 'ARRAY' THEN json_extract(e, '$[*]') ELSE [e] END)));
CREATE MACRO forebay_fn.main.array_contains(x, v) AS list_contains(forebay_fn.main.json_list(x), to_json(v));
CREATE MACRO forebay_fn.main.array_position(x, v) AS CAST(coalesce(list_position(forebay_fn.main.json_list(x), to_json(v)), 0) - 1 AS INTEGER);
CREATE MACRO forebay_fn.main.array_positions(x, v) AS to_json(list_filter(range(0, CAST(system.main.json_array_length(CAST(x AS JSON)) AS BIGINT)), lambda i: json_extract(CAST(x AS JSON), '/' || CAST(i AS VARCHAR)) = to_json(v)));
CREATE MACRO forebay_fn.main.array_distinct(x) AS to_json(list_distinct(forebay_fn.main.json_list(x)));
CREATE MACRO forebay_fn.main.array_union(a, b) AS to_json(list_distinct(list_concat(forebay_fn.main.json_list(a), forebay_fn.main.json_list(b))));
CREATE MACRO forebay_fn.main.array_intersection(a, b) AS to_json(list_distinct(list_filter(forebay_fn.main.json_list(a), lambda e: list_contains(forebay_fn.main.json_list(b), e))));
CREATE MACRO forebay_fn.main.array_except(a, b) AS to_json(list_distinct(list_filter(forebay_fn.main.json_list(a), lambda e: NOT list_contains(forebay_fn.main.json_list(b), e))));
CREATE MACRO forebay_fn.main.subarray(x, f) AS to_json(list_slice(forebay_fn.main.json_list(x), f + 1, 2147483647)),
  (x, f, n) AS to_json(list_slice(forebay_fn.main.json_list(x), f + 1, f + n));
CREATE MACRO forebay_fn.main.split_to_array(s) AS to_json(string_split(s, ',')), (s, d) AS to_json(string_split(s, d));
