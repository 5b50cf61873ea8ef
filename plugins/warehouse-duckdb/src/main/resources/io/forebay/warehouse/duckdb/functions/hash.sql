CREATE MACRO forebay_fn.main.fnv_hash(x) AS CAST(forebay_call('fnv_hash', typeof(x), CASE WHEN typeof(x) = 'BLOB' THEN hex(CAST(CAST(x AS VARCHAR) AS BLOB)) ELSE CAST(x AS VARCHAR) END) AS BIGINT),
  (x, seed) AS CAST(forebay_call('fnv_hash', typeof(x), CASE WHEN typeof(x) = 'BLOB' THEN hex(CAST(CAST(x AS VARCHAR) AS BLOB)) ELSE CAST(x AS VARCHAR) END, CAST(seed AS VARCHAR)) AS BIGINT);
CREATE MACRO forebay_fn.main.sha(s) AS sha1(s);
CREATE MACRO forebay_fn.main.func_sha1(s) AS sha1(s);
CREATE MACRO forebay_fn.main.sha2(s, bits) AS forebay_call('sha2', CAST(s AS VARCHAR), CAST(bits AS VARCHAR));
CREATE MACRO forebay_fn.main.murmur3_32_hash(x) AS CAST(forebay_call('murmur3_32_hash', typeof(x), CASE WHEN typeof(x) = 'BLOB' THEN hex(CAST(CAST(x AS VARCHAR) AS BLOB)) ELSE CAST(x AS VARCHAR) END) AS INTEGER),
  (x, seed) AS CAST(forebay_call('murmur3_32_hash', typeof(x), CASE WHEN typeof(x) = 'BLOB' THEN hex(CAST(CAST(x AS VARCHAR) AS BLOB)) ELSE CAST(x AS VARCHAR) END, CAST(seed AS VARCHAR)) AS INTEGER);
