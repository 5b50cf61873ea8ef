package io.forebay.warehouse.duckdb.functions;

import io.forebay.spi.CommonError;

/** TO_NUMBER: what the picture has no digits for is passed over. */
final class NumberParser {
    private final NumberPicture picture;

    NumberParser(String format) {
        this.picture = new NumberPicture(format);
    }

    /** @return the number as text, with as many decimals as the picture has at most */
    String parse(String text) {
        StringBuilder digits = new StringBuilder();
        boolean negative = picture.brackets && text.strip().startsWith("<");
        boolean point = false;
        int whole = 0;
        int decimals = 0;
        for (char c : text.toCharArray()) {
            if (c == '-') {
                negative = true;
            } else if (c == '.' && picture.has(NumberPicture.Kind.POINT) && !point) {
                point = true;
                digits.append('.');
            } else if (c >= '0' && c <= '9') {
                if (point ? decimals < picture.scale : whole < picture.whole) {
                    digits.append(c);
                    decimals += point ? 1 : 0;
                    whole += point ? 0 : 1;
                } else if (!point && !picture.has(NumberPicture.Kind.POINT)) {
                    break;
                }
            } else if (c == '.' && !point) {
                break;
            }
        }
        if (whole + decimals == 0) {
            throw new FunctionError(
                    CommonError.INVALID_TEXT, "invalid input syntax for type numeric: \"" + text + "\"");
        }
        String plain = digits.charAt(digits.length() - 1) == '.' ? digits + "0" : digits.toString();
        return (negative ? "-" : "") + (plain.startsWith(".") ? "0" : "") + plain;
    }
}
