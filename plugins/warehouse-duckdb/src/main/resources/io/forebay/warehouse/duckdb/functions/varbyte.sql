-- the bit at a place from the left
CREATE MACRO forebay_fn.main.bit_of(b, i) AS CAST((CAST(concat('0x', substring(hex(b), CAST(i // 8 * 2 + 1 AS BIGINT), 2)) AS INTEGER) >> CAST(7 - i % 8 AS INTEGER)) & 1 AS INTEGER);
CREATE MACRO forebay_fn.main.to_hex(x) AS lower(system.main.to_hex(x));
CREATE MACRO forebay_fn.main.from_hex(s) AS system.main.from_hex(CAST(s AS VARCHAR));
CREATE MACRO forebay_fn.main.to_varbyte(s, format) AS CASE lower(format)
  WHEN 'hex' THEN system.main.from_hex(s) WHEN 'base64' THEN from_base64(s) WHEN 'binary' THEN from_binary(s)
  WHEN 'utf8' THEN encode(s) WHEN 'utf-8' THEN encode(s) ELSE error('forebay:INVALID_PARAMETER:the format of TO_VARBYTE is hex, base64, binary or utf8') END;
CREATE MACRO forebay_fn.main.from_varbyte(b, format) AS CASE lower(format)
  WHEN 'hex' THEN lower(hex(b)) WHEN 'base64' THEN to_base64(b) WHEN 'utf8' THEN decode(b) WHEN 'utf-8' THEN decode(b)
  WHEN 'binary' THEN array_to_string(list_transform(range(0, system.main.octet_length(b) * 8), lambda i: CASE WHEN forebay_fn.main.bit_of(b, i) = 1 THEN '1' ELSE '0' END), '')
  ELSE error('forebay:INVALID_PARAMETER:the format of FROM_VARBYTE is hex, base64, binary or utf8') END;
-- bits count from the right
CREATE MACRO forebay_fn.main.getbit(b, n) AS CASE WHEN n < 0 OR n >= system.main.octet_length(b) * 8 THEN error('forebay:INVALID_PARAMETER:GETBIT''s index is outside of the bits') ELSE forebay_fn.main.bit_of(b, system.main.octet_length(b) * 8 - 1 - n) END;
