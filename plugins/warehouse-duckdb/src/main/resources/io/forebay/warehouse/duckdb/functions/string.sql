CREATE MACRO forebay_fn.main.btrim(s) AS trim(CAST(s AS VARCHAR), ' '), (s, c) AS trim(CAST(s AS VARCHAR), c);
CREATE MACRO forebay_fn.main.ltrim(s) AS system.main.ltrim(CAST(s AS VARCHAR), ' '), (s, c) AS system.main.ltrim(CAST(s AS VARCHAR), c);
CREATE MACRO forebay_fn.main.rtrim(s) AS system.main.rtrim(CAST(s AS VARCHAR), ' '), (s, c) AS system.main.rtrim(CAST(s AS VARCHAR), c);
CREATE MACRO forebay_fn.main.bttext_pattern_cmp(a, b) AS CASE WHEN a < b THEN -1 WHEN a > b THEN 1 WHEN a = b THEN 0 END;
CREATE MACRO forebay_fn.main.bpcharcmp(a, b) AS forebay_fn.main.bttext_pattern_cmp(system.main.rtrim(a, ' '), system.main.rtrim(b, ' '));
-- a BLOB's text is read back by the cast to BLOB
CREATE MACRO forebay_fn.main.len(s) AS CAST(CASE WHEN typeof(s) = 'BLOB' THEN system.main.octet_length(CAST(CAST(s AS VARCHAR) AS BLOB)) ELSE system.main.length(CAST(s AS VARCHAR)) END AS INTEGER);
CREATE MACRO forebay_fn.main.length(s) AS forebay_fn.main.len(s);
CREATE MACRO forebay_fn.main.char_length(s) AS forebay_fn.main.len(s);
CREATE MACRO forebay_fn.main.character_length(s) AS forebay_fn.main.len(s);
CREATE MACRO forebay_fn.main.textlen(s) AS forebay_fn.main.len(s);
CREATE MACRO forebay_fn.main.octet_length(s) AS CAST(CASE WHEN typeof(s) = 'BLOB' THEN system.main.octet_length(CAST(CAST(s AS VARCHAR) AS BLOB)) ELSE strlen(CAST(s AS VARCHAR)) END AS INTEGER);
CREATE MACRO forebay_fn.main.strpos(s, sub) AS CAST(instr(CAST(s AS VARCHAR), CAST(sub AS VARCHAR)) AS INTEGER);
CREATE MACRO forebay_fn.main.charindex(sub, s) AS forebay_fn.main.strpos(s, sub);
CREATE MACRO forebay_fn.main.octetindex(sub, s) AS CAST(CASE WHEN instr(s, sub) = 0 THEN 0 ELSE strlen(system.main.left(s, instr(s, sub) - 1)) + 1 END AS INTEGER);
CREATE MACRO forebay_fn.main.concat(a, b) AS a || b;
CREATE MACRO forebay_fn.main.initcap(s) AS forebay_call('initcap', CAST(s AS VARCHAR));
CREATE MACRO forebay_fn.main.soundex(s) AS forebay_call('soundex', CAST(s AS VARCHAR));
CREATE MACRO forebay_fn.main.difference(a, b) AS CAST(forebay_call('difference', CAST(a AS VARCHAR), CAST(b AS VARCHAR)) AS INTEGER);
CREATE MACRO forebay_fn.main.strtol(s, base) AS CAST(forebay_call('strtol', CAST(s AS VARCHAR), CAST(base AS VARCHAR)) AS BIGINT);
CREATE MACRO forebay_fn.main.crc32(s) AS forebay_call('crc32', CAST(s AS VARCHAR));
CREATE MACRO forebay_fn.main.lpad(s, n) AS system.main.lpad(CAST(s AS VARCHAR), CAST(n AS INTEGER), ' '),
  (s, n, fill) AS CASE WHEN fill = '' THEN system.main.left(CAST(s AS VARCHAR), n) ELSE system.main.lpad(CAST(s AS VARCHAR), CAST(n AS INTEGER), coalesce(nullif(fill, ''), ' ')) END;
CREATE MACRO forebay_fn.main.rpad(s, n) AS system.main.rpad(CAST(s AS VARCHAR), CAST(n AS INTEGER), ' '),
  (s, n, fill) AS CASE WHEN fill = '' THEN system.main.left(CAST(s AS VARCHAR), n) ELSE system.main.rpad(CAST(s AS VARCHAR), CAST(n AS INTEGER), coalesce(nullif(fill, ''), ' ')) END;
CREATE MACRO forebay_fn.main.repeat(s, n) AS system.main.repeat(CAST(s AS VARCHAR), CAST(n AS BIGINT));
CREATE MACRO forebay_fn.main.replicate(s, n) AS system.main.repeat(CAST(s AS VARCHAR), CAST(n AS BIGINT));
CREATE MACRO forebay_fn.main.split_part(s, d, n) AS CASE WHEN n < 1 THEN error('forebay:INVALID_PARAMETER:field position must be greater than zero') ELSE system.main.split_part(s, d, n) END;
CREATE MACRO forebay_fn.main.substring(s, f) AS CASE WHEN f > 0 THEN system.main.substring(CAST(s AS VARCHAR), f) ELSE CAST(s AS VARCHAR) END,
  (s, f, n) AS CASE WHEN n < 0 THEN forebay_call('fail', 'INVALID_PARAMETER', 'negative substring length not allowed') WHEN f > 0 THEN system.main.substring(CAST(s AS VARCHAR), f, n) ELSE system.main.substring(CAST(s AS VARCHAR), 1, greatest(f + n - 1, 0)) END;
