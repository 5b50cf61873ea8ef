package io.forebay.engine.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What CREATE USER and ALTER USER say about a user; null for what they do not say.
 *
 * @param password an empty one for DISABLE
 * @param validUntil a time as text; {@code infinity} for no end
 * @param connections the most at once; -1 for no limit
 * @param groups of IN GROUP
 * @param searchPath of SET search_path; an empty one for RESET
 */
public record UserOptions(
        @Nullable Secret password,
        @Nullable Boolean superuser,
        @Nullable Boolean createsDatabases,
        @Nullable Boolean readsSystem,
        @Nullable String validUntil,
        @Nullable Integer connections,
        List<String> groups,
        @Nullable String searchPath) {
    public UserOptions {
        groups = List.copyOf(groups);
    }
}
