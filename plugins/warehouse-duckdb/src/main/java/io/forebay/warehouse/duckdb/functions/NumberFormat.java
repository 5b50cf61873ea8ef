package io.forebay.warehouse.duckdb.functions;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** TO_CHAR of numbers. */
final class NumberFormat {
    private static final int ROMAN_WIDTH = 15;
    private static final int ROMAN_LIMIT = 3999;

    private final NumberPicture picture;

    NumberFormat(String format) {
        this.picture = new NumberPicture(format);
    }

    /** @param text as DuckDB prints it */
    String format(String text) {
        if (text.equalsIgnoreCase("nan") || text.toLowerCase(Locale.ROOT).contains("inf")) {
            return text;
        }
        BigDecimal number = new BigDecimal(text);
        if (!picture.roman.isEmpty()) {
            return roman(number);
        }
        return picture.scientific ? scientific(number) : new Writing(number).write();
    }

    private String roman(BigDecimal number) {
        BigDecimal rounded = number.setScale(0, RoundingMode.HALF_UP);
        boolean possible = rounded.signum() > 0 && rounded.compareTo(BigDecimal.valueOf(ROMAN_LIMIT)) <= 0;
        String roman = possible ? Ordinals.roman(rounded.intValueExact()) : "#".repeat(ROMAN_WIDTH);
        String written = picture.roman.equals("rn") ? roman.toLowerCase(Locale.ROOT) : roman;
        return picture.plain ? written : " ".repeat(ROMAN_WIDTH - written.length()) + written;
    }

