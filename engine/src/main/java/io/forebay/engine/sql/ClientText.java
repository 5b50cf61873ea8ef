package io.forebay.engine.sql;

import java.util.Locale;
import java.util.Set;

/**
 * What the rows of COPY … TO STDOUT look like. SOURCE: PostgreSQL's manual, "COPY".
 *
 * @param csv else delimited text with backslashes
 * @param delimiter one ASCII character, as quote and escape are
 * @param nullText what stands for NULL
 * @param header whether the first line has the names of the columns
 * @param forced FORCE_QUOTE: columns whose values are always in quotes; {@code *} for all
 */
public record ClientText(
        boolean csv, char delimiter, char quote, char escape, String nullText, boolean header, Set<String> forced) {
    public ClientText {
        forced = Set.copyOf(forced);
    }

    /** Whether the values of a column of this name are always in quotes. */
    public boolean quotes(String column) {
        return forced.contains("*") || forced.contains(column.toLowerCase(Locale.ROOT));
    }
}
