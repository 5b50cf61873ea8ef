package io.forebay.engine.sql.copy;

import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import java.math.BigDecimal;

/**
 * {@code 6.2 GB}, {@code 100 MB}, {@code 100}. SOURCE: Redshift Database Developer Guide, "UNLOAD", MAXFILESIZE and
 * ROWGROUPSIZE.
 */
final class SizeArgument {
    private static final BigDecimal MB = BigDecimal.valueOf(1L << 20);
    private static final BigDecimal GB = BigDecimal.valueOf(1L << 30);

    private SizeArgument() {}

    /** The bytes in digits. */
    static String read(TokenStream in, CopyParameter parameter) {
        Token token = in.next();
        boolean whole = parameter == CopyParameter.ROWGROUPSIZE;
        if (token.kind() != Token.Kind.NUMBER || !token.text().matches(whole ? "[0-9]{1,9}" : "[0-9.]{1,12}")) {
            throw Mistake.syntax(
                    token.start(),
                    "expected " + limits(parameter) + " behind " + parameter + " but found " + token.shown());
        }
        BigDecimal unit = in.acceptAny("mb", "gb") && in.previous().is("gb") ? GB : MB;
        BigDecimal bytes = new BigDecimal(token.text()).multiply(unit);
        BigDecimal least = MB.multiply(BigDecimal.valueOf(whole ? 32 : 5));
        BigDecimal most = whole ? MB.multiply(BigDecimal.valueOf(128)) : GB.multiply(new BigDecimal("6.2"));
        if (bytes.compareTo(least) < 0 || bytes.compareTo(most) > 0) {
            throw Mistake.syntax(token.start(), parameter + " must be " + limits(parameter));
        }
        return String.valueOf(bytes.longValue());
    }

    private static String limits(CopyParameter parameter) {
        return parameter == CopyParameter.ROWGROUPSIZE
                ? "a whole number from 32 MB to 128 MB"
                : "a number from 5 MB to 6.2 GB";
    }
}