    private String scientific(BigDecimal number) {
        BigDecimal rounded = number.round(new MathContext(picture.scale + 1, RoundingMode.HALF_UP));
        int exponent = number.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        BigDecimal mantissa = rounded.scaleByPowerOfTen(-exponent).setScale(picture.scale, RoundingMode.HALF_UP);
        String sign = number.signum() < 0 ? "-" : picture.plain ? "" : " ";
        return sign + mantissa.abs().toPlainString() + "e" + (exponent < 0 ? "-" : "+")
                + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    /** One number on its way through the picture. */
    private final class Writing {
        private final boolean negative;
        /** As many digits as the picture has places before the point; blanks in front. */
        private final String whole;

        private final String fraction;
        private final boolean overflows;
        private final StringBuilder out = new StringBuilder();
        private int place;
        private boolean behindPoint;
        private boolean signed;

        Writing(BigDecimal number) {
            BigDecimal rounded =
                    number.abs().scaleByPowerOfTen(picture.shifts).setScale(picture.scale, RoundingMode.HALF_UP);
            this.negative = number.signum() < 0 && rounded.signum() != 0;
            String digits = rounded.toPlainString();
            int point = digits.indexOf('.');
            String before = point < 0 ? digits : digits.substring(0, point);
            this.fraction = point < 0 ? "" : digits.substring(point + 1);
            boolean zero = before.equals("0");
            this.overflows = !zero && before.length() > picture.whole;
            // A zero before the point shows only in a picture without decimals, or where a 0 asks for it.
            String shown = zero && picture.whole > 0 && picture.scale > 0 && rounded.signum() != 0 ? "" : before;
            String kept = zero && picture.whole == 0 ? "" : shown;
            this.whole = overflows ? "" : " ".repeat(Math.max(0, picture.whole - kept.length())) + kept;
        }

        String write() {
            boolean places = picture.has(NumberPicture.Kind.SIGN)
                    || picture.has(NumberPicture.Kind.MINUS)
                    || picture.has(NumberPicture.Kind.PLUS)
                    || picture.has(NumberPicture.Kind.EITHER);
            boolean floats = !places || signLeads();
            int firstDigit = firstDigit();
            for (int i = 0; i < picture.parts.size(); i++) {
                NumberPicture.Part part = picture.parts.get(i);
                if (floats && part.kind().digit() && !signed && (behindPoint || place >= firstDigit)) {
                    sign(places);
                } else if (floats && part.kind() == NumberPicture.Kind.POINT && !signed) {
                    sign(places);
                }
                part(part, i, firstDigit);
            }
            if (picture.brackets && signed) {
                out.append(negative ? ">" : picture.plain ? "" : " ");
            }
            String text = picture.plain ? out.toString().strip() : out.toString();
            return text;
        }

        /** Whether an S stands before all digits, and so before the first digit that shows. */
        private boolean signLeads() {
            for (NumberPicture.Part part : picture.parts) {
                if (part.kind() == NumberPicture.Kind.SIGN) {
                    return true;
                }
                if (part.kind().digit()) {
                    return false;
                }
            }
            return false;
        }

        private void sign(boolean anchored) {
            signed = true;
            if (picture.brackets) {
                out.append(negative ? "<" : picture.plain ? "" : " ");
            } else if (negative) {
                out.append('-');
            } else {
                out.append(anchored ? "+" : picture.plain ? "" : " ");
            }
        }

        /** The place before the point where digits begin: where a 0 stands, or the number's own. */
        private int firstDigit() {
            int digit = overflows ? 0 : whole.length() - whole.strip().length();
            int number = 0;
            for (NumberPicture.Part part : picture.parts) {
                if (part.kind() == NumberPicture.Kind.POINT) {
                    break;
                }
                if (part.kind() == NumberPicture.Kind.ZERO) {
                    return Math.min(digit, number);
                }
                number += part.kind().digit() ? 1 : 0;
            }
            return digit;
        }

        private void part(NumberPicture.Part part, int index, int firstDigit) {
            switch (part.kind()) {
                case NINE, ZERO -> digit(index, firstDigit);
                case POINT -> {
                    out.append('.');
                    behindPoint = true;
                    place = 0;
                }
                case GROUP -> {
                    if (behindPoint || place > firstDigit || (place == firstDigit && place > 0 && signed)) {
                        out.append(place > firstDigit || behindPoint ? "," : blank());
                    } else {
                        out.append(blank());
                    }
                }
                case SIGN -> {
                    if (!signLeads()) {
                        out.append(negative ? "-" : "+");
                        signed = true;
                    }
                }
                case MINUS -> out.append(negative ? "-" : blank());
                case PLUS -> out.append(negative ? blank() : "+");
                case EITHER -> out.append(negative ? "-" : "+");
                case CURRENCY -> out.append('$');
                case ORDINAL -> ordinal(part.text());
                case TEXT -> out.append(part.text());
            }
        }

        private String blank() {
            return picture.plain ? "" : " ";
        }

        private void digit(int index, int firstDigit) {
            int number = place++;
            if (behindPoint) {
                char c = overflows ? '#' : fraction.charAt(number);
                if (!picture.plain || !onlyZerosFollow(index, number)) {
                    out.append(c);
                }
                return;
            }
            if (overflows) {
                out.append('#');
            } else if (number < firstDigit) {
                out.append(blank());
            } else {
                char c = whole.charAt(number);
                out.append(c == ' ' ? '0' : c);
            }
        }

        /** Whether this and all further decimals are zeros that only nines ask for. */
        private boolean onlyZerosFollow(int index, int number) {
            if (overflows || !fraction.substring(number).chars().allMatch(c -> c == '0')) {
                return false;
            }
            return picture.parts.subList(index, picture.parts.size()).stream()
                    .noneMatch(part -> part.kind() == NumberPicture.Kind.ZERO);
        }

        private void ordinal(String written) {
            if (negative || picture.scale > 0 || overflows) {
                return;
            }
            String digits = whole.strip();
            String ending = Ordinals.ending(digits.isEmpty() ? "0" : digits);
            out.append(written.equals("TH") ? ending.toUpperCase(Locale.ROOT) : ending);
        }
    }
}
