package io.forebay.engine.sql.copy;

import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.Token;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.List;

/** Parts of a COPY's text as they were written. */
public final class CopyWords {
    private CopyWords() {}

    /**
     * What stands behind {@code FROM 's3://…'}: authorization, format, conversions. A comment at its end would take in
     * what is written behind it, and is left out.
     *
     * @param copy a COPY that parses
     */
    public static String behindSource(String copy) {
        List<Token> tokens = SqlText.of(copy).tokens();
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i).isString() && tokens.get(i - 1).is("from")) {
                return copy.substring(
                                tokens.get(i).end(),
                                tokens.get(tokens.size() - 1).end())
                        .strip();
            }
        }
        throw new ForebayException(CommonError.INTERNAL, "a stored COPY has no source: " + copy);
    }
}