CREATE MACRO forebay_fn.main.substr(s, f) AS forebay_fn.main.substring(s, f), (s, f, n) AS forebay_fn.main.substring(s, f, n);
CREATE MACRO forebay_fn.main.quote_ident(s) AS CASE WHEN regexp_full_match(s, '[a-z_][a-z0-9_$]*') AND s NOT IN ('all', 'analyse', 'analyze', 'and', 'any', 'array', 'as', 'asc', 'between', 'both', 'case', 'cast', 'check', 'collate', 'column', 'constraint', 'create', 'cross', 'current_date', 'current_time', 'current_timestamp', 'current_user', 'default', 'desc', 'distinct', 'do', 'else', 'end', 'except', 'false', 'for', 'foreign', 'freeze', 'from', 'full', 'grant', 'group', 'having', 'ilike', 'in', 'initially', 'inner', 'intersect', 'into', 'is', 'isnull', 'join', 'leading', 'left', 'like', 'limit', 'localtime', 'localtimestamp', 'natural', 'new', 'not', 'notnull', 'null', 'off', 'offset', 'old', 'on', 'only', 'or', 'order', 'outer', 'overlaps', 'primary', 'references', 'right', 'select', 'session_user', 'similar', 'some', 'sysdate', 'table', 'tag', 'then', 'to', 'top', 'trailing', 'true', 'union', 'unique', 'user', 'using', 'verbose', 'when', 'where', 'with') THEN s ELSE '"' || replace(s, '"', '""') || '"' END;
CREATE MACRO forebay_fn.main.quote_literal(s) AS '''' || replace(replace(CAST(s AS VARCHAR), '\', '\\'), '''', '''''') || '''';
CREATE MACRO forebay_fn.main.regexp_count(s, p) AS CAST(forebay_call('regexp_count', CAST(s AS VARCHAR), p, '1', 'c') AS INTEGER),
  (s, p, f) AS CAST(forebay_call('regexp_count', CAST(s AS VARCHAR), p, CAST(f AS VARCHAR), 'c') AS INTEGER),
  (s, p, f, flags) AS CAST(forebay_call('regexp_count', CAST(s AS VARCHAR), p, CAST(f AS VARCHAR), flags) AS INTEGER);
CREATE MACRO forebay_fn.main.regexp_substr(s, p) AS forebay_call('regexp_substr', CAST(s AS VARCHAR), p, '1', '1', 'c'),
  (s, p, f) AS forebay_call('regexp_substr', CAST(s AS VARCHAR), p, CAST(f AS VARCHAR), '1', 'c'),
  (s, p, f, n) AS forebay_call('regexp_substr', CAST(s AS VARCHAR), p, CAST(f AS VARCHAR), CAST(n AS VARCHAR), 'c'),
  (s, p, f, n, flags) AS forebay_call('regexp_substr', CAST(s AS VARCHAR), p, CAST(f AS VARCHAR), CAST(n AS VARCHAR), flags);
CREATE MACRO forebay_fn.main.regexp_instr(s, p) AS CAST(forebay_call('regexp_instr', CAST(s AS VARCHAR), p, '1', '1', '0', 'c') AS INTEGER),
  (s, p, f) AS CAST(forebay_call('regexp_instr', CAST(s AS VARCHAR), p, CAST(f AS VARCHAR), '1', '0', 'c') AS INTEGER),
  (s, p, f, n) AS CAST(forebay_call('regexp_instr', CAST(s AS VARCHAR), p, CAST(f AS VARCHAR), CAST(n AS VARCHAR), '0', 'c') AS INTEGER),
  (s, p, f, n, behind) AS CAST(forebay_call('regexp_instr', CAST(s AS VARCHAR), p, CAST(f AS VARCHAR), CAST(n AS VARCHAR), CAST(behind AS VARCHAR), 'c') AS INTEGER),
  (s, p, f, n, behind, flags) AS CAST(forebay_call('regexp_instr', CAST(s AS VARCHAR), p, CAST(f AS VARCHAR), CAST(n AS VARCHAR), CAST(behind AS VARCHAR), flags) AS INTEGER);
CREATE MACRO forebay_fn.main.regexp_replace(s, p) AS forebay_call('regexp_replace', CAST(s AS VARCHAR), p, '1', '', 'c'),
  (s, p, r) AS forebay_call('regexp_replace', CAST(s AS VARCHAR), p, '1', r, 'c'),
  (s, p, r, f) AS forebay_call('regexp_replace', CAST(s AS VARCHAR), p, CAST(f AS VARCHAR), r, 'c'),
  (s, p, r, f, flags) AS forebay_call('regexp_replace', CAST(s AS VARCHAR), p, CAST(f AS VARCHAR), r, flags);
